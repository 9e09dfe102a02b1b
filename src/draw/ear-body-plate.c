/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-body-private.h"

/* The top plate: a satin cap with four dished buttons and the holes of the microphones, and around it the channel
 * where the light shines.
 */

#define HOLE_RADIUS  2.5f
#define HOLES_RADIUS 136.0f
#define N_HOLES      6
#define BUTTONS_AT   91.0f

EarVector
ear_button_get_center (EarButton button)
{
  static const EarVector centers[EAR_N_BUTTONS] = {
    [EAR_BUTTON_ACTION] = { -BUTTONS_AT, 0.0f, 0.0f },
    [EAR_BUTTON_MUTE] = { BUTTONS_AT, 0.0f, 0.0f },
    [EAR_BUTTON_VOLUME_UP] = { 0.0f, 0.0f, -BUTTONS_AT },
    [EAR_BUTTON_VOLUME_DOWN] = { 0.0f, 0.0f, BUTTONS_AT },
  };

  return centers[button];
}

/* How far @r is inside of an edge, 0 to 1, smoothed over a pixel. Rows are closer than columns by the tilt. */
static float
inside (float r,
        float edge,
        float unit)
{
  float soft = 0.8f / unit;

  return 1.0f - ear_step (edge - soft, edge + soft, r);
}

/* Buttons are shallow dishes with a gap around them. Tilts the normal, returns how much light the gap leaves. */
static float
press_in (EarVector  at,
          float      unit,
          EarVector *normal)
{
  for (guint i = 0; i < EAR_N_BUTTONS; i++) {
    EarVector center = ear_button_get_center (i);
    float dx = at.x - center.x, dz = at.z - center.z;
    float r = hypotf (dx, dz), share = r / EAR_BUTTON_RADIUS;
    float gap, lip;

    if (r > EAR_BUTTON_RADIUS + 6.0f || r < 1e-3f)
      continue;

    if (share <= 1.0f) {
      float slope = 0.30f * share * share * share;

      *normal = ear_normalize ((EarVector) { -slope * dx / r, 1.0f, -slope * dz / r });
    }
    gap = 1.0f - fminf (fabsf (r - EAR_BUTTON_RADIUS) / 1.1f, 1.0f);
    lip = 1.0f - fminf (fabsf (r - EAR_BUTTON_RADIUS - 2.0f) / 1.3f, 1.0f);
    if (lip > 0.0f)
      *normal = ear_normalize ((EarVector) { 0.35f * lip * dx / r, 1.0f, 0.35f * lip * dz / r });

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
  EarVector normal = ear_normalize ((EarVector) { slope *hit->at.x, 1.0f, slope *hit->at.z });
  float lit = press_in (hit->at, unit, &normal) * open_holes (hit->at, unit) * (1.0f + grain);
  EarRgb color = ear_rgb_times (look->plate, ear_light_falling (normal));
  float shine = look->gloss * (0.12f * ear_light_shine (hit->at, normal, 60)
                               + 0.36f * ear_light_shine (hit->at, normal, 15)) * (1.0f + 2.0f * grain);

  return (EarRgb) { lit *(color.r + shine), lit *(color.g + shine), lit *(color.b + shine * 1.03f) };
}

/* Smoked acrylic, sunk a little: its far wall lies in shadow, its surface mirrors the soft box faintly. */
static EarRgb
shade_channel (const EarFinishLook *look,
               const EarHit        *hit)
{
  float r = hypotf (hit->at.x, hit->at.z);
  float across = (r - EAR_RING_RADIUS) / EAR_RING_WIDTH;
  EarVector normal = ear_normalize ((EarVector) {
    0.25f * across * hit->at.x / r, 1.0f, 0.25f * across * hit->at.z / r,
  });
  float shine = 0.030f * ear_light_shine (hit->at, normal, 30);
  float depth = 1.0f - 0.55f * across * across;

  return (EarRgb) {
           depth *(look->channel.r + shine), depth *(look->channel.g + shine), depth *(look->channel.b + shine),
  };
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
