/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-archive.h"

G_BEGIN_DECLS

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

G_END_DECLS
