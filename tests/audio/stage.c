/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#include <string.h>

#include "testlib.h"

static void stage_note (Stage      *stage,
                        const char *format,
                        ...) G_GNUC_PRINTF (2, 3);

static void
stage_note (Stage      *stage,
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

void
stage_on_spoken (EarVoice *voice,
                 guint     id,
                 gint64    us,
                 gboolean  interrupted,
                 Stage    *stage)
{
  stage_note (stage, "spoken %u %s %s", id, us > 0 ? "sound" : "nothing", interrupted ? "interrupted" : "whole");
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

void
stage_on_failed (GObject    *object,
                 const char *code,
                 const char *message,
                 const char *remedy,
                 Stage      *stage)
{
  g_assert_nonnull (message);
  g_assert_nonnull (remedy);
  stage_note (stage, "failed %s", code);
}

void
stage_on_playback (EarPlayer  *player,
                   const char *state,
                   const char *token,
                   gint64      position,
                   gboolean    audible,
                   const char *message,
                   Stage      *stage)
{
  stage_note (stage, "%s %s%s%s", state, token, audible ? "" : " inaudible", message ? " with message" : "");
}

static void
on_woken (EarListener *listener,
          const char  *word,
          double       score,
          Stage       *stage)
{
  g_assert_cmpfloat (score, >, 0);
  ear_listener_listen (listener, 7, FALSE);
  stage_note (stage, "woken %s", word);
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
  stage_note (stage, "heard %u “%s”", turn, text);
}

static void
on_lapsed (EarListener *listener,
           guint        turn,
           Stage       *stage)
{
  stage_note (stage, "lapsed %u", turn);
}

static gboolean
on_timeout (gpointer data)
{
  Stage *stage = data;

  g_error ("“%s” did not come, but: %s", stage->awaited, stage->story->str);

  return G_SOURCE_REMOVE;
}

void
stage_set_up (Stage         *stage,
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
    g_signal_connect (objects[i], "failed", G_CALLBACK (stage_on_failed), stage);
  g_signal_connect (objects[0], "level", G_CALLBACK (on_level), stage);
  g_signal_connect (objects[0], "woken", G_CALLBACK (on_woken), stage);
  g_signal_connect (objects[0], "heard", G_CALLBACK (on_heard), stage);
  g_signal_connect (objects[0], "lapsed", G_CALLBACK (on_lapsed), stage);
  g_signal_connect (objects[1], "spoken", G_CALLBACK (stage_on_spoken), stage);
  g_signal_connect (objects[1], "level", G_CALLBACK (on_level), stage);
  g_signal_connect (objects[2], "playback", G_CALLBACK (stage_on_playback), stage);
}

void
stage_close_audio (Stage *stage)
{
  if (stage->audio != NULL)
    g_assert_finalize_object (stage->audio);
  stage->audio = NULL;
}

void
stage_tear_down (Stage         *stage,
                 gconstpointer  source)
{
  stage_close_audio (stage);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_main_loop_unref (stage->loop);
  g_string_free (stage->story, TRUE);
  g_free (stage->tap);
  test_tidy ();
}

void
stage_await (Stage      *stage,
             const char *what)
{
  stage->awaited = what;
  if (strstr (stage->story->str, what) != NULL)
    return;
  stage->timeout = g_timeout_add_seconds (60, on_timeout, stage);
  g_main_loop_run (stage->loop);
  g_source_remove (stage->timeout);
}
