/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-sound.h"

#include <string.h>

/* In this order: what was loaded once stays. */
static void
test_missing (void)
{
  g_autofree char *folder = g_strdup (g_getenv ("EARSHOT_MODULEDIR"));
  g_autoptr (GError) error = NULL;

  g_setenv ("EARSHOT_MODULEDIR", "/nonexistent", TRUE);
  g_assert_null (ear_sound_load (&error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "/nonexistent/" EAR_AUDIO_MODULE_NAME));
  g_assert_nonnull (strstr (error->message, "EARSHOT_MODULEDIR"));
  g_setenv ("EARSHOT_MODULEDIR", folder, TRUE);
}

/* A type that was there twice would make what the module gives no voice of ours. */
static void
test_one_of_each_type (void)
{
  g_autoptr (GError) error = NULL;
  const EarAudioModule *sound = ear_sound_load (&error);
  GType voice = ear_voice_get_type ();
  EarAudio *audio;

  g_assert_no_error (error);
  g_assert_true (sound == ear_sound_load (NULL));
  audio = sound->audio_new (&(EarAudioConfig) { .sink = "fakesink", .source = "audiotestsrc is-live=true" }, &error);
  g_assert_no_error (error);
  g_assert_true (g_type_is_a (G_OBJECT_TYPE (sound->audio_get_voice (audio)), voice));
  g_object_unref (audio);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/sound/missing", test_missing);
  g_test_add_func ("/app/sound/one-of-each-type", test_one_of_each_type);

  return g_test_run ();
}
