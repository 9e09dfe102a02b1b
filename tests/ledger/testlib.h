/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-archive.h"

G_BEGIN_DECLS

/* 2026-03-02 07:30 UTC */
#define MORNING (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

EarTariff *test_load_tariff  (void);
EarEvent  *test_open         (const char    *session,
                              gint64         at);
EarEvent  *test_close        (gint64         at);
EarEvent  *test_hear         (const char    *text,
                              guint          turn,
                              gint64         at);
EarEvent  *test_charge       (const char    *item,
                              gint64         micros,
                              guint          turn,
                              gint64         at);
EarEvent  *test_charge_gross (const char    *item,
                              gint64         micros,
                              gint64         gross,
                              const char    *currency,
                              guint          turn);
GPtrArray *test_weather      (EarTariff     *tariff,
                              const char    *session,
                              guint          turn,
                              gint64         at);
char      *test_make_folder  (void);
void       test_remove       (const char    *folder);
void       test_append       (EarArchive    *archive,
                              EarEvent      *event);
void       test_append_all   (EarArchive    *archive,
                              GPtrArray     *events);

G_END_DECLS
