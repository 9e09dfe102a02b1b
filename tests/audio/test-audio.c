/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole body, with a sink that keeps no time and a tap that hears all. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "audio/ear-audio.h"
#include "testlib.h"

#define MIX_RATE 48000
#define GRAMMAR "#JSGF V1.0; grammar g; public <u> = what's the weather in <place> | stop | play music; <place> = hamburg | berlin | london;"

typedef struct {
  EarAudio  *audio;
  char      *tap;
  GMainLoop *loop;
  GString   *story;             /* what was told, in order */
  guint      n_levels;
  double     loudest;
  guint      timeout;
  const char *awaited;
} Stage;

static void note (Stage      *stage,
                  const char *format,
                  ...) G_GNUC_PRINTF (2, 3);

static void
note (Stage      *stage,
      const char *format,
      ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_string_append_vprintf (stage->story, format, arguments);
  va_end (arguments);
  g_string_append_c (stage->story, '\n');
  if (stage->awaited != NULL && strstr (stage->story->str, stage->awaited) != NULL)
    g_main_loop_quit (stage->loop);
}

static void
on_spoken (EarVoice *voice,
           guint     id,
           gint64    us,
           gboolean  interrupted,
           Stage    *stage)
{
  note (stage, "spoken %u %s %s", id, us > 0 ? "sound" : "nothing", interrupted ? "interrupted" : "whole");
}

static void
on_level (GObject *object,
          double   level,
          Stage   *stage)
{
  g_assert_cmpfloat (level, >=, 0);
  g_assert_cmpfloat (level, <=, 1);
  stage->n_levels++;
  stage->loudest = MAX (stage->loudest, level);
}

static void
on_failed (GObject    *object,
           const char *code,
           const char *message,
           const char *remedy,
           Stage      *stage)
{
  g_assert_nonnull (message);
  g_assert_nonnull (remedy);
  note (stage, "failed %s", code);
}

static void
on_playback (EarPlayer  *player,
             const char *state,
             const char *token,
             gint64      position,
             gboolean    audible,
             const char *message,
             Stage      *stage)
{
  note (stage, "%s %s%s%s", state, token, audible ? "" : " inaudible", message ? " with message" : "");
}

static void
on_woken (EarListener *listener,
          const char  *word,
          double       score,
          Stage       *stage)
{
  g_assert_cmpfloat (score, >, 0);
  ear_listener_listen (listener, 7, FALSE);
  note (stage, "woken %s", word);
}

static void
on_heard (EarListener *listener,
          guint        turn,
          const char  *text,
          double       confidence,
          gint64       spoke,
          gint64       decided,
          Stage       *stage)
{
  g_assert_cmpint (spoke, >, 0);
  g_assert_cmpint (decided, >=, 0);
  note (stage, "heard %u “%s”", turn, text);
}

static void
on_lapsed (EarListener *listener,
           guint        turn,
           Stage       *stage)
{
  note (stage, "lapsed %u", turn);
}

static gboolean
on_timeout (gpointer data)
{
  Stage *stage = data;

  g_error ("“%s” did not come, but: %s", stage->awaited, stage->story->str);

  return G_SOURCE_REMOVE;
}

static void
set_up (Stage         *stage,
        gconstpointer  source)
{
  EarAudioConfig config = { .sink = "fakesink sync=false", .source = source, .tap_path = (stage->tap = test_path ("tap.wav")) };
  g_autoptr (GError) error = NULL;
  GObject *objects[3];

  stage->loop = g_main_loop_new (NULL, FALSE);
  stage->story = g_string_new (NULL);
  stage->audio = ear_audio_new (&config, &error);
  g_assert_no_error (error);
  objects[0] = G_OBJECT (ear_audio_get_listener (stage->audio));
  objects[1] = G_OBJECT (ear_audio_get_voice (stage->audio));
  objects[2] = G_OBJECT (ear_audio_get_player (stage->audio));
  for (guint i = 0; i < G_N_ELEMENTS (objects); i++)
    g_signal_connect (objects[i], "failed", G_CALLBACK (on_failed), stage);
  g_signal_connect (objects[0], "level", G_CALLBACK (on_level), stage);
  g_signal_connect (objects[0], "woken", G_CALLBACK (on_woken), stage);
  g_signal_connect (objects[0], "heard", G_CALLBACK (on_heard), stage);
  g_signal_connect (objects[0], "lapsed", G_CALLBACK (on_lapsed), stage);
  g_signal_connect (objects[1], "spoken", G_CALLBACK (on_spoken), stage);
  g_signal_connect (objects[1], "level", G_CALLBACK (on_level), stage);
  g_signal_connect (objects[2], "playback", G_CALLBACK (on_playback), stage);
}

static void
close_audio (Stage *stage)
{
  if (stage->audio != NULL)
    g_assert_finalize_object (stage->audio);
  stage->audio = NULL;
}

static void
tear_down (Stage         *stage,
           gconstpointer  source)
{
  close_audio (stage);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_main_loop_unref (stage->loop);
  g_string_free (stage->story, TRUE);
  g_free (stage->tap);
  test_tidy ();
}

static void
await (Stage      *stage,
       const char *what)
{
  stage->awaited = what;
  if (strstr (stage->story->str, what) != NULL)
    return;
  stage->timeout = g_timeout_add_seconds (60, on_timeout, stage);
  g_main_loop_run (stage->loop);
  g_source_remove (stage->timeout);
}

/* How much is heard, however long nothing was heard around it. */
static gsize
count_loud (const gint16 *samples,
            gsize         n_samples,
            int           threshold)
{
  gsize n = 0;

  for (gsize i = 0; i < n_samples; i++)
    n += ABS (samples[i]) > threshold;

  return n;
}

static void
test_says (Stage         *stage,
           gconstpointer  data)
{
  EarVoice *voice = ear_audio_get_voice (stage->audio);
  g_autofree gint16 *tap = NULL;
  gsize length;

  ear_voice_say (voice, 1, "en-US", "<speak>It is fine in Hamburg.</speak>");
  ear_voice_say (voice, 2, "de-DE", "Es ist schön in Hamburg.");
  await (stage, "spoken 2");
  g_assert_cmpstr (stage->story->str, ==, "spoken 1 sound whole\nspoken 2 sound whole\n");
  g_assert_cmpuint (stage->n_levels, >, 40);
  g_assert_cmpfloat (stage->loudest, >, 0.2);

  close_audio (stage);
  tap = test_read (stage->tap, &length);
  g_assert_cmpuint (length, >, 2 * 3 * MIX_RATE);
  g_assert_cmpuint (count_loud (tap, length, 1000), >, MIX_RATE / 2);
}

/* Whoever asked does not wait for a voice to breathe in. */
static void
test_starts_at_once (void)
{
  g_autoptr (GArray) english = test_speech ("en-US", "Tomorrow it rains."), german = test_speech ("de-DE", "Morgen regnet es.");
  g_autoptr (GArray) pause = test_speech ("en-US", "<break time='200ms'/>Tomorrow.");

  g_assert_cmpfloat (test_rms_db ((gint16 *) (gpointer) english->data, RATE / 20), >, -45);
  g_assert_cmpfloat (test_rms_db ((gint16 *) (gpointer) german->data, RATE / 20), >, -45);
  g_assert_cmpfloat (test_rms_db ((gint16 *) (gpointer) pause->data, RATE / 6), <, -60);
}

static void
test_hush (Stage         *stage,
           gconstpointer  data)
{
  EarVoice *voice = ear_audio_get_voice (stage->audio);

  ear_voice_say (voice, 1, "en-US", "<speak><break time='10s'/><break time='10s'/>This is a very long story.</speak>");
  ear_voice_say (voice, 2, "en-US", "And so is this.");
  ear_voice_hush (voice);
  ear_voice_say (voice, 3, "en-US", "No.");
  await (stage, "spoken 3");
  g_assert_nonnull (strstr (stage->story->str, "spoken 1"));
  g_assert_nonnull (strstr (stage->story->str, "spoken 2 nothing interrupted"));
  g_assert_nonnull (strstr (stage->story->str, "spoken 3 sound whole"));
}

static void
test_no_voice (Stage         *stage,
               gconstpointer  data)
{
  ear_voice_say (ear_audio_get_voice (stage->audio), 1, "qq-QQ", "Nobody speaks this.");
  await (stage, "spoken 1");
  await (stage, "failed voice");
}

/* A steady tone as music. */
static char *
write_music (double seconds)
{
  g_autoptr (GArray) samples = test_silence (seconds);

  for (guint i = 0; i < samples->len; i++)
    g_array_index (samples, gint16, i) = (gint16) (8000 * sin (2 * G_PI * 440 * i / RATE));

  return test_write ("music.wav", samples);
}

static char *
dup_url (const char *path)
{
  return g_filename_to_uri (path, NULL, NULL);
}

static void
test_plays (Stage         *stage,
            gconstpointer  data)
{
  EarPlayer *player = ear_audio_get_player (stage->audio);
  g_autofree char *path = write_music (1), *url = dup_url (path);
  g_autofree gint16 *tap = NULL;
  gsize length;

  ear_player_set_volume (player, 10);
  ear_player_play (player, "music", "one", url, NULL, NULL);
  await (stage, "finished one");
  g_assert_cmpstr (stage->story->str, ==, "started one\nfinished one\n");

  close_audio (stage);
  tap = test_read (stage->tap, &length);
  g_assert_cmpuint (count_loud (tap, length, 4000), >, MIX_RATE);
}

static void
test_plays_advert (Stage         *stage,
                   gconstpointer  data)
{
  EarPlayer *player = ear_audio_get_player (stage->audio);

  ear_player_set_volume (player, 0);
  ear_player_play (player, "advert", "ad", NULL, "en-US", "<speak>Buy more socks.</speak>");
  await (stage, "finished ad");
  g_assert_cmpstr (stage->story->str, ==, "started ad inaudible\nfinished ad inaudible\n");
}

static void
test_bad_addresses (Stage         *stage,
                    gconstpointer  data)
{
  static const char *const bad[] = {
    "", "nonsense", "ftp://example.com/a.mp3", "file:///nowhere/at/all.wav", "earshot:music/../../etc/passwd", "earshot:music/",
    "earshot:music/no-such-piece", "file:///", "file://%zz", "http://127.0.0.1:1/closed.mp3",
  };
  EarPlayer *player = ear_audio_get_player (stage->audio);

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autofree char *token = g_strdup_printf ("bad-%u.", i);
    g_autofree char *expected = g_strdup_printf ("failed %s with message", token);

    ear_player_play (player, "music", token, bad[i], NULL, NULL);
    await (stage, expected);
  }
}

/* Music is 20 dB softer for as long as somebody speaks, and loud again a second later. Without a clock nobody knows how much
 * of it goes by until the speech is made; test-mix.c counts exactly.
 */
static void
test_ducks (Stage         *stage,
            gconstpointer  data)
{
  EarPlayer *player = ear_audio_get_player (stage->audio);
  g_autofree char *path = write_music (60), *url = dup_url (path);
  g_autofree gint16 *tap = NULL;
  gsize length, n_loud = 0, n_ducked = 0, n_between = 0, window = 2 * MIX_RATE / 50;
  double loudest = -100;

  ear_player_set_volume (player, 10);
  ear_player_play (player, "music", "one", url, NULL, NULL);
  await (stage, "started one");
  ear_voice_say (ear_audio_get_voice (stage->audio), 1, "en-US", "<speak><break time='1s'/></speak>");
  await (stage, "finished one");

  close_audio (stage);
  tap = test_read (stage->tap, &length);
  for (gsize i = 0; i + window <= length; i += window)
    loudest = MAX (loudest, test_rms_db (tap + i, window));
  for (gsize i = 0; i + window <= length; i += window) {
    double below = loudest - test_rms_db (tap + i, window);

    n_loud += below < 0.5;
    n_ducked += fabs (below - 20) < 0.5;
    n_between += below > 0.5 && below < 19.5;
  }
  g_assert_cmpuint (n_loud, >, 50);
  g_assert_cmpuint (n_ducked, >, 45);
  g_assert_cmpuint (n_between, >, 40);
}

/* How long the tap holds the tone of write_music() at its full volume, s. */
static double
measure_tone (const char *path)
{
  gsize length, window = 2 * MIX_RATE / 50, n = 0;
  g_autofree gint16 *tap = test_read (path, &length);

  for (gsize i = 0; i + window <= length; i += window)
    n += fabs (test_rms_db (tap + i, window) - 20 * log10 (8000 / 32768.0 / G_SQRT2)) < 0.5;

  return n / 50.0;
}

/* An alarm rings with the music that was wished for, over and over, and as loud as alarms are though the volume is zero. What plays
 * meanwhile is silent and tells how much time goes by.
 */
static void
test_rings_with_music (Stage         *stage,
                       gconstpointer  data)
{
  EarPlayer *player = ear_audio_get_player (stage->audio);
  g_autofree char *path = write_music (240), *url = dup_url (path);

  ear_player_set_volume (player, 0);
  ear_player_set_alert_volume (player, 10);
  ear_player_ring_with (player, "alarm", url);
  ear_player_play (player, "music", "clock", url, NULL, NULL);
  await (stage, "finished clock");
  ear_player_hush (player);
  close_audio (stage);
  g_assert_cmpfloat (measure_tone (stage->tap), >, 3);
}

/* What can not be played is no reason to be late: the chime goes on. */
static void
test_rings_all_the_same (Stage         *stage,
                         gconstpointer  data)
{
  EarPlayer *player = ear_audio_get_player (stage->audio);
  g_autofree char *path = write_music (20), *url = dup_url (path);
  g_autofree gint16 *tap = NULL;
  gsize length;

  ear_player_set_volume (player, 0);
  ear_player_ring_with (player, "timer", "file:///nowhere/at/all.wav");
  ear_player_play (player, "music", "clock", url, NULL, NULL);
  await (stage, "finished clock");
  close_audio (stage);
  tap = test_read (stage->tap, &length);
  g_assert_cmpuint (count_loud (tap, length, 1000), >, MIX_RATE);
}

static void
test_fades (Stage         *stage,
            gconstpointer  data)
{
  EarPlayer *player = ear_audio_get_player (stage->audio);
  g_autofree char *path = write_music (60), *url = dup_url (path);

  ear_player_set_volume (player, 10);
  ear_player_play (player, "music", "one", url, NULL, NULL);
  await (stage, "started one");
  ear_player_fade (player);
  await (stage, "stopped one");
  ear_player_fade (player);
  ear_player_play (player, "music", "two", url, NULL, NULL);
  await (stage, "started two");
  ear_player_pause (player);
  ear_player_fade (player);
  g_assert_nonnull (strstr (stage->story->str, "paused two\nstopped two\n"));
}

/* A playlist of adaptive streaming would play local files to whoever sends its address. */
static void
test_playlist (Stage         *stage,
               gconstpointer  data)
{
  g_autofree char *music = write_music (1), *url = dup_url (music), *path = test_path ("list.m3u8"), *list_url = dup_url (path);
  g_autofree char *list = g_strdup_printf ("#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n%s\n#EXT-X-ENDLIST\n", url);

  g_assert_true (g_file_set_contents (path, list, -1, NULL));
  ear_player_play (ear_audio_get_player (stage->audio), "music", "list", list_url, NULL, NULL);
  await (stage, "failed list with message");
}

static void
test_bad_music (Stage         *stage,
                gconstpointer  data)
{
  g_autoptr (GArray) noise = test_noise (1, 30000);
  g_autofree char *path = test_path ("garbage.mp3"), *url = NULL;

  g_assert_true (g_file_set_contents (path, noise->data, noise->len, NULL));
  url = dup_url (path);
  ear_player_play (ear_audio_get_player (stage->audio), "music", "garbage", url, NULL, NULL);
  await (stage, "failed garbage with message");
}

static void
test_stop_at_once (Stage         *stage,
                   gconstpointer  data)
{
  EarPlayer *player = ear_audio_get_player (stage->audio);
  g_autofree char *path = write_music (20), *url = dup_url (path);

  ear_player_play (player, "music", "one", url, NULL, NULL);
  ear_player_play (player, "music", "two", url, NULL, NULL);
  ear_player_pause (player);
  ear_player_pause (player);
  ear_player_resume (player);
  ear_player_stop (player);
  ear_player_stop (player);
  g_assert_cmpstr (stage->story->str, ==, "stopped one\npaused two\nresumed two\nstopped two\n");
  ear_player_play (player, "music", "three", url, NULL, NULL);
  await (stage, "started three");
}

/* Objects go at the worst moment: while they play, speak and listen. */
static void
test_dies_busy (Stage         *stage,
                gconstpointer  data)
{
  EarPlayer *player = ear_audio_get_player (stage->audio);
  EarListener *listener = ear_audio_get_listener (stage->audio);
  g_autofree char *path = write_music (20), *url = dup_url (path);

  ear_player_play (player, "music", "one", url, NULL, NULL);
  ear_player_ring (player, "alarm");
  ear_player_chime (player, "wake");
  ear_voice_say (ear_audio_get_voice (stage->audio), 1, "en-US", "I was about to say something important. And then more of it.");
  ear_listener_set_grammar (listener, "en-US", GRAMMAR);
  ear_listener_set_armed (listener, TRUE, "computer", 0.5);
  ear_listener_listen (listener, 1, FALSE);
}

static void
test_no_output (void)
{
  Stage stage = { NULL };

  set_up (&stage, NULL);
  close_audio (&stage);
  {
    EarAudioConfig config = { .sink = "no-such-sink" };

    stage.audio = ear_audio_new (&config, NULL);
  }
  g_signal_connect (ear_audio_get_player (stage.audio), "failed", G_CALLBACK (on_failed), &stage);
  g_signal_connect (ear_audio_get_voice (stage.audio), "spoken", G_CALLBACK (on_spoken), &stage);
  g_signal_connect (ear_audio_get_player (stage.audio), "playback", G_CALLBACK (on_playback), &stage);
  ear_voice_say (ear_audio_get_voice (stage.audio), 1, "en-US", "Hi.");
  await (&stage, "failed no-output");
  await (&stage, "spoken 1 sound whole");
  tear_down (&stage, NULL);
}

static void
test_bad_tap (void)
{
  EarAudioConfig config = { .sink = "fakesink", .tap_path = "/no/such/folder/tap.wav" };
  g_autoptr (GError) error = NULL;
  EarAudio *audio = ear_audio_new (&config, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (audio);
}

/* A file stands in for the microphone. */
static void
run_with_microphone (GArray  *samples,
                     void   (*act)(Stage *stage))
{
  g_autofree char *path = test_write ("microphone.wav", samples);
  g_autofree char *source = g_strdup_printf ("filesrc location=%s ! wavparse", path);
  Stage stage = { NULL };

  set_up (&stage, source);
  act (&stage);
  tear_down (&stage, source);
}

static void
say_weather (Stage *stage)
{
  EarListener *listener = ear_audio_get_listener (stage->audio);

  ear_listener_set_grammar (listener, "en-US", GRAMMAR);
  ear_listener_listen (listener, 3, FALSE);
  await (stage, "heard 3 “what's the weather in hamburg”");
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

  ear_listener_set_grammar (listener, "en-US", GRAMMAR);
  ear_listener_set_armed (listener, TRUE, "computer", 0.5);
  await (stage, "woken computer");
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
  await (stage, "woken computer");
  await (stage, "spoken 199 nothing interrupted");
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

  ear_listener_set_grammar (listener, "en-US", GRAMMAR);
  ear_listener_listen (listener, 4, FALSE);
  await (stage, "lapsed 4");
  ear_listener_set_muted (listener, TRUE);
  ear_listener_listen (listener, 5, FALSE);
  await (stage, "lapsed 5");
  ear_listener_set_muted (listener, FALSE);
  ear_listener_set_grammar (listener, "de-DE", GRAMMAR);
  ear_listener_listen (listener, 6, FALSE);
  await (stage, "failed language");
  await (stage, "lapsed 6");
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

  set_up (&stage, "no-such-source");
  ear_listener_set_grammar (ear_audio_get_listener (stage.audio), "en-US", GRAMMAR);
  ear_listener_listen (ear_audio_get_listener (stage.audio), 1, FALSE);
  await (&stage, "failed no-microphone");
  await (&stage, "lapsed 1");
  tear_down (&stage, NULL);
}

static void
test_no_model (void)
{
  EarAudioConfig config = { .sink = "fakesink", .source = "audiotestsrc is-live=true", .model = "/no/such/model" };
  Stage stage = { NULL };

  stage.loop = g_main_loop_new (NULL, FALSE);
  stage.story = g_string_new (NULL);
  stage.audio = ear_audio_new (&config, NULL);
  g_signal_connect (ear_audio_get_listener (stage.audio), "failed", G_CALLBACK (on_failed), &stage);
  ear_listener_set_armed (ear_audio_get_listener (stage.audio), TRUE, "computer", 0.5);
  await (&stage, "failed recognizer");
  tear_down (&stage, NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/audio/" name, Stage, NULL, set_up, func, tear_down)
  ADD ("voice/says", test_says);
  ADD ("voice/hush", test_hush);
  ADD ("voice/missing", test_no_voice);
  ADD ("player/plays", test_plays);
  ADD ("player/advert", test_plays_advert);
  ADD ("player/bad-addresses", test_bad_addresses);
  ADD ("player/bad-music", test_bad_music);
  ADD ("player/ducks", test_ducks);
  ADD ("player/rings-with-music", test_rings_with_music);
  ADD ("player/rings-all-the-same", test_rings_all_the_same);
  ADD ("player/fades", test_fades);
  ADD ("player/playlist", test_playlist);
  ADD ("player/stop-at-once", test_stop_at_once);
  ADD ("dies-busy", test_dies_busy);
#undef ADD
  g_test_add_func ("/audio/voice/starts-at-once", test_starts_at_once);
  g_test_add_func ("/audio/no-output", test_no_output);
  g_test_add_func ("/audio/bad-tap", test_bad_tap);
  g_test_add_func ("/audio/microphone/hears", test_microphone);
  g_test_add_func ("/audio/microphone/wakes", test_microphone_wakes);
  g_test_add_func ("/audio/microphone/barge-in", test_barge_in);
  g_test_add_func ("/audio/microphone/lapses", test_microphone_lapses);
  g_test_add_func ("/audio/microphone/missing", test_no_microphone);
  g_test_add_func ("/audio/microphone/no-model", test_no_model);

  return g_test_run ();
}
