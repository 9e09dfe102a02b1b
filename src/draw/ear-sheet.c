/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-sheet.h"

#include <math.h>
#include <pango/pangocairo.h>

#define N_COLUMNS 5
#define CAPTION   0.085         /* of a cell's width */

/* What one block of the sheet shows. */
typedef struct {
  EarBody   body;
  EarFinish finish;
  gboolean  dark;
} Block;

static guint
count (int only,
       int n)
{
  return only >= 0 ? 1 : (guint) n;
}

static guint
get_n_columns (const EarSheet *self)
{
  return MIN (count (self->light, EAR_N_LIGHTS), N_COLUMNS);
}

static guint
get_n_rows (const EarSheet *self)
{
  return (count (self->light, EAR_N_LIGHTS) + N_COLUMNS - 1) / N_COLUMNS;
}

static double
get_cell_height (const EarSheet *self)
{
  return round (self->cell * (EAR_BODY_HEIGHT / EAR_BODY_WIDTH + CAPTION));
}

/**
 * ear_sheet_get_size:
 * @self: a sheet
 * @width: (out): its width
 * @height: (out): its height
 *
 * Tells how large it will be.
 */
void
ear_sheet_get_size (const EarSheet *self,
                    double         *width,
                    double         *height)
{
  guint n_blocks = count (self->body, EAR_N_BODIES) * count (self->finish, EAR_N_FINISHES) * count (self->dark, 2);

  *width = self->cell * get_n_columns (self);
  *height = get_cell_height (self) * get_n_rows (self) * n_blocks;
}

static void
draw_caption (const EarSheet *self,
              cairo_t        *cr,
              const Block    *block,
              EarLight        light)
{
  g_autoptr (PangoLayout) layout = pango_cairo_create_layout (cr);
  g_autoptr (PangoFontDescription) font = pango_font_description_from_string ("Cantarell");
  g_autofree char *text = g_strdup_printf ("%s · %s · %s", ear_body_to_name (block->body),
                                           ear_finish_to_name (block->finish), ear_light_to_key (light));
  double gray = block->dark ? 0.72 : 0.32;

  pango_font_description_set_absolute_size (font, self->cell * 0.042 * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int) (self->cell * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  cairo_set_source_rgb (cr, gray, gray, gray);
  cairo_move_to (cr, 0, get_cell_height (self) - self->cell * CAPTION);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_cell (const EarSheet     *self,
           cairo_t            *cr,
           const Block        *block,
           EarLight            light,
           const EarPoseModel *model)
{
  EarPose pose = { .body = block->body, .finish = block->finish, .dark = block->dark, .now = EAR_POSE_NOW };

  ear_pose_set_light (&pose, light, self->locale);
  ear_pose_draw (&pose, model, cr);
  draw_caption (self, cr, block, light);
}

static void
draw_block (const EarSheet *self,
            cairo_t        *cr,
            const Block    *block,
            double          scale)
{
  double width = self->cell, height = get_cell_height (self);
  g_autoptr (EarPoseModel) model = ear_pose_model_new (block->body, block->finish, width, height, scale);

  for (guint i = 0; i < count (self->light, EAR_N_LIGHTS); i++) {
    cairo_save (cr);
    cairo_translate (cr, i % N_COLUMNS * width, i / N_COLUMNS * height);
    draw_cell (self, cr, block, self->light >= 0 ? (EarLight) self->light : (EarLight) i, model);
    cairo_restore (cr);
  }
}

/**
 * ear_sheet_draw:
 * @self: a sheet
 * @cr: where to draw
 * @scale: pixels per unit of @cr
 *
 * Draws it.
 */
void
ear_sheet_draw (const EarSheet *self,
                cairo_t        *cr,
                double          scale)
{
  guint n = 0;

  for (int body = 0; body < EAR_N_BODIES; body++)
    for (int finish = 0; finish < EAR_N_FINISHES; finish++)
      for (int dark = 0; dark < 2; dark++) {
        Block block = { body, finish, dark };

        if ((self->body >= 0 && self->body != body) || (self->finish >= 0 && self->finish != finish) ||
            (self->dark >= 0 && self->dark != dark))
          continue;

        cairo_save (cr);
        cairo_translate (cr, 0, n++ *get_n_rows (self) * get_cell_height (self));
        draw_block (self, cr, &block, scale);
        cairo_restore (cr);
      }
}
