/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-body-private.h"

/* The puck is turned on a lathe: a profile of radius over height, from the edge of the top plate down to the floor. */

#define N_POINTS 520
#define AROUND   180.0f         /* the radius at which yarns are counted */

#define LABEL_ANGLE -0.66f
#define LABEL_Y     -164.0f

typedef struct {
  float       radius;
  float       y;
  float       along;
  float       normal_out;       /* away from the axis */
  float       normal_up;
  EarMaterial material;
} Point;

typedef struct {
  Point points[N_POINTS];
  guint n_points;
} EarLathe;

static void
add (EarLathe    *self,
     EarMaterial  material,
     float        radius,
     float        y)
{
  g_assert (self->n_points < N_POINTS);

  self->points[self->n_points++] = (Point) { .material = material, .radius = radius, .y = y };
}

/* A part of an ellipse from angle @from to @to, measured from straight up to straight out. */
static void
add_arc (EarLathe    *self,
         EarMaterial  material,
         float        radius,
         float        y,
         float        width,
         float        height,
         float        from,
         float        to,
         guint        n)
{
  for (guint i = 0; i <= n; i++) {
    float angle = from + (to - from) * (float) i / (float) n;

    add (self, material, radius + width * sinf (angle), y + height * cosf (angle));
  }
}

/* The wall swells a little below the rim and narrows to its foot. */
static float
get_wall_radius (float t)
{
  return EAR_PLATE_RADIUS + EAR_RIM_RADIUS + 3.6f * sinf (G_PI * powf (t, 0.72f)) - 7.0f * t * t;
}

static void
add_wall (EarLathe *self)
{
  enum { N = 300, N_ROUND = 60 };
  float round = 22.0f;
  float end = get_wall_radius (1.0f);

  for (guint i = 0; i < N; i++) {
    float t = (float) i / N;

    add (self, EAR_MATERIAL_CLOTH, get_wall_radius (t),
         EAR_CLOTH_TOP + (EAR_CLOTH_BOTTOM + round - EAR_CLOTH_TOP) * t);
  }
  add_arc (self, EAR_MATERIAL_CLOTH, end - round, EAR_CLOTH_BOTTOM + round, round, round,
           G_PI_2, G_PI * 0.93f, N_ROUND);
}

/* Normals from the neighbors of the same material, so that edges stay sharp. */
static void
finish_points (EarLathe *self)
{
  for (guint i = 0; i < self->n_points; i++) {
    Point *point = &self->points[i];
    const Point *before = i > 0 && point[-1].material == point->material ? point - 1 : point;
    const Point *after = i + 1 < self->n_points && point[1].material == point->material ? point + 1 : point;
    float out = before->y - after->y;
    float up = after->radius - before->radius;
    float length = MAX (hypotf (out, up), 1e-6f);

    point->normal_out = out / length;
    point->normal_up = up / length;
    if (i > 0)
      point->along = point[-1].along + hypotf (point->radius - point[-1].radius, point->y - point[-1].y);
  }
}

static gpointer
build (void)
{
  EarLathe *self = g_new0 (EarLathe, 1);
  float edge = EAR_PLATE_RADIUS + EAR_RIM_RADIUS;

  add_arc (self, EAR_MATERIAL_RIM, EAR_PLATE_RADIUS, -EAR_RIM_RADIUS, EAR_RIM_RADIUS, EAR_RIM_RADIUS,
           0.0f, G_PI_2, 40);
  add (self, EAR_MATERIAL_SEAM, edge - 0.6f, -EAR_RIM_RADIUS - 0.3f);
  add (self, EAR_MATERIAL_SEAM, edge - 0.6f, EAR_CLOTH_TOP);
  add_wall (self);
  add (self, EAR_MATERIAL_SEAM, EAR_FOOT_RADIUS - 3.0f, EAR_CLOTH_BOTTOM);
  add (self, EAR_MATERIAL_SEAM, EAR_FOOT_RADIUS - 3.0f, EAR_CLOTH_BOTTOM - 1.5f);
  for (guint i = 0; i <= 20; i++)
    add (self, EAR_MATERIAL_FOOT, EAR_FOOT_RADIUS - 0.08f * (float) i,
         EAR_CLOTH_BOTTOM - 1.5f + (EAR_FLOOR + 2.0f - EAR_CLOTH_BOTTOM + 1.5f) * (float) i / 20.0f);
  add_arc (self, EAR_MATERIAL_FOOT, EAR_FOOT_RADIUS - 3.6f, EAR_FLOOR + 2.0f, 2.0f, 2.0f, G_PI_2, G_PI * 0.95f, 8);
  finish_points (self);

  return self;
}

/* Between two points of the profile. @side: 1 in front of the axis, −1 behind it. */
static EarHit
meet (const Point *a,
      const Point *b,
      float        k,
      float        x,
      float        side)
{
  float radius = a->radius + (b->radius - a->radius) * k;
  float out = a->normal_out + (b->normal_out - a->normal_out) * k;
  float up = a->normal_up + (b->normal_up - a->normal_up) * k;
  float z = side * sqrtf (MAX (radius * radius - x * x, 0.0f));

  return (EarHit) {
           .material = b->material,
           .along = a->along + (b->along - a->along) * k,
           .at = { x, a->y + (b->y - a->y) * k, z },
           .normal = ear_normalize ((EarVector) { out *x / radius, up, out *z / radius }),
  };
}

/* How high the profile is at @radius, between a point and the one before it. */
static float
get_height_at (const Point *point,
               float        radius)
{
  float k = (radius - point[-1].radius) / MAX (point->radius - point[-1].radius, 1e-6f);

  return point[-1].y + (point->y - point[-1].y) * CLAMP (k, 0.0f, 1.0f);
}

/* Walks down the profile and fills every row that comes into sight. On the far side only the rim can be seen, and
 * there it goes upward.
 */
static void
trace_wall (const EarLathe *self,
            float           x,
            float           side,
            float           first_row,
            float           row_step,
            int             n_rows,
            EarHit         *hits)
{
  float reached = NAN, before = NAN;

  for (guint i = 0; i < self->n_points; i++) {
    const Point *point = &self->points[i];
    float row, k;

    if (point->radius < fabsf (x))
      continue;
    if (side < 0 && point->material != EAR_MATERIAL_RIM)
      break;

    row = side * (EAR_BODY_Y - point->y * EAR_BODY_RISE)
          + sqrtf (point->radius * point->radius - x * x) * EAR_BODY_TILT;
    if (isnan (reached)) {
      /* Both sides begin where the profile passes @x, at the silhouette. */
      reached = before = i == 0 ? row : side * (EAR_BODY_Y - get_height_at (point, fabsf (x)) * EAR_BODY_RISE);
    }
    if (row > reached) {
      int from = (int) floorf ((MIN (side * reached, side * row) - first_row) / row_step);
      int to = (int) ceilf ((MAX (side * reached, side * row) - first_row) / row_step);

      for (int n = MAX (from, 0); n <= MIN (to, n_rows - 1); n++) {
        float here = side * (first_row + (float) n * row_step);

        if (here > reached && here <= row) {
          k = CLAMP ((here - before) / MAX (row - before, 1e-6f), 0.0f, 1.0f);
          hits[n] = meet (i > 0 ? point - 1 : point, point, k, x, side);
        }
      }
      reached = row;
    }
    before = row;
  }
}

static void
trace_plate (float   x,
             float   first_row,
             float   row_step,
             int     n_rows,
             EarHit *hits)
{
  float half = sqrtf (MAX (EAR_PLATE_RADIUS * EAR_PLATE_RADIUS - x * x, 0.0f));

  for (int n = 0; n < n_rows; n++) {
    float z = (first_row + (float) n * row_step - EAR_BODY_Y) / EAR_BODY_TILT;

    if (fabsf (z) <= half)
      hits[n] = (EarHit) { .material = EAR_MATERIAL_PLATE, .at = { x, 0.0f, z }, .normal = { 0.0f, 1.0f, 0.0f } };
  }
}

/* What a column of rays meets: @hits[n] at the row @first_row + n · @row_step, all in design units. */
static void
trace (gconstpointer form,
       float         x,
       float         first_row,
       float         row_step,
       guint         n_rows,
       EarHit       *hits)
{
  const EarLathe *self = form;

  for (guint n = 0; n < n_rows; n++)
    hits[n].material = EAR_MATERIAL_NONE;

  trace_wall (self, x, -1.0f, first_row, row_step, (int) n_rows, hits);
  trace_wall (self, x, 1.0f, first_row, row_step, (int) n_rows, hits);
  if (fabsf (x) < EAR_PLATE_RADIUS)
    trace_plate (x, first_row, row_step, (int) n_rows, hits);
}

/* Dark under the overhang of the rim and toward the floor. */
static float
get_shelter (float y)
{
  float below_rim = y < EAR_CLOTH_TOP - 24.0f ? 1.0f : 1.0f - 0.55f * expf ((y - EAR_CLOTH_TOP) / 3.2f);
  float height = (y - EAR_FLOOR) / (EAR_CLOTH_TOP - EAR_FLOOR);

  return below_rim * (0.30f + 0.70f * ear_step (-0.05f, 0.62f, height));
}

static EarRgb
shade_cloth (const EarFinishLook *look,
             const EarHit        *hit,
             float                unit)
{
  float angle = atan2f (hit->at.x, hit->at.z);
  float groove, shadow;
  gboolean on_label = ear_label_find ((angle - LABEL_ANGLE) * AROUND, hit->at.y - LABEL_Y, &groove, &shadow);
  EarVector around = ear_normalize ((EarVector) { hit->at.z, 0.0f, -hit->at.x });

  if (on_label)
    return ear_rgb_scale (ear_label_shade (look, hit, groove), get_shelter (hit->at.y));

  return ear_rgb_scale (ear_cloth_shade (look, hit, angle * AROUND, around, unit), shadow * get_shelter (hit->at.y));
}

static EarRgb
shade_foot (const EarFinishLook *look,
            const EarHit        *hit)
{
  float shelter = 0.16f + 0.50f * ear_step (EAR_CLOTH_BOTTOM + 4.0f, EAR_FLOOR + 3.0f, hit->at.y);

  return ear_rgb_scale (ear_wood_shade (look, hit, atan2f (hit->at.x, hit->at.z) * 14.0f), shelter);
}

static EarRgb
shade (const EarFinishLook *look,
       const EarHit        *hit,
       float                unit)
{
  switch (hit->material) {
  case EAR_MATERIAL_PLATE:
    return ear_plate_shade (look, hit, unit);
  case EAR_MATERIAL_RIM:
    return ear_rim_shade (look, hit);
  case EAR_MATERIAL_SEAM:
    return ear_rgb_scale (look->rim, 0.06f);
  case EAR_MATERIAL_CLOTH:
    return shade_cloth (look, hit, unit);
  case EAR_MATERIAL_FOOT:
    return shade_foot (look, hit);
  case EAR_MATERIAL_FRONT:
  case EAR_MATERIAL_NONE:
  default:
    return (EarRgb) { 0.0f, 0.0f, 0.0f };
  }
}

const EarForm ear_puck_form = { build, trace, shade };
