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
 * goes nowhere but to http and https, shows a secret to nobody but the host it is for, and yields an answer or an error of
 * %EAR_SERVICE_ERROR. What may be kept is kept, as its headers say, and asked for again only when it is old.
 *
 * Use it from the thread that runs the main context, and only from there.
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
 * @provider: (nullable): who asks, for the log of the traffic; not sent
 * @method: (nullable): "GET", "POST", "PUT" or "DELETE"; %NULL to POST a body and to GET without one
 * @url: where to; http or https
 * @base: (nullable): the address that the customer chose, where not @url itself is that: a host that was named by somebody else
 *   may lie in a private network only if @base does too
 * @headers: (nullable): names and values by turns, then %NULL
 * @secret_header: (nullable): name of a header that other hosts must not see, e.g. "X-Api-Key"
 * @secret: (nullable): its value
 * @secret_params: (nullable): names of parameters of @url, %NULL-terminated, whose values are shown nowhere
 * @body: (nullable): what to send; its type is @content_type
 * @body_bytes: (nullable): the same where it is no text
 * @content_type: (nullable): %NULL for "application/json"
 * @accept: (nullable): %NULL for "application/json"
 * @idempotency_key: (nullable): makes it safe to send a body twice, so that a failed call may be repeated
 * @ca_file: (nullable): certificates to trust besides those of the system
 * @first_byte_ms: how long the answer may take to begin; 0 for the whole deadline
 * @deadline_ms: for all of it, redirects and retry included; 0 for ten seconds
 * @max_bytes: the largest answer accepted, unpacked; 0 for 2 MiB
 * @keep_refusal: an answer of status 400 to 499 is an answer too: the service says there what is wrong. 401, 403, 408 and 429 stay
 *   errors
 * @any_body: accept an empty answer too
 * @once: never send it twice, even where that should do no harm: somebody counts
 */
typedef struct {
  const char        *provider;
  const char        *method;
  const char        *url;
  const char        *base;
  const char *const *headers;
  const char        *secret_header;
  const char        *secret;
  const char *const *secret_params;
  const char        *body;
  GBytes            *body_bytes;
  const char        *content_type;
  const char        *accept;
  const char        *idempotency_key;
  const char        *ca_file;
  guint              first_byte_ms;
  guint              deadline_ms;
  gsize              max_bytes;
  gboolean           keep_refusal;
  gboolean           any_body;
  gboolean           once;
} EarHttpRequest;

/**
 * EarHttpReply:
 * @status: 200 to 299, or what @keep_refusal of the request allows
 * @url: where it came from in the end
 * @content_type: (nullable): without parameters
 * @headers: (element-type utf8 utf8): by name in lower case
 * @body: all of it
 * @cached: it was kept from an earlier call
 * @deprecated: the service says that this way of asking will end
 */
typedef struct {
  guint       status;
  char       *url;
  char       *content_type;
  GHashTable *headers;
  GBytes     *body;
  gboolean    cached;
  gboolean    deprecated;
} EarHttpReply;

void        ear_http_reply_free       (EarHttpReply        *self);
const char *ear_http_reply_get_header (const EarHttpReply  *self,
                                       const char          *name);
JsonNode   *ear_http_reply_parse_json (const EarHttpReply  *self,
                                       GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarHttpReply, ear_http_reply_free)

/**
 * EarHttpTrace:
 * @provider: (nullable): who asked
 * @url: without its secrets
 * @sent: (nullable): the body that went out
 * @received: (nullable): as much of the body that came in as is worth showing
 * @sent_bytes: size of the body that went out
 * @received_bytes: size of the one that came in, unpacked
 * @started: µs since 1970 by the clock on the wall
 * @first_byte_us: until the answer began; 0 where none did
 * @total_us: until the call ended
 * @status: 0 where there was no answer
 * @redirects: how often it was sent on
 * @retried: it took two tries
 * @cached: nothing was sent, or only to learn that nothing is new
 * @error: (nullable): what went wrong
 * @asked: what it was for, as ear_http_set_asked() said when it began
 *
 * What one call came to. It and its members live as long as the observer runs.
 */
typedef struct {
  const char        *provider;
  const char        *method;
  const char        *url;
  const char *const *request_headers;
  GHashTable        *headers;
  GBytes            *sent;
  GBytes            *received;
  gsize              sent_bytes;
  gsize              received_bytes;
  gint64             started;
  gint64             first_byte_us;
  gint64             total_us;
  guint              status;
  guint              redirects;
  gboolean           retried;
  gboolean           cached;
  const GError      *error;
  guint              asked;
} EarHttpTrace;

typedef void     (*EarHttpObserver)  (const EarHttpTrace  *trace,
                                      gpointer             user_data);

/**
 * EarHttpChunkFunc:
 * @bytes: what came next
 * @error: why the rest is not wanted
 *
 * Returns: whether to go on
 */
typedef gboolean (*EarHttpChunkFunc) (const char          *bytes,
                                      gsize                length,
                                      gpointer             user_data,
                                      GError             **error);

EarHttp      *ear_http_new           (EarHttpFlags           flags) G_GNUC_WARN_UNUSED_RESULT;
void          ear_http_set_observer  (EarHttp               *self,
                                      EarHttpObserver        observer,
                                      gpointer               user_data);
void          ear_http_set_asked     (EarHttp               *self,
                                      guint                  position);
char         *ear_http_redact_url    (const char            *url,
                                      const char *const     *secret_params) G_GNUC_WARN_UNUSED_RESULT;
void          ear_http_send_async    (EarHttp               *self,
                                      const EarHttpRequest  *request,
                                      GCancellable          *cancellable,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);
JsonNode     *ear_http_send_finish   (EarHttp               *self,
                                      GAsyncResult          *result,
                                      GError               **error) G_GNUC_WARN_UNUSED_RESULT;
EarHttpReply *ear_http_reply_finish  (EarHttp               *self,
                                      GAsyncResult          *result,
                                      GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void          ear_http_stream_async  (EarHttp               *self,
                                      const EarHttpRequest  *request,
                                      EarHttpChunkFunc       chunk,
                                      gpointer               chunk_data,
                                      GCancellable          *cancellable,
                                      GAsyncReadyCallback    callback,
                                      gpointer               user_data);

G_END_DECLS
