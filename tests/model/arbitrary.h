/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-event.h"

G_BEGIN_DECLS

/* Values of every shape for property tests. All roll g_test_rand_int(), whose seed a failing test prints. */

char     *arbitrary_text   (void);
char     *arbitrary_json   (void);
double    arbitrary_real   (void);
gint64    arbitrary_count  (void);
EarEvent *arbitrary_event  (EarEventType    type);
void      arbitrary_record (const EarField *fields,
                            gpointer        record,
                            GStringChunk   *strings);

G_END_DECLS
