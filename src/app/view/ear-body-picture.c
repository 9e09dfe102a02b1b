/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-app"

#include "config.h"

#include "app/view/ear-body-picture.h"

#include <math.h>

#define SETTLE_MS   90          /* how long a size must stay before it is drawn */
#define DRAFT_UNIT  0.25        /* pixels of the first draft per design unit */

typedef struct {
  EarFinish    finish;
  EarBodyPlace place;           /* in pixels of the screen */
} Job;

struct _EarBodyPicture {
  GObject          parent_instance;

  EarFinish        finish;
  EarBodyPlace     place;
  int              scale;

  /* What is drawn, which may lag behind what is wanted. */
  cairo_surface_t *surface;
  EarBody          drawn_body;
  EarFinish        drawn_finish;
  double           drawn_unit;
  gboolean         is_draft;
  GskRenderNode   *node;

  GCancellable    *cancellable;
  guint            settle_id;
};

G_DEFINE_FINAL_TYPE (EarBodyPicture, ear_body_picture, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static cairo_surface_t *
render (EarBody       body,
        EarFinish     finish,
        double        unit,
        GCancellable *cancellable)
{
  EarBodyPlace place = { body, 0.0, 0.0, unit };

  return ear_body_render (finish, &place, (int) ceil (EAR_BODY_WIDTH * unit), (int) ceil (EAR_BODY_HEIGHT * unit),
                          cancellable);
}

static void
take_surface (EarBodyPicture  *self,
              cairo_surface_t *surface,
              EarBody          body,
              EarFinish        finish,
              double           unit,
              gboolean         is_draft)
{
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  self->surface = surface;
  self->drawn_body = body;
  self->drawn_finish = finish;
  self->drawn_unit = unit;
  self->is_draft = is_draft;
}

static void
render_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  const Job *job = data;
  cairo_surface_t *surface = render (job->place.body, job->finish, job->place.unit, cancellable);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, surface, (GDestroyNotify) cairo_surface_destroy);
  else
    cairo_surface_destroy (surface);
}

static void
on_rendered (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  EarBodyPicture *self = EAR_BODY_PICTURE (source);
  const Job *job = g_task_get_task_data (G_TASK (result));
  cairo_surface_t *surface = g_task_propagate_pointer (G_TASK (result), NULL);

  if (surface == NULL)
    return;

  g_clear_object (&self->cancellable);
  take_surface (self, surface, job->place.body, job->finish, job->place.unit, FALSE);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
on_settled (gpointer data)
{
  EarBodyPicture *self = data;
  g_autoptr (GTask) task = NULL;
  Job *job = g_new (Job, 1);

  self->settle_id = 0;
  self->cancellable = g_cancellable_new ();
  job->finish = self->finish;
  job->place = ear_body_place_scale (&self->place, self->scale);
  task = g_task_new (self, self->cancellable, on_rendered, NULL);
  g_task_set_source_tag (task, on_settled);
  g_task_set_task_data (task, job, g_free);
  g_task_run_in_thread (task, render_in_thread);

  return G_SOURCE_REMOVE;
}

static void
forget (EarBodyPicture *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
ear_body_picture_dispose (GObject *object)
{
  EarBodyPicture *self = EAR_BODY_PICTURE (object);

  forget (self);
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->surface, cairo_surface_destroy);

  G_OBJECT_CLASS (ear_body_picture_parent_class)->dispose (object);
}

static void
ear_body_picture_class_init (EarBodyPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ear_body_picture_dispose;

  /**
   * EarBodyPicture::changed:
   *
   * There is a sharper picture.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EAR_TYPE_BODY_PICTURE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
ear_body_picture_init (EarBodyPicture *self)
{
}

EarBodyPicture *
ear_body_picture_new (void)
{
  return g_object_new (EAR_TYPE_BODY_PICTURE, NULL);
}

/**
 * ear_body_picture_set_size:
 * @self: the picture
 * @finish: what the body is made of
 * @place: where it stands in its widget
 * @scale: pixels of the screen per pixel of the widget
 *
 * Asks for a picture. It comes with #EarBodyPicture::changed.
 */
void
ear_body_picture_set_size (EarBodyPicture     *self,
                           EarFinish           finish,
                           const EarBodyPlace *place,
                           int                 scale)
{
  gboolean same = self->surface != NULL && self->finish == finish && self->scale == scale
                  && ear_body_place_equal (&self->place, place);
  double draft = MIN (place->unit * scale, DRAFT_UNIT);

  g_return_if_fail (EAR_IS_BODY_PICTURE (self));

  if (same)
    return;

  self->finish = finish;
  self->place = *place;
  self->scale = scale;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  forget (self);

  /* Another size or color of the same body will do for the moment, another body will not. */
  if (self->surface == NULL || self->drawn_body != place->body)
    take_surface (self, render (place->body, finish, draft, NULL), place->body, finish, draft, TRUE);
  if (!ear_body_picture_is_ready (self))
    self->settle_id = g_timeout_add (SETTLE_MS, on_settled, self);
}

/**
 * ear_body_picture_is_ready:
 * @self: the picture
 *
 * Returns: whether it is as sharp as it will be
 */
gboolean
ear_body_picture_is_ready (EarBodyPicture *self)
{
  g_return_val_if_fail (EAR_IS_BODY_PICTURE (self), FALSE);

  return self->surface != NULL && !self->is_draft && self->drawn_finish == self->finish
         && self->drawn_body == self->place.body && self->drawn_unit == self->place.unit * self->scale;
}

/**
 * ear_body_picture_get_node:
 * @self: the picture
 *
 * The node holds an image, not the commands that draw it, and stays the same as long as the picture does, so that
 * frames of the light around it cost nothing here.
 *
 * Returns: (nullable): the picture
 */
GskRenderNode *
ear_body_picture_get_node (EarBodyPicture *self)
{
  g_return_val_if_fail (EAR_IS_BODY_PICTURE (self), NULL);

  if (self->node == NULL && self->surface != NULL) {
    double shrink = self->place.unit / self->drawn_unit;
    graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) self->place.x, (float) self->place.y,
                                                 (float) ceil (EAR_BODY_WIDTH * self->place.unit),
                                                 (float) ceil (EAR_BODY_HEIGHT * self->place.unit));
    cairo_t *cr;

    self->node = gsk_cairo_node_new (&bounds);
    cr = gsk_cairo_node_get_draw_context (self->node);
    cairo_translate (cr, self->place.x, self->place.y);
    cairo_scale (cr, shrink, shrink);
    cairo_set_source_surface (cr, self->surface, 0, 0);
    cairo_paint (cr);
    cairo_destroy (cr);
  }

  return self->node;
}
