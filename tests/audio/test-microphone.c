/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The ears of a whole body, with files for a microphone. */
#include "config.h"

#include <string.h>

#include "stage.h"
#include "testlib.h"

/* A file stands in for the microphone. */
static void
run_with_microphone (GArray  *samples,
                     void   (*act)(Stage *stage))
{
  g_autofree char *path = test_write ("microphone.wav", samples);
  g_autofree char *source = g_strdup_printf ("filesrc location=%s ! wavparse", path);
  Stage stage = { NULL };

  stage_set_up (&stage, source);
  act (&stage);
  stage_tear_down (&stage, source);
}

static void
say_weather (Stage *stage)
{
  EarListener *listener = ear_audio_get_listener (stage->audio);

  ear_listener_set_grammar (listener, "en-US", STAGE_GRAMMAR);
  ear_listener_listen (listener, 3, FALSE);
  stage_await (stage, "heard 3 “what's the weather in hamburg”");
  g_assert_cmpuint (stage->n_levels, >, 20);
}

static void
test_microphone (void)
{
  g_autoptr (GArray) samples = test_silence (0.5);

  test_append (samples, test_speech ("en-US", "What's the weather in Hamburg?"));
  test_append (samples, test_silence (1.5));
  run_with_microphone (samples, say_weather);
}

static void
say_wake_word (Stage *stage)
{
  EarListener *listener = ear_audio_get_listener (stage->audio);

  ear_listener_set_grammar (listener, "en-US", STAGE_GRAMMAR);
  ear_listener_set_armed (listener, TRUE, "computer", 0.5);
  stage_await (stage, "woken computer");
}

static void
test_microphone_wakes (void)
{
  g_autoptr (GArray) samples = test_silence (1);

  test_append (samples, test_speech ("en-US", "Computer!"));
  test_append (samples, test_silence (2));
  run_with_microphone (samples, say_wake_word);
}

static void
on_barged_in (EarListener *listener,
              const char  *word,
              double       score,
              Stage       *stage)
{
  ear_voice_hush (ear_audio_get_voice (stage->audio));
}

/* An hour of speech is under way when the wake word comes. */
static void
interrupt (Stage *stage)
{
  EarListener *listener = ear_audio_get_listener (stage->audio);
  EarVoice *voice = ear_audio_get_voice (stage->audio);

  g_signal_connect (listener, "woken", G_CALLBACK (on_barged_in), stage);
  for (guint i = 0; i < 200; i++)
    ear_voice_say (voice, i, "en-US", "<break time='10s'/>I talk.<break time='10s'/>");
  ear_listener_set_armed (listener, TRUE, "computer", 0.5);
  stage_await (stage, "woken computer");
  stage_await (stage, "spoken 199 nothing interrupted");
}

static void
test_barge_in (void)
{
  g_autoptr (GArray) samples = test_silence (1);

  test_append (samples, test_speech ("en-US", "Computer!"));
  test_append (samples, test_silence (2));
  run_with_microphone (samples, interrupt);
}

static void
say_nothing (Stage *stage)
{
  EarListener *listener = ear_audio_get_listener (stage->audio);

  ear_listener_set_grammar (listener, "en-US", STAGE_GRAMMAR);
  ear_listener_listen (listener, 4, FALSE);
  stage_await (stage, "lapsed 4");
  ear_listener_set_muted (listener, TRUE);
  ear_listener_listen (listener, 5, FALSE);
  stage_await (stage, "lapsed 5");
  ear_listener_set_muted (listener, FALSE);
  ear_listener_set_grammar (listener, "de-DE", STAGE_GRAMMAR);
  ear_listener_listen (listener, 6, FALSE);
  stage_await (stage, "failed language");
  stage_await (stage, "lapsed 6");
}

static void
test_microphone_lapses (void)
{
  g_autoptr (GArray) samples = test_silence (10);

  run_with_microphone (samples, say_nothing);
}

static void
test_no_microphone (void)
{
  Stage stage = { NULL };

  stage_set_up (&stage, "no-such-source");
  ear_listener_set_grammar (ear_audio_get_listener (stage.audio), "en-US", STAGE_GRAMMAR);
  ear_listener_listen (ear_audio_get_listener (stage.audio), 1, FALSE);
  stage_await (&stage, "failed no-microphone");
  stage_await (&stage, "lapsed 1");
  stage_tear_down (&stage, NULL);
}

/* Somebody pulls the plug and puts it in again: the wake word is waited for again, and one complaint is enough. */
static void
test_microphone_returns (void)
{
  g_autoptr (GArray) samples = test_silence (1);
  g_autofree char *path = test_path ("returning.wav"), *made = NULL;
  g_autofree char *source = g_strdup_printf ("filesrc location=%s ! wavparse", path);
  Stage stage = { NULL };

  test_append (samples, test_speech ("en-US", "Computer!"));
  test_append (samples, test_silence (2));
  stage_set_up (&stage, source);
  ear_listener_set_grammar (ear_audio_get_listener (stage.audio), "en-US", STAGE_GRAMMAR);
  ear_listener_set_armed (ear_audio_get_listener (stage.audio), TRUE, "computer", 0.5);
  stage_await (&stage, "failed no-microphone");
  made = test_write ("returning.wav", samples);
  stage_await (&stage, "woken computer");
  g_assert_true (strstr (stage.story->str, "failed") == g_strrstr (stage.story->str, "failed"));
  stage_tear_down (&stage, NULL);
}

static void
test_no_model (void)
{
  EarAudioConfig config = { .sink = "fakesink", .source = "audiotestsrc is-live=true", .model = "/no/such/model" };
  Stage stage = { NULL };

  stage.loop = g_main_loop_new (NULL, FALSE);
  stage.story = g_string_new (NULL);
  stage.audio = ear_audio_new (&config, NULL);
  g_signal_connect (ear_audio_get_listener (stage.audio), "failed", G_CALLBACK (stage_on_failed), &stage);
  ear_listener_set_armed (ear_audio_get_listener (stage.audio), TRUE, "computer", 0.5);
  stage_await (&stage, "failed recognizer");
  stage_tear_down (&stage, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/microphone/hears", test_microphone);
  g_test_add_func ("/microphone/wakes", test_microphone_wakes);
  g_test_add_func ("/microphone/barge-in", test_barge_in);
  g_test_add_func ("/microphone/lapses", test_microphone_lapses);
  g_test_add_func ("/microphone/missing", test_no_microphone);
  g_test_add_func ("/microphone/returns", test_microphone_returns);
  g_test_add_func ("/microphone/no-model", test_no_model);

  return g_test_run ();
}
