/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-body.h"

#include <math.h>

G_BEGIN_DECLS

/* The speaker in the space it is designed in: x to the right, y up from its top plate, z to the viewer. The camera is
 * far away and looks down, so that circles become ellipses of EAR_BODY_TILT.
 */
#define EAR_BODY_TILT   0.42f
#define EAR_BODY_RISE   0.90752f        /* what the tilt leaves of heights: √(1 − tilt²) */
#define EAR_BODY_X      240.0f
#define EAR_BODY_Y      112.0f          /* the middle of the top plate in the picture */

#define EAR_CAP_RADIUS     155.5f       /* inside of it are the buttons */
#define EAR_CHANNEL_RADIUS 168.5f       /* from the cap to here shines the light */
#define EAR_PLATE_RADIUS   174.0f       /* here the rim begins to fall */
#define EAR_RING_RADIUS    162.0f       /* the middle of the channel */
#define EAR_RING_WIDTH     6.5f         /* half of its width */
#define EAR_RIM_RADIUS     9.0f
#define EAR_CLOTH_TOP      -11.0f
#define EAR_CLOTH_BOTTOM   -212.0f
#define EAR_FOOT_RADIUS    158.0f
#define EAR_FLOOR          -229.0f
#define EAR_BUTTON_RADIUS  31.0f

typedef struct {
  float x, y, z;
} EarVector;

typedef enum {
  EAR_MATERIAL_NONE,
  EAR_MATERIAL_PLATE,
  EAR_MATERIAL_RIM,
  EAR_MATERIAL_SEAM,
  EAR_MATERIAL_CLOTH,
  EAR_MATERIAL_FOOT,
} EarMaterial;

/* What a ray from the camera meets. `along`: how far down the profile, in units. */
typedef struct {
  EarMaterial material;
  float       along;
  EarVector   at;
  EarVector   normal;
} EarHit;

/* One finish: colors are linear. */
typedef struct {
  EarRgb yarn[2];
  EarRgb rim;
  EarRgb plate;
  EarRgb channel;
  EarRgb foot[2];
  EarRgb label;
  EarRgb icon;
  EarRgb shadow;
  float  shadow_strength;
  float  fuzz;                  /* how much cloth shines at its edges */
  float  relief;                /* how deep the gaps between its yarns look */
  float  gloss;
} EarFinishLook;

typedef struct _EarLathe EarLathe;

EarLathe            *ear_lathe_new            (void) G_GNUC_WARN_UNUSED_RESULT;
void                 ear_lathe_free           (EarLathe            *self);
void                 ear_lathe_trace_column   (const EarLathe      *self,
                                               float                x,
                                               float                first_row,
                                               float                row_step,
                                               guint                n_rows,
                                               EarHit              *hits);

const EarFinishLook *ear_finish_get_look      (EarFinish            finish);
EarRgb               ear_finish_shade         (const EarFinishLook *look,
                                               const EarHit        *hit,
                                               float                unit);
EarRgb               ear_plate_shade          (const EarFinishLook *look,
                                               const EarHit        *hit,
                                               float                unit);
EarRgb               ear_light_falling        (EarVector            normal);
float                ear_light_shine          (EarVector            at,
                                               EarVector            normal,
                                               guint                sharpness);
EarVector            ear_button_get_center    (EarButton            button);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarLathe, ear_lathe_free)

static inline float
ear_dot (EarVector a,
         EarVector b)
{
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline EarVector
ear_normalize (EarVector a)
{
  float k = 1.0f / sqrtf (ear_dot (a, a));

  return (EarVector) { a.x *k, a.y *k, a.z *k };
}

static inline float
ear_step (float from,
          float to,
          float x)
{
  float t = CLAMP ((x - from) / (to - from), 0.0f, 1.0f);

  return t * t * (3.0f - 2.0f * t);
}

static inline EarRgb
ear_rgb_mix (EarRgb a,
             EarRgb b,
             float  k)
{
  return (EarRgb) { a.r + (b.r - a.r) * k, a.g + (b.g - a.g) * k, a.b + (b.b - a.b) * k };
}

static inline EarRgb
ear_rgb_times (EarRgb a,
               EarRgb b)
{
  return (EarRgb) { a.r *b.r, a.g *b.g, a.b *b.b };
}

static inline EarRgb
ear_rgb_scale (EarRgb a,
               float  k)
{
  return (EarRgb) { a.r *k, a.g *k, a.b *k };
}

/* A number from 0 to 1 that looks like chance but is the same every time. */
static inline float
ear_scatter (int a,
             int b)
{
  guint32 h = (guint32) a * 0x9e3779b1u ^ (guint32) b * 0x85ebca77u;

  h ^= h >> 15;
  h *= 0x2c1b3c6du;
  h ^= h >> 12;
  h *= 0x297a2d39u;
  h ^= h >> 15;

  return (float) (h >> 8) / 16777216.0f;
}

G_END_DECLS
