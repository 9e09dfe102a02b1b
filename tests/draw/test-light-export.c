/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-light-export.h"

#include <gif_lib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static GBytes *
write_clip (const EarLightClip *clip,
            EarLightFormat      format)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  ear_light_clip_write (clip, format, stream, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static char *
write_text (const EarLightClip *clip,
            EarLightFormat      format)
{
  g_autoptr (GBytes) bytes = write_clip (clip, format);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static guint
to_byte (float part)
{
  return (guint) lroundf (part * 255.0f);
}

/* Every row says what the ring would show then. */
static void
test_csv (void)
{
  const EarLightClip clip = { NULL, EAR_LIGHT_SPEAKING, 10, 2.0 };
  g_autofree char *text = write_text (&clip, EAR_LIGHT_FORMAT_CSV);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 1 + 20 * EAR_N_LEDS + 1);
  g_assert_cmpstr (lines[0], ==, "time_ms,led,r,g,b");
  for (guint row = 0; row < 20 * EAR_N_LEDS; row++) {
    guint frame = row / EAR_N_LEDS, led = row % EAR_N_LEDS;
    g_autofree char *expected = NULL;
    EarRgb leds[EAR_N_LEDS];

    ear_light_clip_render_frame (&clip, frame, leds);
    expected = g_strdup_printf ("%u,%u,%u,%u,%u", frame * 100, led, to_byte (leds[led].r), to_byte (leds[led].g), to_byte (leds[led].b));
    g_assert_cmpstr (lines[1 + row], ==, expected);
  }
}

static void
test_c (void)
{
  const EarLightClip clip = { NULL, EAR_LIGHT_RINGING_TIMER, 30, 0.5 };
  g_autofree char *text = write_text (&clip, EAR_LIGHT_FORMAT_C);
  const char *at = strstr (text, "[15][24][3] = {");
  EarRgb leds[EAR_N_LEDS];
  guint n = 0;

  g_assert_nonnull (strstr (text, "#define EAR_LIGHT_RINGING_TIMER_FPS 30"));
  g_assert_nonnull (strstr (text, "15 frames, 30 frames per second"));
  g_assert_nonnull (at);
  at += strlen ("[15][24][3] = {");
  ear_light_clip_render_frame (&clip, 0, leds);
  for (; *at != '\0'; at++)
    if (g_ascii_isdigit (*at)) {
      guint value = (guint) strtoul (at, (char **) &at, 10);

      if (n == 5)
        g_assert_cmpuint (value, ==, to_byte (leds[1].b));
      g_assert_cmpuint (value, <=, 255);
      n++;
    }
  g_assert_cmpuint (n, ==, 15 * EAR_N_LEDS * 3);
}

typedef struct {
  const guint8 *data;
  gsize         left;
} Source;

static int
on_read (GifFileType *gif,
         GifByteType *data,
         int          length)
{
  Source *source = gif->UserData;
  int n = (int) MIN ((gsize) length, source->left);

  memcpy (data, source->data, n);
  source->data += n;
  source->left -= n;

  return n;
}

/* Another hand's decoder reads what was written; the frames last as long as the clip, and differ. */
static void
test_gif (void)
{
  const EarLightClip clip = { NULL, EAR_LIGHT_THINKING, 30, 0.5 };
  g_autoptr (GBytes) bytes = write_clip (&clip, EAR_LIGHT_FORMAT_GIF), again = write_clip (&clip, EAR_LIGHT_FORMAT_GIF);
  Source source = { g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes) };
  GifFileType *gif = DGifOpen (&source, on_read, NULL);
  guint hundredths = 0;

  g_assert_true (g_bytes_equal (bytes, again));
  g_assert_nonnull (gif);
  g_assert_cmpint (DGifSlurp (gif), ==, GIF_OK);
  g_assert_cmpint (gif->ImageCount, ==, 15);
  for (int i = 0; i < gif->ImageCount; i++) {
    GraphicsControlBlock control;
    const GifImageDesc *desc = &gif->SavedImages[i].ImageDesc;

    g_assert_cmpint (DGifSavedExtensionToGCB (gif, i, &control), ==, GIF_OK);
    hundredths += control.DelayTime;
    g_assert_cmpint (desc->Left + desc->Width, <=, gif->SWidth);
    g_assert_cmpint (desc->Top + desc->Height, <=, gif->SHeight);
    if (i > 1)
      g_assert_cmpint (memcmp (gif->SavedImages[i].RasterBits, gif->SavedImages[i - 1].RasterBits, desc->Width * desc->Height), !=, 0);
  }
  g_assert_cmpuint (hundredths, ==, 50);
  DGifCloseFile (gif, NULL);
}

static void
test_one_round (void)
{
  EarLightClip clip = { NULL, EAR_LIGHT_THINKING, 60 };
  EarRgb first[EAR_N_LEDS], last[EAR_N_LEDS];

  g_assert_cmpuint (ear_light_clip_count_frames (&clip), ==, 96);
  ear_light_clip_render_frame (&clip, 0, first);
  ear_light_clip_render_frame (&clip, 96, last);
  for (guint i = 0; i < EAR_N_LEDS; i++)
    g_assert_cmpfloat_with_epsilon (first[i].g, last[i].g, 1e-3);

  clip.light = EAR_LIGHT_ERROR;
  g_assert_cmpfloat (ear_light_clip_get_seconds (&clip), ==, 3.0);
  clip.light = EAR_LIGHT_NOTIFICATION;
  g_assert_cmpfloat (ear_light_clip_get_seconds (&clip), ==, 6.0);
  clip.light = EAR_LIGHT_MIC_OFF;
  g_assert_cmpfloat (ear_light_clip_get_seconds (&clip), ==, 1.0);
}

static void
test_limits (void)
{
  static const struct { EarLightFormat format; guint fps; double seconds; } rows[] = {
    { EAR_LIGHT_FORMAT_CSV, 0, 1 }, { EAR_LIGHT_FORMAT_CSV, 61, 1 }, { EAR_LIGHT_FORMAT_C, 60, 61 }, { EAR_LIGHT_FORMAT_C, 60, -1 },
    { EAR_LIGHT_FORMAT_C, 60, NAN }, { EAR_LIGHT_FORMAT_GIF, 51, 1 }, { EAR_LIGHT_FORMAT_GIF, 50, 13 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const EarLightClip clip = { NULL, EAR_LIGHT_OFF, rows[i].fps, rows[i].seconds };
    g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
    g_autoptr (GError) error = NULL;

    g_assert_false (ear_light_clip_write (&clip, rows[i].format, stream, NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  }
}

static void
test_cancelled (void)
{
  const EarLightClip clip = { NULL, EAR_LIGHT_OFF, 10, 1 };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (ear_light_clip_write (&clip, EAR_LIGHT_FORMAT_GIF, stream, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/light-export/csv", test_csv);
  g_test_add_func ("/light-export/c", test_c);
  g_test_add_func ("/light-export/gif", test_gif);
  g_test_add_func ("/light-export/one-round", test_one_round);
  g_test_add_func ("/light-export/limits", test_limits);
  g_test_add_func ("/light-export/cancelled", test_cancelled);

  return g_test_run ();
}
