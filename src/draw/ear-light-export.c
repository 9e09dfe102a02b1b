/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-light-export-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define START       (G_GINT64_CONSTANT (1000000000) * G_USEC_PER_SEC)
#define FASTEST_GIF 50
#define LONGEST_GIF 600         /* frames: all of them are in memory while colors are chosen */
#define STILL       1.0         /* seconds of a light that does not move */

static const char *const formats[] = { "csv", "c", "gif" };

G_STATIC_ASSERT (G_N_ELEMENTS (formats) == EAR_N_LIGHT_FORMATS);

const char *
ear_light_format_to_name (EarLightFormat format)
{
  g_return_val_if_fail (format < EAR_N_LIGHT_FORMATS, NULL);

  return formats[format];
}

gboolean
ear_light_format_from_name (const char     *name,
                            EarLightFormat *format)
{
  for (guint i = 0; i < EAR_N_LIGHT_FORMATS; i++)
    if (g_strcmp0 (name, formats[i]) == 0) {
      *format = i;
      return TRUE;
    }

  return FALSE;
}

/**
 * ear_light_clip_get_seconds:
 *
 * Returns: how long the clip is; where it says nothing, as long as the light lasts or until it begins anew
 */
double
ear_light_clip_get_seconds (const EarLightClip *clip)
{
  const EarLightLook *look = ear_light_theme_get_look (clip->theme, clip->light);
  gint64 span = ear_light_get_span (clip->light);

  if (clip->seconds > 0.0)
    return clip->seconds;
  if (span > 0)
    return (double) span / G_USEC_PER_SEC;
  if (ear_light_pattern_get_parts (look->pattern) & EAR_LIGHT_PART_PERIOD)
    return (double) (look->period + look->pause) / G_USEC_PER_SEC;

  return STILL;
}

guint
ear_light_clip_count_frames (const EarLightClip *clip)
{
  return MAX ((guint) lround (ear_light_clip_get_seconds (clip) * clip->fps), 1);
}

/**
 * ear_light_sample_voice:
 * @seconds: since it began
 *
 * Returns: how loud a made-up voice is: syllables, words and breaths of nobody in particular
 */
double
ear_light_sample_voice (double seconds)
{
  double word = fmod (seconds, 1.9) < 1.4, syllables = 0.5 + 0.5 * sin (2.0 * G_PI * 4.1 * seconds);
  double phrase = 0.75 + 0.25 * sin (2.0 * G_PI * 0.6 * seconds);

  return word * phrase * (0.35 + 0.65 * syllables);
}

static double
level_at (const EarLightClip *clip,
          guint               frame)
{
  double shown = 0.0;

  /* The needle has a past; it is short enough to be gone through again. */
  for (guint i = 0; i <= frame; i++)
    shown = ear_light_follow (shown, ear_light_sample_voice ((double) i / clip->fps), G_USEC_PER_SEC / clip->fps);

  return shown;
}

/* One round of what goes on is taken where it has come in, so that it can be repeated. */
static gint64
begin_of (const EarLightClip *clip)
{
  const EarLightLook *look = ear_light_theme_get_look (clip->theme, clip->light);

  return clip->seconds > 0.0 || ear_light_get_span (clip->light) > 0 || look->fade_in == 0 ? START : START + look->period + look->pause;
}

/**
 * ear_light_clip_render_frame:
 * @frame: from 0
 * @leds: (out caller-allocates): the colors
 */
void
ear_light_clip_render_frame (const EarLightClip *clip,
                             guint               frame,
                             EarRgb              leds[EAR_N_LEDS])
{
  EarState state = ear_light_make_example (clip->light, START);

  ear_light_render (clip->theme, &state, begin_of (clip) + (gint64) frame * G_USEC_PER_SEC / clip->fps, level_at (clip, frame),
                    leds);
}

static guint
to_byte (float part)
{
  return (guint) lroundf (CLAMP (part, 0.0f, 1.0f) * 255.0f);
}

static GBytes *
to_csv (const EarLightClip *clip)
{
  GString *out = g_string_new ("time_ms,led,r,g,b\n");

  for (guint frame = 0; frame < ear_light_clip_count_frames (clip); frame++) {
    EarRgb leds[EAR_N_LEDS];

    ear_light_clip_render_frame (clip, frame, leds);
    for (guint i = 0; i < EAR_N_LEDS; i++)
      g_string_append_printf (out, "%u,%u,%u,%u,%u\n", frame * 1000 / clip->fps, i, to_byte (leds[i].r), to_byte (leds[i].g),
                              to_byte (leds[i].b));
  }

  return g_string_free_to_bytes (out);
}

static GBytes *
to_c (const EarLightClip *clip)
{
  guint n_frames = ear_light_clip_count_frames (clip);
  g_autofree char *name = g_strdelimit (g_strdup (ear_light_to_key (clip->light)), "-", '_'), *upper = g_ascii_strup (name, -1);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "/* The light “%s” of the theme “%s”: %u frames, %u frames per second.\n"
                          " * [frame][LED][red, green, blue], 0 to 255, linear in light: give them to the LED driver as they are.\n"
                          " * LED 0 is at the front, the others follow clockwise as seen from above. Written by Earshot.\n */\n"
                          "#include <stdint.h>\n\n#define EAR_LIGHT_%s_FPS %u\n#define EAR_LIGHT_%s_FRAMES %u\n\n"
                          "const uint8_t ear_light_%s[%u][%d][3] = {\n", ear_light_to_key (clip->light), ear_light_theme_get_id (clip->theme),
                          n_frames, clip->fps, upper, clip->fps, upper, n_frames, name, n_frames, EAR_N_LEDS);
  for (guint frame = 0; frame < n_frames; frame++) {
    EarRgb leds[EAR_N_LEDS];

    ear_light_clip_render_frame (clip, frame, leds);
    g_string_append (out, "  {");
    for (guint i = 0; i < EAR_N_LEDS; i++)
      g_string_append_printf (out, "%s{%u,%u,%u}", i > 0 ? "," : "", to_byte (leds[i].r), to_byte (leds[i].g), to_byte (leds[i].b));
    g_string_append (out, "},\n");
  }
  g_string_append (out, "};\n");

  return g_string_free_to_bytes (out);
}

static gboolean
check_clip (const EarLightClip  *clip,
            EarLightFormat       format,
            GError             **error)
{
  guint most = format == EAR_LIGHT_FORMAT_GIF ? FASTEST_GIF : EAR_LIGHT_CLIP_MAX_FPS;

  if (clip->fps < 1 || clip->fps > most) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("%u frames a second are not between 1 and %u"), clip->fps, most);
    return FALSE;
  }
  if (!(clip->seconds >= 0.0 && clip->seconds <= EAR_LIGHT_CLIP_MAX_SECONDS)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("%g seconds are not between 0 and %g"), clip->seconds,
                 EAR_LIGHT_CLIP_MAX_SECONDS);
    return FALSE;
  }

  if (format == EAR_LIGHT_FORMAT_GIF && ear_light_clip_count_frames (clip) > LONGEST_GIF) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("%u frames are too many for a GIF, %d are the most. Choose fewer a second, or seconds."),
                 ear_light_clip_count_frames (clip), LONGEST_GIF);
    return FALSE;
  }

  return TRUE;
}

/**
 * ear_light_clip_write:
 * @clip: what to write
 * @format: how
 * @stream: where to; it is left open
 *
 * Hands a light to those who build it.
 */
gboolean
ear_light_clip_write (const EarLightClip  *clip,
                      EarLightFormat       format,
                      GOutputStream       *stream,
                      GCancellable        *cancellable,
                      GError             **error)
{
  g_autoptr (GBytes) bytes = NULL;

  g_return_val_if_fail (clip->light < EAR_N_LIGHTS, FALSE);
  g_return_val_if_fail (format < EAR_N_LIGHT_FORMATS, FALSE);

  if (!check_clip (clip, format, error))
    return FALSE;

  bytes = format == EAR_LIGHT_FORMAT_CSV ? to_csv (clip) : format == EAR_LIGHT_FORMAT_C ? to_c (clip) : ear_light_clip_to_gif (clip, cancellable, error);

  return bytes != NULL &&
         g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, cancellable, error);
}
