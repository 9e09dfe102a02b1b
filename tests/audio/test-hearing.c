/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "audio/ear-attention.h"
#include "audio/ear-audio-error.h"
#include "audio/ear-endpointer.h"
#include "audio/ear-hearing.h"
#include "audio/ear-recognizer.h"
#include "audio/ear-spotter.h"
#include "testlib.h"

#define GRAMMAR "#JSGF V1.0; grammar g; public <u> = what's the weather in <place> | set a timer for <n> minutes | stop | play <piece>; " \
  "<place> = hamburg | berlin | london; <n> = five | ten | twenty; <piece> = satie | the entertainer;"
#define OTHER_GRAMMAR "#JSGF V1.0; grammar g; public <u> = yes | no | order more coffee | add milk to my shopping list;"

static GArray *
utter (const char *words)
{
  GArray *samples = test_silence (0.6);

  test_append (samples, test_speech ("en-US", words));
  test_append (samples, test_silence (1.2));

  return samples;
}

static void
hear (EarHearing   *hearing,
      GArray       *samples,
      EarHeardFile *result)
{
  g_autofree char *path = test_write ("utterance.wav", samples);
  g_autoptr (GError) error = NULL;

  ear_hearing_hear_file (hearing, path, result, &error);
  g_assert_no_error (error);
}

static EarHearing *
hearing_new (const char *jsgf,
             const char *wake_word)
{
  g_autoptr (GError) error = NULL;
  EarHearing *hearing = ear_hearing_new (jsgf, wake_word, 0.5, &error);

  g_assert_no_error (error);

  return hearing;
}

static void
test_words (void)
{
  static const char *const sentences[] = {
    "what's the weather in hamburg", "set a timer for ten minutes", "stop", "play satie", "what's the weather in berlin",
  };
  g_autoptr (EarHearing) hearing = hearing_new (GRAMMAR, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++) {
    g_autoptr (GArray) samples = utter (sentences[i]);
    g_auto (EarHeardFile) result = { 0 };

    hear (hearing, samples, &result);
    g_assert_cmpstr (result.text, ==, sentences[i]);
    g_assert_cmpfloat (result.confidence, >, 0.5);
    g_assert_cmpfloat (result.start_s, >, 0.3);
    g_assert_cmpfloat (result.start_s, <, 0.9);
    g_assert_cmpfloat (result.end_s, >, result.start_s);
    g_assert_cmpfloat (result.decided_s - result.end_s, <, 0.6);
    g_assert_cmpfloat (result.decided_s, <, result.audio_s);
    g_assert_false (result.woken);
  }
}

/* The same recording is heard alike whatever came before. */
static void
test_repeatable (void)
{
  g_autoptr (EarHearing) hearing = hearing_new (GRAMMAR, NULL);
  g_autoptr (GArray) samples = utter ("what's the weather in london"), noise = test_noise (3, 8000);
  g_auto (EarHeardFile) one = { 0 }, between = { 0 }, other = { 0 };

  hear (hearing, samples, &one);
  hear (hearing, noise, &between);
  hear (hearing, samples, &other);
  g_assert_cmpstr (one.text, ==, other.text);
  g_assert_cmpfloat (one.confidence, ==, other.confidence);
  g_assert_cmpfloat (one.end_s, ==, other.end_s);
}

static void
test_other_words (void)
{
  g_autoptr (EarHearing) hearing = hearing_new (OTHER_GRAMMAR, NULL);
  g_autoptr (GArray) samples = utter ("what's the weather in hamburg");
  g_auto (EarHeardFile) result = { 0 };

  hear (hearing, samples, &result);
  g_assert_nonnull (result.text);
  g_assert_cmpfloat (result.confidence, <, 0.5);
}

static void
test_no_words (void)
{
  g_autoptr (EarHearing) hearing = hearing_new (GRAMMAR, NULL);
  g_autoptr (GArray) silence = test_silence (10), noise = test_noise (4, 6000);
  g_auto (EarHeardFile) nothing = { 0 }, hiss = { 0 };

  hear (hearing, silence, &nothing);
  g_assert_null (nothing.text);
  hear (hearing, noise, &hiss);
  g_assert_true (hiss.text == NULL || hiss.confidence < 0.5);
}

static void
test_no_grammar (void)
{
  g_autoptr (EarHearing) hearing = hearing_new (NULL, NULL);
  g_autoptr (GArray) samples = utter ("hello there my friend");
  g_auto (EarHeardFile) result = { 0 };

  hear (hearing, samples, &result);
  g_assert_cmpstr (result.text, ==, "");
}

static void
test_wakes (void)
{
  g_autoptr (EarHearing) hearing = hearing_new (GRAMMAR, "computer");
  g_autoptr (GArray) samples = utter ("Computer"), plain = utter ("what's the weather in hamburg");
  g_auto (EarHeardFile) result = { 0 }, asleep = { 0 };

  test_append (samples, test_speech ("en-US", "what's the weather in hamburg"));
  test_append (samples, test_silence (1.5));
  hear (hearing, samples, &result);
  g_assert_true (result.woken);
  g_assert_cmpstr (result.wake.word, ==, "computer");
  g_assert_cmpfloat (result.wake.at_s, >, 0.8);
  g_assert_cmpfloat (result.wake.at_s, <, 1.8);
  g_assert_cmpfloat (result.wake.score, >=, 0.5);
  g_assert_cmpstr (result.text, ==, "what's the weather in hamburg");
  g_assert_cmpfloat (result.start_s, >, result.wake.at_s);

  hear (hearing, plain, &asleep);
  g_assert_false (asleep.woken);
  g_assert_null (asleep.text);
}

/* Music as loud as the words: they are only understood by who knows what was played. */
static void
test_reference (void)
{
  g_autoptr (EarHearing) hearing = hearing_new (GRAMMAR, "computer");
  g_autoptr (GArray) song = test_noise (6, 9000), samples = test_silence (2);
  g_autofree char *path = test_write ("song.wav", song), *wrong = test_path ("no-such-song.wav");
  g_auto (EarHeardFile) without = { 0 }, with = { 0 };
  g_autoptr (GError) error = NULL;

  test_append (samples, test_speech ("en-US", "Computer"));
  test_append (samples, test_silence (0.5));
  test_append (samples, test_speech ("en-US", "what's the weather in hamburg"));
  test_append (samples, test_silence (1.5));
  for (guint i = 1600; i < MIN (samples->len, song->len); i++)
    g_array_index (samples, gint16, i) = (gint16) CLAMP (g_array_index (samples, gint16, i) +
                                                         g_array_index (song, gint16, i - 1600) * 3 / 4, G_MININT16, G_MAXINT16);

  hear (hearing, samples, &without);
  g_assert_true (!without.woken || g_strcmp0 (without.text, "what's the weather in hamburg") != 0);
  g_assert_true (ear_hearing_set_reference (hearing, path, &error));
  g_assert_no_error (error);
  hear (hearing, samples, &with);
  g_assert_true (with.woken);
  g_assert_cmpstr (with.text, ==, "what's the weather in hamburg");

  g_assert_false (ear_hearing_set_reference (hearing, wrong, &error));
  g_assert_nonnull (strstr (error->message, "no-such-song.wav"));
}

/* Every wake word on offer is spotted in its own speech. */
static void
test_wake_words (void)
{
  const char *const *words = ear_spotter_list_words ();

  for (guint i = 0; words[i] != NULL; i++) {
    g_autoptr (EarHearing) hearing = hearing_new (NULL, words[i]);
    g_autoptr (GArray) samples = utter (words[i]);
    g_autofree char *path = test_write ("wake.wav", samples);
    g_auto (EarHeardFile) result = { 0 };
    double best = 0;

    g_assert_true (ear_hearing_detect_file (hearing, path, &result, NULL));
    for (guint j = 0; j < result.detections->len; j++)
      best = MAX (best, g_array_index (result.detections, EarHeardDetection, j).score);
    g_test_message ("%s: %.2f", words[i], best);
    g_assert_cmpfloat (best, >, 0.3);
  }
}

typedef struct {
  EarAttentionEventType types[16];
  guint                 n;
} Story;

static void
tell (EarAttention *attention,
      Story        *story)
{
  EarAttentionEvent *event;

  while ((event = ear_attention_pop (attention)) != NULL) {
    story->types[story->n++ % G_N_ELEMENTS (story->types)] = event->type;
    ear_attention_event_free (event);
  }
}

static void
feed (EarAttention *attention,
      GArray       *samples)
{
  ear_attention_feed (attention, (gint16 *) (gpointer) samples->data, samples->len);
}

static void
test_lapses (void)
{
  g_autoptr (EarAttention) attention = ear_attention_new (NULL);
  g_autoptr (GArray) almost = test_silence (7.8), little = test_silence (0.4);
  Story story = { .n = 0 };

  ear_attention_listen (attention, 1, FALSE);
  feed (attention, almost);
  tell (attention, &story);
  g_assert_cmpuint (story.n, ==, 0);
  feed (attention, little);
  tell (attention, &story);
  g_assert_cmpuint (story.n, ==, 1);
  g_assert_cmpint (story.types[0], ==, EAR_ATTENTION_LAPSED);
  g_assert_false (ear_attention_is_listening (attention));
}

static void
test_held (void)
{
  g_autoptr (EarAttention) attention = ear_attention_new (NULL);
  g_autoptr (GArray) one = utter ("what's the weather"), other = utter ("in hamburg");
  g_autoptr (EarAttentionEvent) event = NULL;

  g_assert_true (ear_attention_set_grammar (attention, GRAMMAR, NULL));
  ear_attention_listen (attention, 1, TRUE);
  feed (attention, one);
  feed (attention, other);
  g_assert_null (ear_attention_pop (attention));
  ear_attention_release (attention);
  event = ear_attention_pop (attention);
  g_assert_nonnull (event);
  g_assert_cmpint (event->type, ==, EAR_ATTENTION_HEARD);
  g_assert_cmpstr (event->text, ==, "what's the weather in hamburg");
  ear_attention_release (attention);
  g_assert_null (ear_attention_pop (attention));
}

static void
test_cancel (void)
{
  g_autoptr (EarAttention) attention = ear_attention_new (NULL);
  g_autoptr (GArray) samples = utter ("stop");

  g_assert_true (ear_attention_set_grammar (attention, GRAMMAR, NULL));
  ear_attention_listen (attention, 1, FALSE);
  ear_attention_feed (attention, (gint16 *) (gpointer) samples->data, samples->len / 2);
  ear_attention_cancel (attention);
  feed (attention, samples);
  g_assert_null (ear_attention_pop (attention));
  ear_attention_listen (attention, 2, FALSE);
  g_assert_true (ear_attention_set_grammar (attention, OTHER_GRAMMAR, NULL));
  feed (attention, samples);
}

/* Speech from the very first sample, without any silence to learn the room from. */
static void
test_cold_start (void)
{
  g_autoptr (EarEndpointer) endpointer = ear_endpointer_new ();
  g_autoptr (GArray) speech = test_speech ("en-US", "what's the weather in hamburg");
  double length = (double) speech->len / RATE;

  test_append (speech, test_silence (1));
  g_assert_cmpint (ear_endpointer_feed (endpointer, (gint16 *) (gpointer) speech->data, speech->len), ==, EAR_ENDPOINTER_ENDED);
  g_assert_cmpfloat (ear_endpointer_get_start_s (endpointer), <, 0.4);
  g_assert_cmpfloat_with_epsilon (ear_endpointer_get_end_s (endpointer), length, 0.35);
}

static void
assert_refused (EarHearing    *hearing,
                const char    *path,
                EarAudioError  code,
                const char    *says)
{
  g_auto (EarHeardFile) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (ear_hearing_hear_file (hearing, path, &result, &error));
  g_assert_error (error, EAR_AUDIO_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, says));
}

static char *
write_bytes (const char *name,
             const void *bytes,
             gsize       length)
{
  char *path = test_path (name);

  g_assert_true (g_file_set_contents (path, bytes, length, NULL));

  return path;
}

static void
test_bad_files (void)
{
  g_autoptr (EarHearing) hearing = hearing_new (NULL, NULL);
  g_autoptr (GArray) noise = test_noise (2, 30000), none = test_silence (0);
  g_autofree char *whole = test_write ("whole.wav", noise), *bare = test_write ("bare.wav", none);
  g_autofree char *empty = write_bytes ("empty.wav", "", 0), *text = write_bytes ("text.wav", "These are only words.\n", 22);
  g_autofree char *garbage = write_bytes ("garbage.flac", noise->data, noise->len);
  g_autofree char *contents = NULL, *cut = NULL, *folder = g_path_get_dirname (whole);
  g_auto (EarHeardFile) result = { 0 };
  g_autoptr (GError) error = NULL;
  gsize length;

  assert_refused (hearing, empty, EAR_AUDIO_ERROR_FILE, "empty");
  assert_refused (hearing, text, EAR_AUDIO_ERROR_NOT_AUDIO, "no sound");
  assert_refused (hearing, garbage, EAR_AUDIO_ERROR_NOT_AUDIO, "no sound");
  assert_refused (hearing, bare, EAR_AUDIO_ERROR_NOT_AUDIO, "no sound");
  assert_refused (hearing, folder, EAR_AUDIO_ERROR_FILE, "not a file");
  g_assert_true (g_file_get_contents (whole, &contents, &length, NULL));
  cut = write_bytes ("cut.wav", contents, length / 2);
  assert_refused (hearing, cut, EAR_AUDIO_ERROR_FILE, "cut off");

  g_assert_false (ear_hearing_hear_file (hearing, "/no/such/file.wav", &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_huge_file (void)
{
  g_autoptr (EarHearing) hearing = hearing_new (NULL, NULL);
  g_autoptr (GArray) samples = g_array_new (FALSE, TRUE, sizeof (gint16));
  g_autofree char *path = NULL;

  g_array_set_size (samples, 601 * RATE);
  path = test_write ("huge.wav", samples);
  assert_refused (hearing, path, EAR_AUDIO_ERROR_TOO_LONG, "10 minutes");
}

static void
on_heard (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  GAsyncResult **place = data;

  *place = g_object_ref (result);
}

static void
test_async (void)
{
  g_autoptr (EarHearing) hearing = hearing_new (GRAMMAR, NULL);
  g_autoptr (GArray) samples = utter ("stop");
  g_autofree char *path = test_write ("async.wav", samples);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) one = NULL, other = NULL;
  g_autoptr (EarHeardFile) heard = NULL;
  g_autoptr (GError) error = NULL;

  ear_hearing_hear_file_async (hearing, path, NULL, on_heard, &one);
  while (one == NULL)
    g_main_context_iteration (NULL, TRUE);
  heard = ear_hearing_hear_file_finish (hearing, one, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (heard->text, ==, "stop");

  g_cancellable_cancel (cancellable);
  ear_hearing_hear_file_async (hearing, path, cancellable, on_heard, &other);
  while (other == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (ear_hearing_hear_file_finish (hearing, other, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_no_model (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (ear_recognizer_new ("/no/such/model", GRAMMAR, &error));
  g_assert_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_MODEL);
  g_assert_nonnull (strstr (error->message, "apt install pocketsphinx-en-us"));
  g_clear_error (&error);
  g_assert_null (ear_spotter_new ("/no/such/model", "computer", &error));
  g_assert_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_MODEL);
}

static void
test_bad_words (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarSpotter) strange = NULL;

  g_assert_null (ear_spotter_new (NULL, "  ", &error));
  g_assert_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR);
  g_clear_error (&error);
  strange = ear_spotter_new (NULL, "Zaphod Beeblebrox", &error);
  g_assert_no_error (error);
  g_assert_null (ear_recognizer_new (NULL, "nonsense", &error));
  g_assert_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/hearing/words", test_words);
  g_test_add_func ("/hearing/repeatable", test_repeatable);
  g_test_add_func ("/hearing/other-words", test_other_words);
  g_test_add_func ("/hearing/no-words", test_no_words);
  g_test_add_func ("/hearing/no-grammar", test_no_grammar);
  g_test_add_func ("/hearing/wakes", test_wakes);
  g_test_add_func ("/hearing/reference", test_reference);
  g_test_add_func ("/hearing/wake-words", test_wake_words);
  g_test_add_func ("/hearing/bad-files", test_bad_files);
  g_test_add_func ("/hearing/huge-file", test_huge_file);
  g_test_add_func ("/hearing/async", test_async);
  g_test_add_func ("/attention/lapses", test_lapses);
  g_test_add_func ("/attention/held", test_held);
  g_test_add_func ("/attention/cancel", test_cancel);
  g_test_add_func ("/endpointer/cold-start", test_cold_start);
  g_test_add_func ("/recognizer/no-model", test_no_model);
  g_test_add_func ("/recognizer/bad-words", test_bad_words);

  status = g_test_run ();
  test_tidy ();

  return status;
}
