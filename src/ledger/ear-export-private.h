/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-export.h"

G_BEGIN_DECLS

/* One session as it is exported. What happened outside of sessions is one without an id. */
typedef struct {
  EarSession *session;
  GPtrArray  *events;           /* of EarEvent */
  GPtrArray  *lines;            /* the same as JSON */
  EarLedger  *ledger;
} EarChapter;

typedef struct _EarSheets EarSheets;

char      *ear_export_dup_time   (gint64             at);

void       ear_export_add_json   (GString           *text,
                                  const EarChapter  *chapter);
void       ear_export_add_csv    (GString           *text,
                                  const EarChapter  *chapter);
void       ear_export_add_ledger (GString           *text,
                                  const EarChapter  *chapter);

EarSheets *ear_sheets_new        (GError           **error);
gboolean   ear_sheets_add        (EarSheets         *self,
                                  const EarChapter  *chapter,
                                  GError           **error);
gboolean   ear_sheets_finish     (EarSheets         *self,
                                  GOutputStream     *stream,
                                  GCancellable      *cancellable,
                                  GError           **error);
void       ear_sheets_free       (EarSheets         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarSheets, ear_sheets_free)

G_END_DECLS
