/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-body-private.h"

/* The easel is a wedge in cloth: a profile of depth and height, drawn out to the sides and rounded there like a
 * cushion. Its face holds a glass with the light around it, its upper edge slopes to the viewer with the buttons.
 */

#define HALF_WIDTH 204.0f
#define FLAT       176.0f       /* from here on the sides are rounded … */
#define INSET      20.0f        /* … by so much at their end */
#define LIP        3.4f         /* the frame outside of the light */

#define BOTTOM        10.0f     /* under the cloth */
#define BOTTOM_ROUND  26.0f
#define FACE_END      306.0f
#define EDGE_ROUND    20.0f
#define EDGE_DEPTH    9.4f      /* how far behind the face the round edge ends */
#define LEDGE         50.0f
#define BACK_ROUND    24.0f

#define FACE_ANGLE  0.174533f   /* where normals point: up from level, in radians */
#define LEDGE_ANGLE 1.186824f
#define BACK_ANGLE  2.6f

#define FOOT_HALF_WIDTH 178.0f
#define FOOT_HALF_DEPTH 60.0f
#define FOOT_CORNER     26.0f

#define LABEL_X 150.0f
#define LABEL_Y 37.0f

#define TAPER    0.00007f       /* how much narrower it gets with every unit of height … */
#define FAR_AWAY 0.00105f       /* … and with every one behind its round edge */

#define N_POINTS 300

typedef struct {
  float       z, y;
  float       out, up;          /* its normal, before the sides are rounded */
  float       along;
  EarMaterial material;
} Point;

typedef struct {
  Point points[N_POINTS];
  guint n_points;
} EarEasel;

static void
add (EarEasel    *self,
     EarMaterial  material,
     float        z,
     float        y,
     float        angle)
{
  Point *point = &self->points[self->n_points];

  g_assert (self->n_points < N_POINTS);

  *point = (Point) { .material = material, .z = z, .y = y, .out = cosf (angle), .up = sinf (angle) };
  if (self->n_points > 0)
    point->along = point[-1].along + hypotf (z - point[-1].z, y - point[-1].y);
  self->n_points++;
}

static void
add_arc (EarEasel    *self,
         EarMaterial  material,
         float        z,
         float        y,
         float        radius,
         float        from,
         float        to,
         guint        n)
{
  for (guint i = 0; i <= n; i++) {
    float angle = from + (to - from) * (float) i / (float) n;

    add (self, material, z + radius * cosf (angle), y + radius * sinf (angle), angle);
  }
}

static gpointer
build (void)
{
  EarEasel *self = g_new0 (EarEasel, 1);
  float out = cosf (FACE_ANGLE), up = sinf (FACE_ANGLE);
  float y = BOTTOM + BOTTOM_ROUND;
  float z = (-BOTTOM_ROUND - y * up) / out;
  float seam = FACE_ANGLE + 0.30f * (LEDGE_ANGLE - FACE_ANGLE);

  add_arc (self, EAR_MATERIAL_CLOTH, z, y, BOTTOM_ROUND, -1.4f, FACE_ANGLE, 50);
  for (y += BOTTOM_ROUND * up + 4.0f; y < FACE_END; y += 4.0f)
    add (self, EAR_MATERIAL_CLOTH, -y * EAR_EASEL_LEAN, y, FACE_ANGLE);
  y = FACE_END - EDGE_ROUND * up;
  z = -FACE_END * EAR_EASEL_LEAN - EDGE_ROUND * out;
  add_arc (self, EAR_MATERIAL_CLOTH, z, y, EDGE_ROUND, FACE_ANGLE, seam, 24);
  add_arc (self, EAR_MATERIAL_SEAM, z, y, EDGE_ROUND - 0.5f, seam, seam + 0.06f, 2);
  add_arc (self, EAR_MATERIAL_PLATE, z, y, EDGE_ROUND, seam + 0.06f, LEDGE_ANGLE, 24);

  z += EDGE_ROUND * cosf (LEDGE_ANGLE);
  y += EDGE_ROUND * sinf (LEDGE_ANGLE);
  for (float along = 2.0f; along < LEDGE; along += 2.0f)
    add (self, EAR_MATERIAL_PLATE, z - along * sinf (LEDGE_ANGLE), y + along * cosf (LEDGE_ANGLE), LEDGE_ANGLE);
  z -= LEDGE * sinf (LEDGE_ANGLE);
  y += LEDGE * cosf (LEDGE_ANGLE);
  add_arc (self, EAR_MATERIAL_PLATE, z - BACK_ROUND * cosf (LEDGE_ANGLE), y - BACK_ROUND * sinf (LEDGE_ANGLE),
           BACK_ROUND, LEDGE_ANGLE, BACK_ANGLE, 40);

  return self;
}

/* A point of the profile in one column: how far the cushion has shrunk there, and how its normals turn to the side. */
typedef struct {
  float inset;
  float side, straight;
  float row;
} Cut;

static Cut
cut (const Point *point,
     float        x)
{
  float behind = point->y > FACE_END ? MAX (-point->z - point->y * EAR_EASEL_LEAN - EDGE_DEPTH, 0.0f) : 0.0f;
  float low_x = fabsf (x) * (1.0f + TAPER * point->y + FAR_AWAY * behind);
  float share = CLAMP ((low_x - FLAT) / (HALF_WIDTH - FLAT), 0.0f, 0.9995f);
  float rest = sqrtf (1.0f - share * share);
  float side = share / (HALF_WIDTH - FLAT), straight = rest / INSET;
  float length = hypotf (side, straight);
  float inset = INSET * (1.0f - rest);

  return (Cut) {
           .inset = low_x < HALF_WIDTH ? inset : NAN,
           .side = copysignf (side / length, x),
           .straight = straight / length,
           .row = EAR_EASEL_Y + (point->z - point->out * inset) * EAR_BODY_TILT
                  - (point->y - point->up * inset) * EAR_BODY_RISE,
  };
}

static EarHit
meet (const Point *a,
      const Point *b,
      const Cut   *cut,
      float        x,
      float        k)
{
  float out = a->out + (b->out - a->out) * k, up = a->up + (b->up - a->up) * k;
  float z = a->z + (b->z - a->z) * k, y = a->y + (b->y - a->y) * k;

  return (EarHit) {
           .material = a->material == b->material ? b->material : EAR_MATERIAL_SEAM,
           .along = a->along + (b->along - a->along) * k,
           .at = { x, y - up * cut->inset, z - out * cut->inset },
           .normal = ear_normalize ((EarVector) { cut->side, cut->straight *up, cut->straight *out }),
  };
}

static float
get_across (const EarHit *hit)
{
  return ear_round_box (hit->at.x, (hit->at.y - EAR_EASEL_FACE_Y) * EAR_EASEL_FACE_TILT,
                        EAR_EASEL_RING_X - EAR_EASEL_RING_CORNER, EAR_EASEL_RING_Y - EAR_EASEL_RING_CORNER,
                        EAR_EASEL_RING_CORNER);
}

/* From the floor up; the profile never comes down again where the camera could see it. */
static void
trace_wedge (const EarEasel *self,
             float           x,
             float           first_row,
             float           row_step,
             int             n_rows,
             EarHit         *hits)
{
  float reached = INFINITY, before = NAN;

  for (guint i = 0; i < self->n_points; i++) {
    const Point *point = &self->points[i];
    Cut here = cut (point, x);

    if (isnan (here.inset)) {
      before = NAN;
      continue;
    }
    if (isnan (before))
      reached = MIN (reached, here.row);
    if (here.row < reached) {
      int from = (int) ceilf ((here.row - first_row) / row_step);
      int to = (int) ceilf ((reached - first_row) / row_step);

      for (int n = MAX (from, 0); n < MIN (to, n_rows); n++) {
        float k = CLAMP ((before - first_row - (float) n * row_step) / MAX (before - here.row, 1e-6f), 0.0f, 1.0f);

        hits[n] = meet (point - 1, point, &here, x, k);
        if (hits[n].material == EAR_MATERIAL_CLOTH && get_across (&hits[n]) < EAR_EASEL_RING_WIDTH + LIP)
          hits[n].material = EAR_MATERIAL_FRONT;
      }
      reached = here.row;
    }
    before = here.row;
  }
}

/* The foot stands back below the cloth. */
static void
trace_foot (float   x,
            float   first_row,
            float   row_step,
            int     n_rows,
            EarHit *hits)
{
  float beyond = MAX (fabsf (x) - (FOOT_HALF_WIDTH - FOOT_CORNER), 0.0f);
  float deep = sqrtf (MAX (FOOT_CORNER * FOOT_CORNER - beyond * beyond, 0.0f));
  float z = EAR_EASEL_FOOT_Z + FOOT_HALF_DEPTH - FOOT_CORNER + deep;
  EarVector normal = ear_normalize ((EarVector) { copysignf (beyond, x), 0.0f, MAX (deep, 0.01f) });

  if (beyond >= FOOT_CORNER)
    return;

  for (int n = 0; n < n_rows; n++) {
    float y = (EAR_EASEL_Y + z * EAR_BODY_TILT - first_row - (float) n * row_step) / EAR_BODY_RISE;

    if (y >= 0.0f && y < BOTTOM + BOTTOM_ROUND)
      hits[n] = (EarHit) { .material = EAR_MATERIAL_FOOT, .along = y, .at = { x, y, z }, .normal = normal };
  }
}

static void
trace (gconstpointer form,
       float         x,
       float         first_row,
       float         row_step,
       guint         n_rows,
       EarHit       *hits)
{
  for (guint n = 0; n < n_rows; n++)
    hits[n].material = EAR_MATERIAL_NONE;

  trace_foot (x, first_row, row_step, (int) n_rows, hits);
  if (fabsf (x) < HALF_WIDTH)
    trace_wedge (form, x, first_row, row_step, (int) n_rows, hits);
}

/* The key light is on the left, and not as far away as the sun. */
static float
get_fall_off (float x)
{
  return 1.0f - 0.10f * x / HALF_WIDTH - 0.04f * x * x / (HALF_WIDTH * HALF_WIDTH);
}

/* Dark toward the floor, and around the frame of the glass, which stands out a little. */
static float
get_shelter (const EarHit *hit)
{
  float away = get_across (hit) - EAR_EASEL_RING_WIDTH - LIP;
  float frame = away > 14.0f ? 1.0f : 1.0f - 0.34f * expf (-MAX (away, 0.0f) / 3.0f);

  return frame * (0.34f + 0.66f * ear_step (-12.0f, 150.0f, hit->at.y)) * get_fall_off (hit->at.x);
}

static EarRgb
shade_cloth (const EarFinishLook *look,
             const EarHit        *hit,
             float                unit)
{
  float groove, shadow;
  gboolean on_label = ear_label_find (hit->at.x + LABEL_X, hit->at.y - LABEL_Y, &groove, &shadow);
  float beyond = MAX (fabsf (hit->at.x) - FLAT, 0.0f) / (HALF_WIDTH - FLAT);
  /* Around the side the cloth is longer than it looks. */
  float u = copysignf (MIN (fabsf (hit->at.x), FLAT) + 0.8f * (HALF_WIDTH - FLAT) * asinf (MIN (beyond, 1.0f)), hit->at.x);
  EarVector around = ear_normalize ((EarVector) { hit->normal.z + 1e-3f, 0.0f, -hit->normal.x });

  if (on_label)
    return ear_rgb_scale (ear_label_shade (look, hit, groove), get_shelter (hit));

  return ear_rgb_scale (ear_cloth_shade (look, hit, u, around, unit), shadow * get_shelter (hit));
}

/* Where the normal of the face goes when it tilts outward from the light by @slope. */
static EarVector
tilt_outward (const EarHit *hit,
              float         slope)
{
  float half = 0.5f;
  float y = (hit->at.y - EAR_EASEL_FACE_Y) * EAR_EASEL_FACE_TILT;
  float x = hit->at.x, straight_x = EAR_EASEL_RING_X - EAR_EASEL_RING_CORNER;
  float straight_y = EAR_EASEL_RING_Y - EAR_EASEL_RING_CORNER;
  float dx = ear_round_box (x + half, y, straight_x, straight_y, EAR_EASEL_RING_CORNER)
             - ear_round_box (x - half, y, straight_x, straight_y, EAR_EASEL_RING_CORNER);
  float dy = ear_round_box (x, y + half, straight_x, straight_y, EAR_EASEL_RING_CORNER)
             - ear_round_box (x, y - half, straight_x, straight_y, EAR_EASEL_RING_CORNER);

  return ear_normalize ((EarVector) {
    hit->normal.x + slope * dx, hit->normal.y + slope * dy, hit->normal.z - slope * dy * EAR_EASEL_LEAN,
  });
}

/* Black glass that mirrors a window: a slanted band, soft at its edges. */
static EarRgb
shade_glass (const EarHit *hit)
{
  float y = hit->at.y - EAR_EASEL_FACE_Y;
  float band = hit->at.x * 0.80f + 118.0f - y * 0.62f;
  float sky = ear_step (-160.0f, 130.0f, y);
  float mirrored = 0.0035f + 0.0075f * sky + 0.0065f * sky * (1.0f - ear_step (-1.5f, 1.5f, band));

  return (EarRgb) { mirrored * 0.94f, mirrored * 0.98f, mirrored * 1.08f };
}

static EarRgb
shade_front (const EarFinishLook *look,
             const EarHit        *hit)
{
  float across = get_across (hit) / EAR_EASEL_RING_WIDTH;
  EarHit lip = *hit;

  if (across < -1.0f)
    return shade_glass (hit);
  if (across < 1.0f)
    return ear_channel_shade (look, hit, tilt_outward (hit, 0.25f * across), across);

  across = (get_across (hit) - EAR_EASEL_RING_WIDTH) / LIP;
  lip.normal = tilt_outward (hit, across < 0.28f ? -0.55f : 1.3f * across * across);

  return ear_rim_shade (look, &lip);
}

/* The lights know the puck, whose floor is lower. */
static EarVector
as_seen_by_lights (EarVector at)
{
  return (EarVector) { at.x, at.y + EAR_FLOOR, at.z + 90.0f };
}

static float
open_holes (float a,
            float b,
            float unit)
{
  static const float places[] = { -172.0f, 172.0f, -72.0f, 72.0f };
  float open = 0.0f, soft = 0.8f / unit;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    float r = hypotf (a - places[i], b);

    open = MAX (open, 1.0f - ear_step (1.9f - soft, 1.9f + soft, r));
  }

  return 1.0f - 0.88f * open;
}

static EarRgb
shade_plate (const EarFinishLook *look,
             const EarHit        *hit,
             float                unit)
{
  float up = sinf (LEDGE_ANGLE), out = cosf (LEDGE_ANGLE);
  float b = (hit->at.z - EAR_EASEL_PANEL_Z) * up - (hit->at.y - EAR_EASEL_PANEL_Y) * out;
  float grain = 0.03f * (ear_scatter ((int) floorf (hit->at.x * 1.7f), (int) floorf (b * 1.4f)) - 0.5f);
  float tilt_a = 0.0f, tilt_b = 0.0f;
  float lit = ear_panel_press_in (&ear_body_get_shape (EAR_BODY_EASEL)->panel, hit->at.x, b, &tilt_a, &tilt_b)
              * open_holes (hit->at.x, b, unit) * (1.0f + grain);
  EarVector normal = ear_normalize ((EarVector) {
    hit->normal.x + tilt_a, hit->normal.y - tilt_b * out, hit->normal.z + tilt_b * up,
  });
  EarVector at = as_seen_by_lights (hit->at);
  EarRgb color = ear_rgb_times (look->plate, ear_light_falling (normal));
  /* The edge between face and panel mirrors the lamp above it; the panel brightens toward the window behind. */
  float edge = (hit->normal.y - 0.66f) / 0.13f;
  float shine = look->gloss * (0.10f * ear_light_shine (at, normal, 60) + 0.30f * ear_light_shine (at, normal, 15)
                               + 0.34f * expf (-edge * edge)) * (1.0f + 2.0f * grain);

  lit *= get_fall_off (hit->at.x) * (0.80f + 0.24f * ear_step (40.0f, -30.0f, b));

  return (EarRgb) { lit *(color.r + shine), lit *(color.g + shine), lit *(color.b + shine * 1.03f) };
}

static EarRgb
shade (const EarFinishLook *look,
       const EarHit        *hit,
       float                unit)
{
  switch (hit->material) {
  case EAR_MATERIAL_FRONT:
    return shade_front (look, hit);
  case EAR_MATERIAL_PLATE:
    return shade_plate (look, hit, unit);
  case EAR_MATERIAL_SEAM:
    return ear_rgb_scale (look->rim, 0.10f);
  case EAR_MATERIAL_CLOTH:
    return shade_cloth (look, hit, unit);
  case EAR_MATERIAL_FOOT:
    return ear_rgb_scale (ear_wood_shade (look, hit, hit->at.x * 0.09f), 0.16f + 0.40f * ear_step (12.0f, 2.0f, hit->at.y));
  case EAR_MATERIAL_RIM:
  case EAR_MATERIAL_NONE:
  default:
    return (EarRgb) { 0.0f, 0.0f, 0.0f };
  }
}

const EarForm ear_easel_form = { build, trace, shade };
