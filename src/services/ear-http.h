/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define EAR_TYPE_HTTP (ear_http_get_type ())

/**
 * EarHttp:
 *
 * The one way to the network. Whatever a foreign host does, a call ends within its deadline, holds no more than its limit,
 * goes nowhere but to http and https, shows a secret to nobody but the host it is for, and answers strict JSON or an error
 * of %EAR_SERVICE_ERROR.
 */
G_DECLARE_FINAL_TYPE (EarHttp, ear_http, EAR, HTTP, GObject)

/**
 * EarHttpFlags:
 * @EAR_HTTP_DIRECT: never use a proxy
 */
typedef enum {
  EAR_HTTP_DEFAULT = 0,
  EAR_HTTP_DIRECT = 1 << 0,
} EarHttpFlags;

/**
 * EarHttpRequest:
 * @url: where to; http or https
 * @body: (nullable): JSON to POST; %NULL to GET
 * @secret_header: (nullable): name of a header that other hosts must not see, e.g. "X-Api-Key"
 * @secret: (nullable): its value
 * @deadline_ms: for all of it, redirects and retry included; 0 for ten seconds
 * @max_bytes: the largest answer accepted, unpacked; 0 for 2 MiB
 */
typedef struct {
  const char *url;
  const char *body;
  const char *secret_header;
  const char *secret;
  guint       deadline_ms;
  gsize       max_bytes;
} EarHttpRequest;

EarHttp  *ear_http_new         (EarHttpFlags           flags) G_GNUC_WARN_UNUSED_RESULT;
void      ear_http_send_async  (EarHttp               *self,
                                const EarHttpRequest  *request,
                                GCancellable          *cancellable,
                                GAsyncReadyCallback    callback,
                                gpointer               user_data);
JsonNode *ear_http_send_finish (EarHttp               *self,
                                GAsyncResult          *result,
                                GError               **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
