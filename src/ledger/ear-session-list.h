/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-archive.h"

G_BEGIN_DECLS

/* A session's number and beginning. */
typedef struct {
  gint64 number;
  gint64 opened;
} EarSessionEntry;

#define EAR_TYPE_SESSION_LIST (ear_session_list_get_type ())

/**
 * EarSessionList:
 *
 * The sessions of an archive, newest first. It knows only when each began; the rest is read when somebody looks.
 */
G_DECLARE_FINAL_TYPE (EarSessionList, ear_session_list, EAR, SESSION_LIST, GObject)

EarSessionList *ear_session_list_new (EarArchive     *archive) G_GNUC_WARN_UNUSED_RESULT;
void            ear_session_list_add (EarSessionList *self,
                                      gint64          number,
                                      gint64          opened);
void            ear_session_list_remove (EarSessionList *self,
                                         gint64          number);
void            ear_session_list_set_entries (EarSessionList *self,
                                              GArray         *entries);

G_END_DECLS
