/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-archive.h"

G_BEGIN_DECLS

/* Zero in @closed means that it is open. */
struct _EarSession {
  GObject    parent_instance;

  gint64     number;
  char      *id;
  char      *locale;
  char      *tariff;
  char      *summary;
  char      *currency;
  gint64     opened;
  gint64     closed;
  guint      n_turns;
  EarResult  result;
};

EarSession *ear_session_new     (gint64      number,
                                 const char *id) G_GNUC_WARN_UNUSED_RESULT;
void        ear_session_changed (EarSession *self);

G_END_DECLS
