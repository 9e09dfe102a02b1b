/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Muted means that the microphone is closed, not that nobody looks. */
#include "config.h"

#include <gst/gst.h>

#include "audio/ear-audio.h"
#include "testlib.h"

#define GRAMMAR "#JSGF V1.0; grammar g; public <u> = stop | play music;"
#define SOURCE "audiotestsrc is-live=true wave=white-noise samplesperbuffer=160 ! audio/x-raw,format=S16LE,rate=16000,channels=1 ! " \
  "identity name=probe signal-handoffs=true"

/* What leaves the source is counted there, in the thread that makes it. */
typedef struct {
  int         n_buffers;        /* atomic */
  GMutex      lock;
  GstElement *probe;            /* the last one that was seen */
} Counter;

typedef struct {
  EarAudio *audio;
  guint     n_levels;
  guint     n_lapsed;
} Stage;

static Counter counter;

static gboolean
on_handoff (GSignalInvocationHint *hint,
            guint                  n_values,
            const GValue          *values,
            gpointer               user_data)
{
  g_atomic_int_inc (&counter.n_buffers);
  g_mutex_lock (&counter.lock);
  gst_object_replace ((GstObject **) &counter.probe, g_value_get_object (&values[0]));
  g_mutex_unlock (&counter.lock);

  return TRUE;
}

static GstState
get_state (void)
{
  GstState state = GST_STATE_VOID_PENDING;

  g_mutex_lock (&counter.lock);
  if (counter.probe != NULL)
    gst_element_get_state (counter.probe, &state, NULL, 0);
  g_mutex_unlock (&counter.lock);

  return state;
}

static void
on_level (EarListener *listener,
          double       level,
          Stage       *stage)
{
  stage->n_levels++;
}

static void
on_lapsed (EarListener *listener,
           guint        turn,
           Stage       *stage)
{
  stage->n_lapsed++;
}

static gboolean
on_tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Lets the main context run until something holds; a minute is for ever. */
static void
run_until (gboolean (*holds)(Stage *stage),
           Stage     *stage)
{
  gint64 until = g_get_monotonic_time () + G_TIME_SPAN_MINUTE;
  guint source = g_timeout_add (5, on_tick, NULL);

  while (!holds (stage)) {
    g_assert_cmpint (g_get_monotonic_time (), <, until);
    g_main_context_iteration (NULL, TRUE);
  }
  g_source_remove (source);
}

static gboolean
is_heard (Stage *stage)
{
  return stage->n_levels >= 4;
}

static gboolean
is_closed (Stage *stage)
{
  return get_state () <= GST_STATE_READY;
}

static gboolean
is_open_again (Stage *stage)
{
  return get_state () == GST_STATE_PLAYING && is_heard (stage);
}

static gboolean
has_lapsed (Stage *stage)
{
  return stage->n_lapsed > 0;
}

static void
test_mute (void)
{
  EarAudioConfig config = { .sink = "fakesink", .source = SOURCE };
  g_autoptr (GError) error = NULL;
  Stage stage = { .audio = ear_audio_new (&config, &error) };
  EarListener *listener = ear_audio_get_listener (stage.audio);
  g_autoptr (GstElement) identity = NULL;
  gulong hook;
  int n;

  g_assert_no_error (error);
  gst_init (NULL, NULL);
  identity = gst_object_ref_sink (gst_element_factory_make ("identity", NULL));
  hook = g_signal_add_emission_hook (g_signal_lookup ("handoff", G_OBJECT_TYPE (identity)), 0, on_handoff, NULL, NULL);
  g_signal_connect (listener, "level", G_CALLBACK (on_level), &stage);
  g_signal_connect (listener, "lapsed", G_CALLBACK (on_lapsed), &stage);

  ear_listener_set_grammar (listener, "en-US", GRAMMAR);
  ear_listener_listen (listener, 1, TRUE);
  run_until (is_heard, &stage);
  g_assert_cmpint (get_state (), ==, GST_STATE_PLAYING);

  /* From the call on nothing arrives, though some of it is still on its way; the turn ends. */
  stage.n_levels = 0;
  ear_listener_set_muted (listener, TRUE);
  run_until (has_lapsed, &stage);
  run_until (is_closed, &stage);
  g_assert_cmpuint (stage.n_levels, ==, 0);

  /* The source is shut down: it makes nothing any more, whoever asks. */
  n = g_atomic_int_get (&counter.n_buffers);
  g_assert_cmpint (n, >, 0);
  stage.n_lapsed = 0;
  ear_listener_listen (listener, 2, FALSE);
  run_until (has_lapsed, &stage);
  ear_listener_set_armed (listener, TRUE, "computer", 0.5);
  stage.n_lapsed = 0;
  ear_listener_listen (listener, 3, FALSE);
  run_until (has_lapsed, &stage);
  g_assert_cmpint (g_atomic_int_get (&counter.n_buffers), ==, n);
  g_assert_cmpint (get_state (), <=, GST_STATE_READY);
  g_assert_cmpuint (stage.n_levels, ==, 0);

  ear_listener_set_muted (listener, FALSE);
  run_until (is_open_again, &stage);
  g_assert_cmpint (g_atomic_int_get (&counter.n_buffers), >, n);

  g_assert_finalize_object (stage.audio);
  g_signal_remove_emission_hook (g_signal_lookup ("handoff", G_OBJECT_TYPE (identity)), hook);
  gst_clear_object (&counter.probe);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/audio/mute", test_mute);

  return g_test_run ();
}
