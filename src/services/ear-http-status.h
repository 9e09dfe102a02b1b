/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"
#include "services/ear-provider.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The status that libsoup 3.2 has no name for. */
#define EAR_HTTP_TOO_MANY_REQUESTS 429

/* What requests, answers and headers mean; no state and no I/O. */

GUri            *ear_http_parse_request   (const EarHttpRequest  *request,
                                           GError               **error) G_GNUC_WARN_UNUSED_RESULT;
EarServiceError  ear_http_status_to_error (guint                  status);
gboolean         ear_http_is_passing      (guint                  status);
gboolean         ear_http_is_refusal      (guint                  status);
gint64           ear_http_get_wait        (SoupMessageHeaders    *headers);
char            *ear_http_dup_reason      (const char            *body,
                                           gsize                  length) G_GNUC_WARN_UNUSED_RESULT;
GError          *ear_http_explain         (const GError          *error,
                                           const char            *host) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
