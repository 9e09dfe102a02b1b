/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From the end of a question to the first sound of the answer, and from a wake word to silence: the whole device at the
 * pace of the world, with a pipe for a microphone and a pipe for a loudspeaker.
 */
#include "config.h"

#include <errno.h>
#include <glib-unix.h>
#include <math.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "audio/ear-audio.h"
#include "bench.h"
#include "speaker/ear-speaker.h"
#include "testlib.h"

#define PIECE (RATE / 100)
#define LOUD 150
#define MAX_PIECES (60 * 100)

static const char *const questions[] = {
  "what's the weather in hamburg", "set a timer for ten minutes", "tell me a joke", "what time is it", "add milk to my shopping list",
};

typedef struct {
  EarAudio   *audio;
  EarSpeaker *speaker;
  gint64      woken_us;
  GArray     *said;             /* of gint16: what the microphone gets; silence afterwards */
  gint64      began_us;         /* to be said */
  int         microphone[2];
  int         loudspeaker[2];
  GThread    *talker;
  GThread    *hearer;
  int         closing;          /* atomic */
  GMutex      mutex;
  gint64      loud_us[MAX_PIECES];      /* when the loudspeaker got a piece that is not silent */
  guint       n_loud;
} Scene;

static gboolean
write_all (int           fd,
           const gint16 *samples,
           gsize         n_bytes)
{
  const char *at = (const char *) samples;

  while (n_bytes > 0) {
    gssize n = write (fd, at, n_bytes);

    if (n < 0 && errno != EINTR)
      return FALSE;
    at += MAX (n, 0);
    n_bytes -= MAX (n, 0);
  }

  return TRUE;
}

/* A microphone gives 10 ms every 10 ms. */
static gpointer
talk (gpointer data)
{
  Scene *self = data;
  gint16 silence[PIECE] = { 0 };
  gsize at = 0;
  int left;

  /* It is open when somebody takes the first of it, which is when the recognizer is ready. */
  if (!write_all (self->microphone[1], silence, sizeof silence))
    return NULL;
  while (ioctl (self->microphone[0], FIONREAD, &left) == 0 && left > 0 && !g_atomic_int_get (&self->closing))
    g_usleep (1000);

  self->began_us = g_get_monotonic_time ();
  while (!g_atomic_int_get (&self->closing)) {
    gint64 due = self->began_us + (gint64) (at + PIECE) * G_USEC_PER_SEC / RATE - g_get_monotonic_time ();

    if (due > 0)
      g_usleep (due);
    if (!write_all (self->microphone[1], at + PIECE <= self->said->len ? &g_array_index (self->said, gint16, at) : silence, sizeof silence))
      break;
    at += PIECE;
  }
  close (self->microphone[1]);

  return NULL;
}

static gpointer
hear (gpointer data)
{
  Scene *self = data;
  gint16 piece[PIECE];
  gssize n;

  while ((n = read (self->loudspeaker[0], piece, sizeof piece)) > 0 || (n < 0 && errno == EINTR)) {
    gboolean is_loud = FALSE;

    for (gssize i = 0; i < n / 2; i++)
      is_loud |= ABS (piece[i]) > LOUD;
    g_mutex_lock (&self->mutex);
    if (is_loud && self->n_loud < MAX_PIECES)
      self->loud_us[self->n_loud++] = g_get_monotonic_time ();
    g_mutex_unlock (&self->mutex);
  }

  return NULL;
}

static void
open_audio (Scene  *self,
            GArray *said)
{
  g_autofree char *source = NULL, *sink = NULL;
  EarAudioConfig config = { 0 };
  g_autoptr (GError) error = NULL;

  *self = (Scene) { .said = said };
  g_mutex_init (&self->mutex);
  g_assert_true (g_unix_open_pipe (self->microphone, FD_CLOEXEC, NULL));
  g_assert_true (g_unix_open_pipe (self->loudspeaker, FD_CLOEXEC, NULL));
  source = g_strdup_printf ("fdsrc fd=%d blocksize=%u ! rawaudioparse format=pcm pcm-format=s16le sample-rate=%u num-channels=1",
                            self->microphone[0], PIECE * 2, RATE);
  sink = g_strdup_printf ("audio/x-raw,format=S16LE,rate=%u,channels=1 ! fdsink fd=%d sync=true", RATE, self->loudspeaker[1]);
  config.source = source;
  config.sink = sink;
  self->audio = ear_audio_new (&config, &error);
  g_assert_no_error (error);
  self->hearer = g_thread_new ("hearer", hear, self);
}

static void
open_speaker (Scene *self)
{
  EarSpeakerConfig config = { .locale = "en-US", .seed = 7 };
  g_autoptr (EarClock) clock = ear_clock_new_wall ();
  g_autoptr (EarRegistry) registry = ear_registry_new (NULL);
  g_autoptr (EarTariff) tariff = ear_tariff_load_by_id (EAR_TARIFF_DEFAULT, NULL);
  g_autoptr (GError) error = NULL;

  config.clock = clock;
  config.registry = registry;
  config.tariff = tariff;
  config.listener = ear_audio_get_listener (self->audio);
  config.voice = ear_audio_get_voice (self->audio);
  config.player = ear_audio_get_player (self->audio);
  self->speaker = ear_speaker_new (&config, &error);
  g_assert_no_error (error);
}

static void
close_scene (Scene *self)
{
  g_atomic_int_set (&self->closing, TRUE);
  if (self->speaker)
    ear_speaker_close (self->speaker);
  g_clear_object (&self->speaker);
  g_clear_object (&self->audio);
  g_thread_join (self->talker);
  close (self->microphone[0]);
  close (self->loudspeaker[1]);
  g_thread_join (self->hearer);
  close (self->loudspeaker[0]);
  g_mutex_clear (&self->mutex);
}

static const EarEvent *
find_event (Scene        *self,
            EarEventType  type,
            gint64        after_us)
{
  EarTape *tape = ear_speaker_get_tape (self->speaker);

  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->type == type && event->mono_us > after_us)
      return event;
  }

  return NULL;
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* The first loud piece after a moment, and the end of that sound; 0 for none. */
static gint64
find_sound (Scene    *self,
            gint64    after_us,
            gboolean  last)
{
  gint64 found = 0;

  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->n_loud; i++)
    if (self->loud_us[i] > after_us && (found == 0 || last))
      found = self->loud_us[i];
  g_mutex_unlock (&self->mutex);

  return found;
}

static void
run_until (Scene     *self,
           gboolean (*is_done)(Scene *self))
{
  guint ticks = g_timeout_add (10, on_tick, NULL);
  gint64 deadline = g_get_monotonic_time () + 40 * G_USEC_PER_SEC;

  while (!is_done (self) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (ticks);
}

static gboolean
has_answered (Scene *self)
{
  const EarEvent *said = find_event (self, EAR_EVENT_SAID, 0);

  return said != NULL && find_sound (self, said->mono_us, FALSE) != 0;
}

/* Where the words end: what a voice leaves behind them is no speech. */
static gsize
find_end (GArray *samples)
{
  gsize n = samples->len;

  while (n > 0 && ABS (g_array_index (samples, gint16, n - 1)) < 300)
    n--;

  return n;
}

typedef struct {
  double values[G_N_ELEMENTS (questions)];
  guint  n;
} Stage;

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const double *one = a, *other = b;

  return *one < *other ? -1 : *one > *other;
}

static void
report (const char *name,
        Stage      *stage)
{
  qsort (stage->values, stage->n, sizeof *stage->values, compare);
  if (stage->n > 0)
    bench_report (name, stage->values[stage->n / 2], "ms");
}

static void
add (Stage  *stage,
     gint64  from_us,
     gint64  to_us)
{
  stage->values[stage->n++] = (to_us - from_us) / 1000.0;
}

static void
measure_answers (void)
{
  Stage heard = { .n = 0 }, understood = { .n = 0 }, sound = { .n = 0 }, all = { .n = 0 };

  for (guint i = 0; i < G_N_ELEMENTS (questions); i++) {
    g_autoptr (GArray) said = test_silence (1);
    const EarEvent *heard_event, *said_event;
    gint64 end_us;
    gsize end;
    Scene scene;

    test_append (said, test_speech ("en-US", "Computer!"));
    test_append (said, test_silence (0.2));
    test_append (said, test_speech ("en-US", questions[i]));
    end = find_end (said);
    open_audio (&scene, said);
    open_speaker (&scene);
    scene.talker = g_thread_new ("talker", talk, &scene);
    run_until (&scene, has_answered);
    heard_event = find_event (&scene, EAR_EVENT_HEARD, 0);
    said_event = find_event (&scene, EAR_EVENT_SAID, 0);
    if (heard_event != NULL && said_event != NULL && g_str_equal (heard_event->heard.text, questions[i])) {
      gint64 first = find_sound (&scene, said_event->mono_us, FALSE);

      end_us = scene.began_us + (gint64) end * G_USEC_PER_SEC / RATE;
      add (&heard, end_us, heard_event->mono_us);
      add (&understood, heard_event->mono_us, said_event->mono_us);
      add (&sound, said_event->mono_us, first);
      add (&all, end_us, first);
    } else {
      g_printerr ("“%s” was heard as “%s”\n", questions[i], heard_event ? heard_event->heard.text : "nothing");
    }
    close_scene (&scene);
  }
  report ("answer.heard", &heard);
  report ("answer.words", &understood);
  report ("answer.voice", &sound);
  report ("answer.first-sound", &all);
}

static void
on_woken (EarListener *listener,
          const char  *word,
          double       score,
          Scene       *self)
{
  self->woken_us = g_get_monotonic_time ();
  ear_voice_hush (ear_audio_get_voice (self->audio));
}

static gboolean
is_silent_again (Scene *self)
{
  return self->woken_us > 0 && g_get_monotonic_time () > self->woken_us + G_USEC_PER_SEC;
}

/* The wake word while the device tells a long story. */
static void
measure_barge_in (void)
{
  Stage silent = { .n = 0 };

  for (guint i = 0; i < 3; i++) {
    g_autoptr (GArray) said = test_silence (3);
    EarListener *listener;
    Scene scene;

    test_append (said, test_speech ("en-US", "Computer!"));
    open_audio (&scene, said);
    listener = ear_audio_get_listener (scene.audio);
    g_signal_connect (listener, "woken", G_CALLBACK (on_woken), &scene);
    ear_listener_set_armed (listener, TRUE, "computer", 0.5);
    ear_voice_say (ear_audio_get_voice (scene.audio), 1, "en-US",
                   "Once upon a time there was a loudspeaker that talked and talked and talked, and nobody could make it stop, "
                   "because it heard nothing but itself, and so it went on and on and on, until the end of all days and longer.");
    scene.talker = g_thread_new ("talker", talk, &scene);
    run_until (&scene, is_silent_again);
    if (scene.woken_us > 0)
      add (&silent, scene.woken_us, MAX (scene.woken_us, find_sound (&scene, scene.woken_us, TRUE)));
    else
      g_printerr ("The wake word was not spotted.\n");
    close_scene (&scene);
  }
  report ("barge-in.silent", &silent);
}

int
main (int   argc,
      char *argv[])
{
  measure_answers ();
  measure_barge_in ();

  return 0;
}
