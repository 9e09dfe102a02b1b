/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"

G_BEGIN_DECLS

/* Some hosts repeat in their answer the key that they refuse: no message and no log may carry it. */

GStrv   ear_http_list_secrets (const EarHttpRequest *request,
                               GUri                 *uri) G_GNUC_WARN_UNUSED_RESULT;
char   *ear_http_hide_secrets (GStrv                 secrets,
                               const char           *text,
                               gsize                 length) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
