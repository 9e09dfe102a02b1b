/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-tones-private.h"

#include <math.h>

#include "audio/ear-mix-private.h"

/* The tunes are the theme's, so that light and chime change together; here they become sound. */

/* What an alert is behind a talk: the same in all themes, for it must not be taken for anything else. */
static const EarTune short_ring = {
  .name = "short", .is_bell = TRUE, .length = 500, .attack = 6, .release = 20, .decay = 4, .n_notes = 1,
  .notes = { { .start = 0, .length = 500, .hertz = 1046.5, .volume = 0.1 } },
};

/* A note swells and has died away where it ends, so nothing clicks. A bell has partials that are no multiples of its tone
 * and die sooner the higher they are.
 */
static double
sound (const EarTune *tune,
       const EarNote *note,
       double         t)
{
  double phase = 2 * G_PI * note->hertz * t, left = note->length / 1000.0 - t;
  double envelope = MIN (1, 1000 * t / tune->attack) * MIN (1, 1000 * left / tune->release);

  if (tune->is_bell)
    return envelope * (0.7 * sin (phase) * exp (-tune->decay * t) + 0.2 * sin (2.01 * phase) * exp (-1.75 * tune->decay * t)
                       + 0.1 * sin (2.99 * phase) * exp (-2.75 * tune->decay * t));

  return envelope * exp (-tune->decay * t) * (0.85 * sin (phase) + 0.15 * sin (2 * phase));
}

/*
 * ear_tones_play:
 * @tune: what it sounds like
 *
 * Returns: (transfer full) (element-type gint16): one round of it
 */
GArray *
ear_tones_play (const EarTune *tune)
{
  gsize n_samples = (gsize) tune->length * EAR_MIX_RATE / 1000;
  g_autofree double *sum = g_new0 (double, n_samples);
  GArray *samples = g_array_sized_new (FALSE, TRUE, sizeof (gint16), (guint) n_samples);

  for (guint n = 0; n < tune->n_notes; n++) {
    const EarNote *note = &tune->notes[n];
    gsize start = (gsize) note->start * EAR_MIX_RATE / 1000, length = (gsize) note->length * EAR_MIX_RATE / 1000;

    for (gsize i = 0; i < length && start + i < n_samples; i++)
      sum[start + i] += note->volume * sound (tune, note, (double) i / EAR_MIX_RATE);
  }

  g_array_set_size (samples, (guint) n_samples);
  for (gsize i = 0; i < n_samples; i++)
    g_array_index (samples, gint16, i) = (gint16) lrint (G_MAXINT16 * CLAMP (sum[i], -1.0, 1.0));

  return samples;
}

/*
 * ear_tones_chime:
 * @theme: (nullable): the light theme in force
 * @name: what the device wants to sound: wake, end, error, mic-off, mic-on, volume, alarm, timer, reminder, …
 *
 * Returns: (transfer full) (element-type gint16) (nullable): how it sounds; %NULL where the theme wants silence
 */
GArray *
ear_tones_chime (const EarLightTheme *theme,
                 const char          *name)
{
  const EarTune *tune = ear_light_theme_find_chime (theme, name);

  return tune ? ear_tones_play (tune) : NULL;
}

/*
 * ear_tones_ring:
 * @theme: (nullable): the light theme in force
 * @kind: alarm, timer, reminder, call; what is none of these rings like an alarm
 *
 * Returns: (transfer full) (element-type gint16): one round
 */
GArray *
ear_tones_ring (const EarLightTheme *theme,
                const char          *kind)
{
  static const char *const kinds[] = { "alarm", "timer", "reminder", "call", NULL };
  const EarTune *tune = ear_light_theme_find_chime (theme, g_strv_contains (kinds, kind) ? kind : kinds[0]);

  return ear_tones_play (tune ? tune : ear_light_theme_find_tune (NULL, kinds[0]));
}

/*
 * ear_tones_short_ring:
 *
 * Returns: (transfer full) (element-type gint16): the sound of an alert while somebody talks
 */
GArray *
ear_tones_short_ring (void)
{
  return ear_tones_play (&short_ring);
}
