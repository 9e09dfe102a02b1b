/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-tones-private.h"

#include <math.h>

#include "audio/ear-mix-private.h"

/* Every tone swells for this long and has died away where it ends, so nothing clicks. */
#define ATTACK_S 0.006
#define RELEASE_S 0.02

typedef struct {
  double start_s;
  double length_s;
  double hertz;
  double amplitude;
} Note;

typedef struct {
  const char *name;
  double      length_s;
  gboolean    is_bell;
  Note        notes[7];         /* up to one of no length */
} Tune;

/* Rising is open, falling is closed, low is wrong. */
static const Tune chimes[] = {
  { "wake", 0.32, FALSE, { { 0, 0.16, 587.33, 0.22 }, { 0.09, 0.23, 880, 0.22 } } },
  { "end", 0.3, FALSE, { { 0, 0.14, 880, 0.16 }, { 0.08, 0.22, 587.33, 0.16 } } },
  { "error", 0.5, FALSE, { { 0, 0.2, 311.13, 0.24 }, { 0.18, 0.32, 233.08, 0.24 } } },
  { "mic-off", 0.45, FALSE, { { 0, 0.18, 523.25, 0.2 }, { 0.12, 0.33, 261.63, 0.2 } } },
  { "mic-on", 0.45, FALSE, { { 0, 0.18, 261.63, 0.2 }, { 0.12, 0.33, 523.25, 0.2 } } },
  { "volume", 0.09, FALSE, { { 0, 0.09, 698.46, 0.25 } } },
};

/* What an alert is behind a talk. */
static const Tune short_ring = { "short", 0.5, TRUE, { { 0, 0.5, 1046.5, 0.1 } } };

/* One round of what is repeated; no more than three pulses a second. */
static const Tune rings[] = {
  { "alarm", 2.4, TRUE, {
      { 0, 0.7, 523.25, 0.24 }, { 0.34, 0.7, 659.25, 0.24 }, { 0.68, 0.7, 783.99, 0.24 }, { 1.02, 1.3, 1046.5, 0.22 },
    } },
  { "timer", 1.6, TRUE, { { 0, 0.5, 987.77, 0.24 }, { 0.34, 0.5, 987.77, 0.24 }, { 0.68, 0.8, 1318.5, 0.22 } } },
  { "reminder", 3.2, TRUE, { { 0, 1.4, 659.25, 0.24 }, { 0.5, 1.8, 493.88, 0.24 } } },
};

/* A bell has partials that are no multiples of its tone and die sooner the higher they are. */
static double
sound (gboolean is_bell,
       double   hertz,
       double   t,
       double   length)
{
  double phase = 2 * G_PI * hertz * t, left = length - t, envelope;

  envelope = MIN (1, t / ATTACK_S) * MIN (1, left / RELEASE_S);
  if (is_bell)
    return envelope * (0.7 * sin (phase) * exp (-4 * t) + 0.2 * sin (2.01 * phase) * exp (-7 * t) + 0.1 * sin (2.99 * phase) * exp (-11 * t));

  return envelope * exp (-5 * t) * (0.85 * sin (phase) + 0.15 * sin (2 * phase));
}

static GArray *
play (const Tune *tune)
{
  GArray *samples = g_array_new (FALSE, TRUE, sizeof (gint16));

  g_array_set_size (samples, (guint) lrint (tune->length_s * EAR_MIX_RATE));
  for (const Note *note = tune->notes; note->length_s > 0; note++) {
    gsize start = (gsize) lrint (note->start_s * EAR_MIX_RATE), length = (gsize) lrint (note->length_s * EAR_MIX_RATE);

    for (gsize i = 0; i < length && start + i < samples->len; i++)
      g_array_index (samples, gint16, start + i) +=
        (gint16) lrint (G_MAXINT16 * note->amplitude * sound (tune->is_bell, note->hertz, (double) i / EAR_MIX_RATE, note->length_s));
  }

  return samples;
}

static GArray *
find_and_play (const Tune *tunes,
               gsize       n_tunes,
               const char *name)
{
  for (gsize i = 0; i < n_tunes; i++)
    if (g_str_equal (tunes[i].name, name))
      return play (&tunes[i]);

  return play (&tunes[0]);
}

/*
 * ear_tones_chime:
 * @name: wake, end, error, mic-off, mic-on, volume
 *
 * Returns: (transfer full) (element-type gint16): how it sounds
 */
GArray *
ear_tones_chime (const char *name)
{
  return find_and_play (chimes, G_N_ELEMENTS (chimes), name);
}

/*
 * ear_tones_ring:
 * @kind: alarm, timer, reminder
 *
 * Returns: (transfer full) (element-type gint16): one round
 */
GArray *
ear_tones_ring (const char *kind)
{
  return find_and_play (rings, G_N_ELEMENTS (rings), kind);
}

/*
 * ear_tones_short_ring:
 *
 * Returns: (transfer full) (element-type gint16): the sound of an alert while somebody talks
 */
GArray *
ear_tones_short_ring (void)
{
  return play (&short_ring);
}
