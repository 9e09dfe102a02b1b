/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-body-private.h"

/* What the bodies are made of, and the light that falls on them: a 2/2 twill of two yarns, a rim, wood, and a leather
 * label.
 */

#define CELL  3.1f              /* one crossing of the yarns, in units */

#define LABEL_WIDTH  19.0f
#define LABEL_HEIGHT 21.0f

static const EarVector to_camera = { 0.0f, EAR_BODY_TILT, EAR_BODY_RISE };

static const EarFinishLook looks[EAR_N_FINISHES] = {
  [EAR_FINISH_CHARCOAL] = {
    .yarn = { { 0.052f, 0.055f, 0.064f }, { 0.108f, 0.112f, 0.125f } },
    .rim = { 0.060f, 0.062f, 0.068f },
    .plate = { 0.018f, 0.0185f, 0.021f },
    .channel = { 0.0055f, 0.0058f, 0.0070f },
    .foot = { { 0.125f, 0.062f, 0.032f }, { 0.060f, 0.028f, 0.015f } },
    .label = { 0.300f, 0.135f, 0.062f },
    .icon = { 0.62f, 0.64f, 0.68f },
    .shadow = { 0.0f, 0.0f, 0.0f },
    .shadow_strength = 0.80f,
    .fuzz = 0.10f,
    .relief = 1.0f,
    .gloss = 0.30f,
  },
  [EAR_FINISH_SAND] = {
    .yarn = { { 0.740f, 0.635f, 0.510f }, { 0.930f, 0.850f, 0.735f } },
    .rim = { 0.690f, 0.630f, 0.550f },
    .plate = { 0.760f, 0.710f, 0.640f },
    .channel = { 0.030f, 0.027f, 0.025f },
    .foot = { { 0.520f, 0.330f, 0.175f }, { 0.340f, 0.200f, 0.098f } },
    .label = { 0.560f, 0.300f, 0.150f },
    .icon = { 0.070f, 0.058f, 0.048f },
    .shadow = { 0.035f, 0.022f, 0.012f },
    .shadow_strength = 0.46f,
    .fuzz = 0.16f,
    .relief = 0.62f,
    .gloss = 0.16f,
  },
};

const EarFinishLook *
ear_finish_get_look (EarFinish finish)
{
  g_assert (finish < EAR_N_FINISHES);

  return &looks[finish];
}

/* A studio: a large soft key from the upper left, a cool fill, a rim light from behind on the right, and the room. */
EarRgb
ear_light_falling (EarVector normal)
{
  static const EarVector key = { -0.48f, 0.66f, 0.58f };
  static const EarVector fill = { 0.80f, 0.32f, 0.51f };
  static const EarVector rim = { 0.93f, 0.22f, -0.30f };
  float sky = 0.5f + 0.5f * normal.y;
  float a = MAX ((ear_dot (normal, key) + 0.25f) / 1.25f, 0.0f);
  float b = MAX (ear_dot (normal, fill), 0.0f);
  float c = MAX (ear_dot (normal, rim), 0.0f);

  a = a * (0.35f + 0.65f * a);

  return (EarRgb) {
           0.86f * a + 0.090f * b + 0.34f * c + 0.050f + 0.13f * sky,
           0.84f * a + 0.098f * b + 0.35f * c + 0.049f + 0.13f * sky,
           0.81f * a + 0.110f * b + 0.38f * c + 0.048f + 0.14f * sky,
  };
}

static float
power_of (float base,
          guint exponent)
{
  float power = 1.0f;

  for (; exponent > 0; exponent >>= 1, base *= base)
    if (exponent & 1)
      power *= base;

  return power;
}

/* The mirror image of a soft box behind the speaker and of a strip at its left. */
float
ear_light_shine (EarVector at,
                 EarVector normal,
                 guint     sharpness)
{
  static const EarVector places[] = { { -260.0f, 330.0f, -560.0f }, { -620.0f, 240.0f, 330.0f } };
  static const float strengths[] = { 1.0f, 0.55f };
  float sum = 0.0f;

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    EarVector to_light = ear_normalize ((EarVector) {
      places[i].x - at.x, places[i].y - at.y, places[i].z - at.z,
    });
    EarVector half = ear_normalize ((EarVector) {
      to_light.x + to_camera.x, to_light.y + to_camera.y, to_light.z + to_camera.z,
    });
    float cosine = ear_dot (normal, half);

    if (cosine > 0.0f && ear_dot (normal, to_light) > 0.0f)
      sum += strengths[i] * power_of (cosine, sharpness);
  }

  return sum;
}

/* Where the yarn on top of a crossing is: @across it from −½ to ½, @along its float from −½ to ½. */
typedef struct {
  gboolean warp;
  float    across;
  float    along;
  float    shade;               /* this yarn's own, 0 to 1 */
} Yarn;

static Yarn
find_yarn (float u,
           float v)
{
  int i = (int) floorf (u), j = (int) floorf (v);
  int phase = (i + j) & 3;
  float fu = u - (float) i, fv = v - (float) j;
  Yarn yarn;

  yarn.warp = phase < 2;
  if (yarn.warp) {
    yarn.across = fu - 0.5f;
    yarn.along = ((float) phase + fv) / 2.0f - 0.5f;
    yarn.shade = 0.65f * ear_scatter (i, (i + j) >> 2) + 0.35f * ear_scatter (i, 7001);
  } else {
    yarn.across = fv - 0.5f;
    yarn.along = ((float) (phase - 2) + fu) / 2.0f - 0.5f;
    yarn.shade = 0.65f * ear_scatter (~j, (i + j) >> 2) + 0.35f * ear_scatter (j, 9001);
  }

  return yarn;
}

/* A leather label sewn to the cloth, with a ring pressed into it; @u and @v are from its middle. Returns whether it is
 * here; else @shadow is how much of the light it leaves to the cloth below.
 */
gboolean
ear_label_find (float  u,
                float  v,
                float *groove,
                float *shadow)
{
  float qx = fabsf (u) - LABEL_WIDTH / 2.0f + 3.0f, qy = fabsf (v) - LABEL_HEIGHT / 2.0f + 3.0f;
  float away;

  *groove = 0.0f;
  *shadow = 1.0f;
  if (MAX (qx, qy) > 8.0f)
    return FALSE;

  away = hypotf (MAX (qx, 0.0f), MAX (qy, 0.0f)) + MIN (MAX (qx, qy), 0.0f) - 3.0f;
  *shadow = 1.0f - 0.45f * (1.0f - ear_step (0.0f, 3.0f, away + 0.12f * (v + u)));
  *groove = 1.0f - ear_step (0.5f, 1.4f, fabsf (hypotf (u, v) - 4.6f));

  return away < 0.0f;
}

EarRgb
ear_label_shade (const EarFinishLook *look,
                 const EarHit        *hit,
                 float                groove)
{
  float grain = 0.10f * (ear_scatter ((int) floorf (hit->at.x * 1.3f), (int) floorf (hit->at.y * 1.3f)) - 0.5f);
  EarRgb color = ear_rgb_times (look->label, ear_light_falling (hit->normal));

  return ear_rgb_scale (color, (1.0f - 0.62f * groove) * (1.0f + grain));
}

/* @u: how far along the weft, in units; the warp is counted by @hit. @around: where the weft goes. */
EarRgb
ear_cloth_shade (const EarFinishLook *look,
                 const EarHit        *hit,
                 float                u,
                 EarVector            around,
                 float                unit)
{
  Yarn yarn = find_yarn (u / CELL, hit->along / CELL);
  float facing = CLAMP (ear_dot (hit->normal, to_camera), 0.0f, 1.0f);
  /* Where a crossing is smaller than a pixel its mean is drawn, or it would shimmer. */
  float detail = ear_step (0.7f, 2.2f, CELL * unit * MIN (fabsf (hit->normal.z) + 0.08f, 1.0f));
  float over_u = detail * (yarn.warp ? 1.15f * yarn.across : 0.75f * yarn.along);
  float over_v = detail * (yarn.warp ? -0.75f * yarn.along : -1.15f * yarn.across);
  EarVector normal = ear_normalize ((EarVector) {
    hit->normal.x + around.x * over_u,
    hit->normal.y + over_v,
    hit->normal.z + around.z * over_u,
  });
  float across = 4.0f * yarn.across * yarn.across, along = 4.0f * yarn.along * yarn.along;
  float depth = 1.0f - look->relief * detail * (0.62f * across * across + 0.40f * along * along - 0.20f);
  float fuzz = look->fuzz * (1.0f - facing) * (1.0f - facing) * sqrtf (1.0f - facing);
  float shade = 0.5f + detail * (yarn.shade - 0.5f) * (yarn.warp ? 1.3f : 0.8f);
  EarRgb light = ear_light_falling (normal);
  EarRgb color = ear_rgb_times (ear_rgb_mix (look->yarn[0], look->yarn[1], shade), light);

  return ear_rgb_mix (ear_rgb_scale (color, depth), ear_rgb_scale (light, 0.5f), fuzz);
}

EarRgb
ear_rim_shade (const EarFinishLook *look,
               const EarHit        *hit)
{
  EarRgb color = ear_rgb_times (look->rim, ear_light_falling (hit->normal));
  float shine = look->gloss * (0.6f * ear_light_shine (hit->at, hit->normal, 40)
                               + 0.25f * ear_light_shine (hit->at, hit->normal, 8));

  return (EarRgb) { color.r + shine, color.g + shine, color.b + shine };
}

/* Wood; its grain runs along @turn. */
EarRgb
ear_wood_shade (const EarFinishLook *look,
                const EarHit        *hit,
                float                turn)
{
  int row = (int) floorf (hit->along * 1.6f);
  float place = turn + 3.0f * ear_scatter (row, 1);
  int piece = (int) floorf (place);
  float k = place - (float) piece;
  float grain = ear_scatter (row, piece) * (1.0f - k) + ear_scatter (row, piece + 1) * k;
  EarRgb color = ear_rgb_mix (look->foot[0], look->foot[1], 0.75f * grain);

  return ear_rgb_times (color, ear_light_falling (hit->normal));
}
