/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-body-private.h"

/* The top plate: a satin cap with four dished buttons and the holes of the microphones, and around it the channel
 * where the light shines.
 */

#define HOLE_RADIUS  2.5f
#define HOLES_RADIUS 136.0f
#define N_HOLES      6

/* How far @r is inside of an edge, 0 to 1, smoothed over a pixel. Rows are closer than columns by the tilt. */
static float
inside (float r,
        float edge,
        float unit)
{
  float soft = 0.8f / unit;

  return 1.0f - ear_step (edge - soft, edge + soft, r);
}

/* Buttons are shallow dishes with a gap around them. Tells how the normal tilts, returns how much light the gap
 * leaves.
 */
float
ear_panel_press_in (const EarPanel *panel,
                    float           a,
                    float           b,
                    float          *tilt_a,
                    float          *tilt_b)
{
  for (guint i = 0; i < EAR_N_BUTTONS; i++) {
    float da = a - panel->centers[i][0], db = b - panel->centers[i][1];
    float r = hypotf (da, db), share = r / panel->radius;
    float gap, lip, slope = 0.0f;

    if (r > panel->radius + 6.0f || r < 1e-3f)
      continue;

    if (share <= 1.0f)
      slope = -0.30f * share * share * share;
    gap = 1.0f - fminf (fabsf (r - panel->radius) / panel->rim, 1.0f);
    lip = 1.0f - fminf (fabsf (r - panel->radius - 1.8f * panel->rim) / (1.2f * panel->rim), 1.0f);
    if (lip > 0.0f)
      slope = 0.35f * lip;
    *tilt_a += slope * da / r;
    *tilt_b += slope * db / r;

    return 1.0f - 0.80f * gap;
  }

  return 1.0f;
}

static float
open_holes (EarVector at,
            float     unit)
{
  float r = hypotf (at.x, at.z), open = 0.0f;

  if (fabsf (r - HOLES_RADIUS) > HOLE_RADIUS + 3.0f)
    return 1.0f;

  for (guint i = 0; i < N_HOLES; i++) {
    float angle = (float) (i + 0.5) * 2.0f * (float) G_PI / N_HOLES;

    open = MAX (open, inside (hypotf (at.x - HOLES_RADIUS * sinf (angle), at.z - HOLES_RADIUS * cosf (angle)),
                              HOLE_RADIUS, unit));
  }

  return 1.0f - 0.88f * open;
}

static EarRgb
shade_cap (const EarFinishLook *look,
           const EarHit        *hit,
           float                unit)
{
  float r = hypotf (hit->at.x, hit->at.z);
  float grain = 0.03f * (ear_scatter ((int) floorf (hit->at.x * 1.7f), (int) floorf (hit->at.z * 0.8f)) - 0.5f);
  /* The cap is a very shallow bowl, its edge is rounded off. */
  float slope = (0.6f * ear_step (EAR_CAP_RADIUS - 3.0f, EAR_CAP_RADIUS, r) - 0.05f * r / EAR_CAP_RADIUS)
                / MAX (r, 1.0f);
  float tilt_x = slope * hit->at.x, tilt_z = slope * hit->at.z;
  float lit = ear_panel_press_in (&ear_body_get_shape (EAR_BODY_PUCK)->panel, hit->at.x, hit->at.z, &tilt_x, &tilt_z)
              * open_holes (hit->at, unit) * (1.0f + grain);
  EarVector normal = ear_normalize ((EarVector) { tilt_x, 1.0f, tilt_z });
  EarRgb color = ear_rgb_times (look->plate, ear_light_falling (normal));
  float shine = look->gloss * (0.12f * ear_light_shine (hit->at, normal, 60)
                               + 0.36f * ear_light_shine (hit->at, normal, 15)) * (1.0f + 2.0f * grain);

  return (EarRgb) { lit *(color.r + shine), lit *(color.g + shine), lit *(color.b + shine * 1.03f) };
}

/* Smoked acrylic, sunk a little: its far wall lies in shadow, its surface mirrors the soft box faintly. @across: from
 * −1 to 1.
 */
EarRgb
ear_channel_shade (const EarFinishLook *look,
                   const EarHit        *hit,
                   EarVector            normal,
                   float                across)
{
  float shine = 0.030f * ear_light_shine (hit->at, normal, 30);
  float depth = 1.0f - 0.55f * across * across;

  return (EarRgb) {
           depth *(look->channel.r + shine), depth *(look->channel.g + shine), depth *(look->channel.b + shine),
  };
}

static EarRgb
shade_channel (const EarFinishLook *look,
               const EarHit        *hit)
{
  float r = hypotf (hit->at.x, hit->at.z);
  float across = (r - EAR_RING_RADIUS) / EAR_RING_WIDTH;

  return ear_channel_shade (look, hit, ear_normalize ((EarVector) {
    0.25f * across * hit->at.x / r, 1.0f, 0.25f * across * hit->at.z / r,
  }), across);
}

static EarRgb
shade_edge (const EarFinishLook *look,
            const EarHit        *hit)
{
  float shine = look->gloss * 0.22f * ear_light_shine (hit->at, hit->normal, 12);
  EarRgb color = ear_rgb_times (look->rim, ear_light_falling (hit->normal));

  return (EarRgb) { color.r + shine, color.g + shine, color.b + shine };
}

EarRgb
ear_plate_shade (const EarFinishLook *look,
                 const EarHit        *hit,
                 float                unit)
{
  float r = hypotf (hit->at.x, hit->at.z);

  if (r < EAR_CAP_RADIUS)
    return shade_cap (look, hit, unit);
  if (r < EAR_CHANNEL_RADIUS)
    return shade_channel (look, hit);

  return shade_edge (look, hit);
}
