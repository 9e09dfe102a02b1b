/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole body, with a sink that keeps no time and a tap that hears all. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "stage.h"
#include "testlib.h"

#define MIX_RATE 48000
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
  stage_await (stage, "spoken 2");
  g_assert_cmpstr (stage->story->str, ==, "spoken 1 sound whole\nspoken 2 sound whole\n");
  g_assert_cmpuint (stage->n_levels, >, 40);
  g_assert_cmpfloat (stage->loudest, >, 0.2);

  stage_close_audio (stage);
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
  stage_await (stage, "spoken 3");
  g_assert_nonnull (strstr (stage->story->str, "spoken 1"));
  g_assert_nonnull (strstr (stage->story->str, "spoken 2 nothing interrupted"));
  g_assert_nonnull (strstr (stage->story->str, "spoken 3 sound whole"));
}

static void
test_no_voice (Stage         *stage,
               gconstpointer  data)
{
  ear_voice_say (ear_audio_get_voice (stage->audio), 1, "qq-QQ", "Nobody speaks this.");
  stage_await (stage, "spoken 1");
  stage_await (stage, "failed voice");
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
  stage_await (stage, "finished one");
  g_assert_cmpstr (stage->story->str, ==, "started one\nfinished one\n");

  stage_close_audio (stage);
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
  stage_await (stage, "finished ad");
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
    stage_await (stage, expected);
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
  stage_await (stage, "started one");
  ear_voice_say (ear_audio_get_voice (stage->audio), 1, "en-US", "<speak><break time='1s'/></speak>");
  stage_await (stage, "finished one");

  stage_close_audio (stage);
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
  stage_await (stage, "finished clock");
  ear_player_hush (player);
  stage_close_audio (stage);
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
  stage_await (stage, "finished clock");
  stage_close_audio (stage);
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
  stage_await (stage, "started one");
  ear_player_fade (player);
  stage_await (stage, "stopped one");
  ear_player_fade (player);
  ear_player_play (player, "music", "two", url, NULL, NULL);
  stage_await (stage, "started two");
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
  stage_await (stage, "failed list with message");
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
  stage_await (stage, "failed garbage with message");
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
  stage_await (stage, "started three");
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
  ear_listener_set_grammar (listener, "en-US", STAGE_GRAMMAR);
  ear_listener_set_armed (listener, TRUE, "computer", 0.5);
  ear_listener_listen (listener, 1, FALSE);
}

static void
test_no_output (void)
{
  Stage stage = { NULL };

  stage_set_up (&stage, NULL);
  stage_close_audio (&stage);
  {
    EarAudioConfig config = { .sink = "no-such-sink" };

    stage.audio = ear_audio_new (&config, NULL);
  }
  g_signal_connect (ear_audio_get_player (stage.audio), "failed", G_CALLBACK (stage_on_failed), &stage);
  g_signal_connect (ear_audio_get_voice (stage.audio), "spoken", G_CALLBACK (stage_on_spoken), &stage);
  g_signal_connect (ear_audio_get_player (stage.audio), "playback", G_CALLBACK (stage_on_playback), &stage);
  ear_voice_say (ear_audio_get_voice (stage.audio), 1, "en-US", "Hi.");
  stage_await (&stage, "failed no-output");
  stage_await (&stage, "spoken 1 sound whole");
  stage_tear_down (&stage, NULL);
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/audio/" name, Stage, NULL, stage_set_up, func, stage_tear_down)
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

  return g_test_run ();
}
