/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-archive.h"

#include <adwaita.h>

G_BEGIN_DECLS

AdwToast *ear_deletion_begin (EarArchive  *archive,
                              const char  *session,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
