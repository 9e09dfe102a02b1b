/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "speaker/ear-speaker.h"

G_BEGIN_DECLS

/**
 * Bench:
 *
 * A silent device on a virtual clock with the embedded services, on the bench.
 */
typedef struct {
  EarClock    *clock;
  EarRegistry *registry;
  EarTariff   *tariff;
  EarSpeaker  *speaker;
} Bench;

void            bench_begin       (Bench        *self,
                                   const char   *start,
                                   const char   *locale,
                                   EarArchive   *archive);
void            bench_set_up      (Bench        *self,
                                   gconstpointer locale);
void            bench_tear_down   (Bench        *self,
                                   gconstpointer locale);
void            bench_say         (Bench        *self,
                                   const char   *text);
void            bench_wait        (Bench        *self,
                                   gint64        span);
void            bench_settle      (Bench        *self);
const EarEvent *bench_peek_last   (Bench        *self,
                                   EarEventType  type);
guint           bench_count       (Bench        *self,
                                   EarEventType  type);
EarSpeakerConfig bench_get_config  (Bench        *self);

#define bench_add(path, locale, func) g_test_add (path, Bench, locale, bench_set_up, func, bench_tear_down)

G_END_DECLS
