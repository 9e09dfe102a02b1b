/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "audio/ear-audio.h"

G_BEGIN_DECLS

#define STAGE_GRAMMAR "#JSGF V1.0; grammar g; public <u> = what's the weather in <place> | stop | play music; <place> = hamburg | berlin | london;"

/* A whole body and what it tells. */
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

void stage_set_up      (Stage         *stage,
                        gconstpointer  source);
void stage_close_audio (Stage         *stage);
void stage_tear_down   (Stage         *stage,
                        gconstpointer  source);
void stage_await       (Stage         *stage,
                        const char    *what);
void stage_on_failed   (GObject       *object,
                        const char    *code,
                        const char    *message,
                        const char    *remedy,
                        Stage         *stage);
void stage_on_spoken   (EarVoice      *voice,
                        guint          id,
                        gint64         us,
                        gboolean       interrupted,
                        Stage         *stage);
void stage_on_playback (EarPlayer     *player,
                        const char    *state,
                        const char    *token,
                        gint64         position,
                        gboolean       audible,
                        const char    *message,
                        Stage         *stage);

G_END_DECLS
