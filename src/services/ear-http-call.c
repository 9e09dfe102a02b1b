/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-http-call.h"

#include "services/ear-http-address.h"
#include "services/ear-http-secrets.h"
#include "services/ear-http-status.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define DEADLINE_MS 10000
#define MAX_BYTES (2 * 1024 * 1024)
#define MAX_ERROR_BYTES (64 * 1024)
#define MAX_SHOWN_BYTES (64 * 1024)
#define MAX_REDIRECTS 5
#define CHUNK_BYTES (16 * 1024)
#define BACK_OFF_MS 250

/* One call: up to two tries, each of up to MAX_REDIRECTS hops. `message` is the hop under way. */
typedef struct {
  char            *provider;
  char            *method;
  GUri            *uri;
  char            *host;          /* the one the secret is for */
  char            *near_host;     /* may lie in a private network */
  gboolean         near;          /* so may any other */
  GStrv            headers;
  char            *secret_header;
  char            *secret;
  GStrv            secret_params;
  GStrv            secrets;       /* that come back in no message */
  GBytes          *body;
  char            *content_type;
  char            *accept;
  char            *idempotency_key;
  GTlsDatabase    *trusted;
  char            *cache_key;     /* NULL where the answer may not be kept */
  gsize            max_bytes;
  gboolean         keep_refusal;
  gboolean         any_body;
  gboolean         once;
  EarHttpChunkFunc chunk;
  gpointer         chunk_data;

  gint64           started;       /* µs since 1970 */
  gint64           start, first_byte, end;      /* monotonic */
  guint            deadline_ms, first_byte_ms;
  GCancellable    *cancellable;   /* of the hop; the deadlines and the caller all pull it */
  GCancellable    *outer;
  gulong           outer_id;
  GSource         *deadline;
  GSource         *first_byte_deadline;
  GSource         *back_off;
  guint            late_ms;       /* the deadline that has passed */
  gboolean         strayed;       /* into a private network */

  SoupMessage     *message;
  GInputStream    *stream;
  GByteArray      *bytes;
  gsize            n_received;
  guint            n_redirects;
  gboolean         retried;
  guint            asked;
  gboolean         recorded;
} Call;

static void send_hop (GTask *task);

static void
clear_source (GSource **source)
{
  if (*source != NULL) {
    g_source_destroy (*source);
    g_clear_pointer (source, g_source_unref);
  }
}

static void
clear_message (Call *call)
{
  if (call->message != NULL)
    g_signal_handlers_disconnect_by_data (call->message, call);
  g_clear_object (&call->message);
}

static void
call_free (Call *call)
{
  clear_source (&call->deadline);
  clear_source (&call->first_byte_deadline);
  clear_source (&call->back_off);
  g_clear_pointer (&call->uri, g_uri_unref);
  g_clear_pointer (&call->body, g_bytes_unref);
  g_clear_object (&call->trusted);
  clear_message (call);
  g_clear_object (&call->stream);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->outer);
  g_byte_array_unref (call->bytes);
  g_strfreev (call->headers);
  g_strfreev (call->secret_params);
  g_strfreev (call->secrets);
  g_free (call->provider);
  g_free (call->method);
  g_free (call->host);
  g_free (call->near_host);
  g_free (call->secret_header);
  g_free (call->secret);
  g_free (call->content_type);
  g_free (call->accept);
  g_free (call->idempotency_key);
  g_free (call->cache_key);
  g_free (call);
}

static EarHttpHub *
get_hub (GTask *task)
{
  return ear_http_get_hub (g_task_get_source_object (task));
}

/* --- the end */

static char *
dup_shown_url (Call *call)
{
  g_autofree char *whole = g_uri_to_string (call->uri);

  return ear_http_redact_url (whole, (const char *const *) call->secret_params);
}

/* What was sent, for who may not see secrets. */
static GBytes *
hide_in_bytes (Call   *call,
               GBytes *bytes)
{
  char *shown;

  if (bytes == NULL || call->secrets == NULL || call->secrets[0] == NULL)
    return bytes ? g_bytes_ref (bytes) : NULL;
  if (!g_utf8_validate_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL))
    return g_bytes_ref (bytes);

  shown = ear_http_hide_secrets (call->secrets, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  return g_bytes_new_take (shown, strlen (shown));
}

static void
tell_observer (GTask              *task,
               const EarHttpReply *reply,
               const GError       *error)
{
  Call *call = g_task_get_task_data (task);
  EarHttpHub *hub = get_hub (task);
  gint64 now = g_get_monotonic_time ();
  g_autofree char *url = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GBytes) received = NULL, sent = NULL;

  if (hub->observer == NULL)
    return;

  url = dup_shown_url (call);
  sent = hide_in_bytes (call, call->body);
  if (reply != NULL && g_bytes_get_size (reply->body) > 0)
    body = ear_http_hide_secrets (call->secrets, g_bytes_get_data (reply->body, NULL), MIN (g_bytes_get_size (reply->body), MAX_SHOWN_BYTES));
  else
    body = ear_http_hide_secrets (call->secrets, (const char *) call->bytes->data, MIN (call->bytes->len, MAX_SHOWN_BYTES));
  received = g_bytes_new (body, strlen (body));

  hub->observer (&(EarHttpTrace) {
    .provider = call->provider, .method = call->method, .url = url, .request_headers = (const char *const *) call->headers,
    .headers = reply ? reply->headers : NULL, .sent = sent, .received = received,
    .sent_bytes = call->body ? g_bytes_get_size (call->body) : 0,
    .received_bytes = call->n_received, .started = call->started,
    .first_byte_us = call->first_byte ? call->first_byte - call->start : 0, .total_us = now - call->start,
    .status = reply ? reply->status : call->message ? soup_message_get_status (call->message) : 0,
    .redirects = call->n_redirects, .retried = call->retried, .cached = reply && reply->cached, .error = error, .asked = call->asked,
  }, hub->observer_data);
}

static gboolean
is_recorded (EarHttpHub *hub)
{
  return hub->cassette != NULL && ear_cassette_is_recording (hub->cassette);
}

/* What was kept from an earlier call is on the cassette already; what the customer broke off is not for anybody to play. */
static void
record (GTask              *task,
        const EarHttpReply *reply,
        const GError       *error)
{
  Call *call = g_task_get_task_data (task);
  EarHttpHub *hub = get_hub (task);
  g_autofree char *url = NULL;
  g_autoptr (GBytes) sent = NULL;
  g_autoptr (EarHttpReply) shown = NULL;

  if (!is_recorded (hub) || (reply != NULL && reply->cached) || (error != NULL && error->domain != EAR_SERVICE_ERROR))
    return;

  url = dup_shown_url (call);
  sent = hide_in_bytes (call, call->body);
  if (reply != NULL) {
    GBytes *body = call->chunk ? g_bytes_new (call->bytes->data, call->bytes->len) : g_bytes_ref (reply->body);

    shown = ear_http_reply_copy (reply);
    g_bytes_unref (shown->body);
    shown->body = hide_in_bytes (call, body);
    g_bytes_unref (body);
  }
  ear_cassette_add (hub->cassette, &(EarTake) { .method = call->method, .url = url, .sent = sent, .reply = shown, .error = error });
}

/* A host that does not answer is worth a line once, and another one when it is back. */
static void
note_health (GTask        *task,
             const GError *error)
{
  Call *call = g_task_get_task_data (task);
  EarHttpHub *hub = get_hub (task);
  g_autofree char *host = ear_http_dup_host (call->uri);
  gboolean down = g_error_matches (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OFFLINE) ||
                  g_error_matches (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_TIMEOUT);

  if (down && g_hash_table_add (hub->down, g_strdup (host)))
    g_message ("%s", error->message);
  else if (error == NULL && g_hash_table_remove (hub->down, host))
    g_message ("%s answers again", g_uri_get_host (call->uri));
}

/* Every call that was begun leaves through here. */
static void
end_call (GTask              *task,
          const EarHttpReply *reply,
          const GError       *error)
{
  Call *call = g_task_get_task_data (task);

  clear_source (&call->deadline);
  clear_source (&call->first_byte_deadline);
  clear_source (&call->back_off);
  g_cancellable_disconnect (call->outer, call->outer_id);
  call->outer_id = 0;
  if (reply == NULL || !reply->cached)
    note_health (task, error);
  record (task, reply, error);
  tell_observer (task, reply, error);
}

static void
fail (GTask  *task,
      GError *error)
{
  Call *call = g_task_get_task_data (task);
  const char *host = g_uri_get_host (call->uri);
  g_autoptr (GError) explained = NULL;

  if (call->late_ms > 0 && !g_cancellable_is_cancelled (call->outer))
    explained = g_error_new (EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_TIMEOUT, _("%s did not answer within %.3g seconds."), host,
                             call->late_ms / 1000.0);
  else if (call->strayed && !g_cancellable_is_cancelled (call->outer))
    explained = g_error_new (EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE,
                             _("%s lies in a private network. A service outside may not send us there."), host);
  else
    explained = ear_http_explain (error, host);
  g_error_free (error);

  end_call (task, NULL, explained);
  g_task_return_error (task, g_steal_pointer (&explained));
  /* What is still under way for this call, an endless body for one, is not wanted any more. */
  g_cancellable_cancel (call->cancellable);
  g_object_unref (task);
}

G_GNUC_PRINTF (3, 4)
static void
fail_with (GTask           *task,
           EarServiceError  code,
           const char      *format,
           ...)
{
  va_list args;

  va_start (args, format);
  fail (task, g_error_new_valist (EAR_SERVICE_ERROR, code, format, args));
  va_end (args);
}

static void
succeed (GTask        *task,
         EarHttpReply *reply)
{
  end_call (task, reply, NULL);
  g_task_return_pointer (task, reply, (GDestroyNotify) ear_http_reply_free);
  g_object_unref (task);
}

/* --- the answer */

static void
add_header (const char *name,
            const char *value,
            gpointer    user_data)
{
  g_hash_table_replace (user_data, g_ascii_strdown (name, -1), g_strdup (value));
}

static EarHttpReply *
make_reply (Call *call)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (call->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  EarHttpReply *reply = g_new0 (EarHttpReply, 1);

  reply->status = soup_message_get_status (call->message);
  reply->url = g_uri_to_string (call->uri);
  reply->content_type = g_strdup (type);
  reply->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  soup_message_headers_foreach (headers, add_header, reply->headers);
  reply->body = g_bytes_new (call->bytes->data, call->bytes->len);
  reply->deprecated = reply->status == SOUP_STATUS_NON_AUTHORITATIVE;

  return reply;
}

static void
remember_wait (EarHttpHub *hub,
               Call       *call,
               gint64      wait_us)
{
  gint64 *until = g_new (gint64, 1);

  *until = g_get_monotonic_time () + wait_us;
  g_hash_table_replace (hub->not_before, ear_http_dup_host (call->uri), until);
}

static void
fail_status (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  g_autofree char *body = ear_http_hide_secrets (call->secrets, (const char *) call->bytes->data, call->bytes->len);
  g_autofree char *reason = ear_http_dup_reason (body, strlen (body));
  EarServiceError code = ear_http_status_to_error (status);
  gint64 wait = ear_http_get_wait (soup_message_get_response_headers (call->message));

  if (status == EAR_HTTP_TOO_MANY_REQUESTS || (status == SOUP_STATUS_SERVICE_UNAVAILABLE && wait > 0))
    remember_wait (get_hub (task), call, wait);

  if (code == EAR_SERVICE_ERROR_RATE_LIMITED && wait > 0)
    fail_with (task, code, _("%s was asked too often. Try again in %" PRId64 " seconds."), g_uri_get_host (call->uri),
               wait / G_USEC_PER_SEC);
  else
    fail_with (task, code, reason ? _("%s answered with status %u: %s.") : _("%s answered with status %u."), g_uri_get_host (call->uri), status,
               reason);
}

static gboolean
is_answer (Call  *call,
           guint  status)
{
  return SOUP_STATUS_IS_SUCCESSFUL (status) || (call->keep_refusal && ear_http_is_refusal (status));
}

static void
finish_body (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  EarHttpHub *hub = get_hub (task);
  guint status = soup_message_get_status (call->message);
  EarHttpReply *reply;

  if (!is_answer (call, status)) {
    fail_status (task);
    return;
  }
  if (call->n_received == 0 && !call->any_body && SOUP_STATUS_IS_SUCCESSFUL (status)) {
    fail_with (task, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s answered with nothing."), g_uri_get_host (call->uri));
    return;
  }

  reply = make_reply (call);
  if (call->cache_key != NULL && (status == SOUP_STATUS_OK || status == SOUP_STATUS_NON_AUTHORITATIVE))
    ear_http_cache_keep (hub->cache, call->cache_key, reply, g_get_monotonic_time ());
  succeed (task, reply);
}

/* What came is what was kept: nothing is new. */
static void
finish_unchanged (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  EarHttpHub *hub = get_hub (task);
  g_autoptr (EarHttpReply) unchanged = make_reply (call);
  const EarHttpReply *kept;
  gboolean fresh;

  ear_http_cache_renew (hub->cache, call->cache_key, unchanged, g_get_monotonic_time ());
  kept = ear_http_cache_look (hub->cache, call->cache_key, g_get_monotonic_time (), &fresh);
  if (kept != NULL)
    succeed (task, ear_http_reply_copy (kept));
  else
    fail_with (task, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s answered with nothing."), g_uri_get_host (call->uri));
}

/* A stream goes to whom it is for; only its beginning is kept, for the log, unless it is recorded. */
static gboolean
take_chunk (Call    *call,
            GBytes  *chunk,
            GError **error)
{
  gsize size, room, most = call->recorded ? call->max_bytes : MAX_SHOWN_BYTES;
  const char *bytes = g_bytes_get_data (chunk, &size);

  call->n_received += size;
  if (call->chunk == NULL || !SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (call->message))) {
    g_byte_array_append (call->bytes, (const guint8 *) bytes, size);
    return TRUE;
  }

  room = most - MIN (call->bytes->len, most);
  g_byte_array_append (call->bytes, (const guint8 *) bytes, MIN (size, room));

  return size == 0 || call->chunk (bytes, size, call->chunk_data, error);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gboolean failed = !SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (call->message));

  if (chunk == NULL || !take_chunk (call, chunk, &error))
    fail (task, error);
  else if (g_bytes_get_size (chunk) == 0 || (failed && call->n_received > MAX_ERROR_BYTES))
    finish_body (task);
  else if (call->n_received > call->max_bytes)
    fail_with (task, EAR_SERVICE_ERROR_LIMIT, _("%s answered with more than %zu bytes."), g_uri_get_host (call->uri),
               call->max_bytes);
  else
    g_input_stream_read_bytes_async (call->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, call->cancellable, on_read, task);
}

/* --- where it goes */

static gboolean
follow (Call    *call,
        GUri    *next,
        GError **error)
{
  const char *scheme = g_uri_get_scheme (next);
  g_autofree char *host = ear_http_dup_host (next);

  if (++call->n_redirects > MAX_REDIRECTS)
    g_set_error_literal (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("it sends us on too often"));
  else if (!ear_http_check_url (next, error))
    return FALSE;
  else if (strcmp (g_uri_get_scheme (call->uri), "https") == 0 && strcmp (scheme, "https") != 0)
    g_set_error_literal (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("it sends us from https to http"));
  else if (call->secret != NULL && strcmp (host, call->host) != 0)
    g_set_error_literal (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("it sends us and our key on to another host"));
  else
    return TRUE;

  return FALSE;
}

static void
redirect (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (call->message), "Location");
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) next = location ? g_uri_parse_relative (call->uri, location, SOUP_HTTP_URI_FLAGS, &error) : NULL;

  if (next == NULL || !follow (call, next, &error)) {
    fail_with (task, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s can not be asked: %s."), g_uri_get_host (call->uri),
               error ? error->message : _("it sends us on, but not where to"));
    return;
  }

  /* As browsers do: what was posted is posted again only where the answer says so. */
  if (status != SOUP_STATUS_TEMPORARY_REDIRECT && status != SOUP_STATUS_PERMANENT_REDIRECT && call->body != NULL) {
    g_clear_pointer (&call->body, g_bytes_unref);
    g_free (call->method);
    call->method = g_strdup (SOUP_METHOD_GET);
  }
  g_clear_object (&call->stream);
  g_uri_unref (call->uri);
  call->uri = g_steal_pointer (&next);
  send_hop (task);
}

static gboolean
on_back_off (gpointer user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);

  clear_source (&call->back_off);
  if (g_cancellable_is_cancelled (call->cancellable))
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Operation was cancelled")));
  else
    send_hop (task);

  return G_SOURCE_REMOVE;
}

/* One more try, only for what may be asked twice, and only where the server did not ask for more patience than there is. */
static gboolean
try_again (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  gint64 wait = MAX (ear_http_get_wait (soup_message_get_response_headers (call->message)), BACK_OFF_MS * 1000);
  gboolean harmless = strcmp (call->method, SOUP_METHOD_GET) == 0 || call->idempotency_key != NULL;

  if (call->retried || call->once || !harmless || !ear_http_is_passing (status) || g_get_monotonic_time () + wait >= call->end)
    return FALSE;

  call->retried = TRUE;
  g_clear_object (&call->stream);
  call->back_off = g_timeout_source_new (wait / 1000);
  g_source_set_callback (call->back_off, on_back_off, task, NULL);
  g_source_attach (call->back_off, g_task_get_context (task));

  return TRUE;
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  guint status;

  g_clear_object (&call->stream);
  call->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (call->stream == NULL) {
    fail (task, error);
    return;
  }

  status = soup_message_get_status (call->message);
  if (status == SOUP_STATUS_NOT_MODIFIED && call->cache_key != NULL) {
    finish_unchanged (task);
    return;
  }
  if (SOUP_STATUS_IS_REDIRECTION (status)) {
    redirect (task);
    return;
  }
  if (try_again (task))
    return;
  if (status == SOUP_STATUS_NON_AUTHORITATIVE)
    g_message ("%s says that this way of asking will end; update Earshot", g_uri_get_host (call->uri));

  call->first_byte = g_get_monotonic_time ();
  clear_source (&call->first_byte_deadline);
  g_input_stream_read_bytes_async (call->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, call->cancellable, on_read, task);
}

/* --- the way out */

static gboolean
may_be_near (Call *call)
{
  g_autofree char *host = ear_http_dup_host (call->uri);

  return call->near || strcmp (host, call->near_host) == 0;
}

/* The name was looked up by now: a name from outside may lead into the customer's own network. */
static void
on_network_event (SoupMessage       *message,
                  GSocketClientEvent event,
                  GIOStream         *connection,
                  gpointer           user_data)
{
  Call *call = user_data;
  g_autoptr (GSocketAddress) address = NULL;

  if (event != G_SOCKET_CLIENT_CONNECTING || !G_IS_SOCKET_CONNECTION (connection) || may_be_near (call))
    return;

  address = g_socket_connection_get_remote_address (G_SOCKET_CONNECTION (connection), NULL);
  /* A proxy may well be near; what lies behind it is out of our sight. */
  if (!G_IS_INET_SOCKET_ADDRESS (address) || G_IS_PROXY_ADDRESS (address) ||
      !ear_http_address_is_private (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address))))
    return;

  call->strayed = TRUE;
  g_cancellable_cancel (call->cancellable);
}

static gboolean
on_accept_certificate (SoupMessage          *message,
                       GTlsCertificate      *certificate,
                       GTlsCertificateFlags  errors,
                       gpointer              user_data)
{
  Call *call = user_data;
  g_autoptr (GSocketConnectable) identity = g_network_address_new (g_uri_get_host (call->uri), 443);

  return call->trusted != NULL &&
         g_tls_database_verify_chain (call->trusted, certificate, G_TLS_DATABASE_PURPOSE_AUTHENTICATE_SERVER, identity, NULL,
                                      G_TLS_DATABASE_VERIFY_NONE, NULL, NULL) == 0;
}

static gboolean
must_wait (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  EarHttpHub *hub = get_hub (task);
  g_autofree char *host = ear_http_dup_host (call->uri);
  const gint64 *until = g_hash_table_lookup (hub->not_before, host);
  gint64 wait = until ? *until - g_get_monotonic_time () : 0;

  if (wait <= 0) {
    g_hash_table_remove (hub->not_before, host);
    return FALSE;
  }

  fail_with (task, EAR_SERVICE_ERROR_RATE_LIMITED, _("%s asked to be left alone for %" PRId64 " more seconds."),
             g_uri_get_host (call->uri), wait / G_USEC_PER_SEC + 1);

  return TRUE;
}

static void
set_headers (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_request_headers (call->message);
  gboolean fresh;
  const EarHttpReply *kept = call->cache_key ? ear_http_cache_look (get_hub (task)->cache, call->cache_key, call->start, &fresh) : NULL;
  const char *etag = kept ? ear_http_reply_get_header (kept, "etag") : NULL;
  const char *modified = kept ? ear_http_reply_get_header (kept, "last-modified") : NULL;

  soup_message_headers_replace (headers, "Accept", call->accept);
  for (guint i = 0; call->headers != NULL && call->headers[i] != NULL && call->headers[i + 1] != NULL; i += 2)
    soup_message_headers_replace (headers, call->headers[i], call->headers[i + 1]);
  if (call->secret != NULL)
    soup_message_headers_replace (headers, call->secret_header, call->secret);
  if (call->idempotency_key != NULL)
    soup_message_headers_replace (headers, "Idempotency-Key", call->idempotency_key);
  if (etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", etag);
  if (modified != NULL)
    soup_message_headers_replace (headers, "If-Modified-Since", modified);
}

static void
send_hop (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  if (must_wait (task))
    return;
  if (!may_be_near (call) && ear_http_host_is_private (g_uri_get_host (call->uri))) {
    call->strayed = TRUE;
    fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, ""));
    return;
  }

  clear_message (call);
  call->message = soup_message_new_from_uri (call->method, call->uri);
  soup_message_add_flags (call->message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (call->message, "network-event", G_CALLBACK (on_network_event), call);
  g_signal_connect (call->message, "accept-certificate", G_CALLBACK (on_accept_certificate), call);
  set_headers (task);
  if (call->body != NULL)
    soup_message_set_request_body_from_bytes (call->message, call->content_type, call->body);

  soup_session_send_async (get_hub (task)->session, call->message, G_PRIORITY_DEFAULT, call->cancellable, on_sent, task);
}

/* --- the start */

static gboolean
on_deadline (gpointer user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);

  call->late_ms = call->deadline_ms;
  clear_source (&call->deadline);
  g_cancellable_cancel (call->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
on_first_byte_deadline (gpointer user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);

  call->late_ms = call->first_byte_ms;
  clear_source (&call->first_byte_deadline);
  g_cancellable_cancel (call->cancellable);

  return G_SOURCE_REMOVE;
}

static void
on_outer_canceled (GCancellable *outer,
                   gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static GSource *
start_timer (GTask       *task,
             guint        ms,
             GSourceFunc  func)
{
  GSource *source = g_timeout_source_new (ms);

  g_source_set_callback (source, func, task, NULL);
  g_source_attach (source, g_task_get_context (task));

  return source;
}

/* Whoever asks with another key asks for something else. */
static char *
make_cache_key (Call *call)
{
  g_autofree char *url = g_uri_to_string (call->uri), *headers = call->headers ? g_strjoinv ("\n", call->headers) : NULL;

  if (call->chunk != NULL || strcmp (call->method, SOUP_METHOD_GET) != 0)
    return NULL;

  return g_strjoin ("\n", url, call->accept, call->secret ? call->secret : "", headers, NULL);
}

static void
set_base (Call                 *call,
          const EarHttpRequest *request)
{
  g_autoptr (GUri) base = request->base ? g_uri_parse (request->base, SOUP_HTTP_URI_FLAGS, NULL) : g_uri_ref (call->uri);
  const char *host = base ? g_uri_get_host (base) : NULL;

  call->near = host != NULL && ear_http_host_is_private (host);
  call->near_host = host ? ear_http_dup_host (base) : g_strdup ("");
}

static Call *
call_new (const EarHttpRequest *request,
          GUri                 *uri,
          GCancellable         *cancellable)
{
  Call *call = g_new0 (Call, 1);

  if (request->body_bytes != NULL)
    call->body = g_bytes_ref (request->body_bytes);
  else if (request->body != NULL)
    call->body = g_bytes_new (request->body, strlen (request->body));
  call->provider = g_strdup (request->provider);
  call->method = g_strdup (request->method ? request->method : call->body ? SOUP_METHOD_POST : SOUP_METHOD_GET);
  call->uri = g_uri_ref (uri);
  call->host = ear_http_dup_host (uri);
  call->headers = g_strdupv ((GStrv) request->headers);
  call->secret_header = g_strdup (request->secret_header);
  call->secret = g_strdup (request->secret);
  call->secret_params = g_strdupv ((GStrv) request->secret_params);
  call->secrets = ear_http_list_secrets (request, uri);
  call->content_type = g_strdup (request->content_type ? request->content_type : "application/json");
  call->accept = g_strdup (request->accept ? request->accept : "application/json");
  call->idempotency_key = g_strdup (request->idempotency_key);
  call->max_bytes = request->max_bytes ? request->max_bytes : MAX_BYTES;
  call->keep_refusal = request->keep_refusal;
  call->any_body = request->any_body;
  call->once = request->once;
  call->deadline_ms = request->deadline_ms ? request->deadline_ms : DEADLINE_MS;
  call->first_byte_ms = request->first_byte_ms;
  call->started = g_get_real_time ();
  call->start = g_get_monotonic_time ();
  call->end = call->start + call->deadline_ms * G_GINT64_CONSTANT (1000);
  call->cancellable = g_cancellable_new ();
  call->outer = cancellable ? g_object_ref (cancellable) : NULL;
  call->bytes = g_byte_array_new ();
  set_base (call, request);

  return call;
}

/* The cassette stands for the network. */
static void
play (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  g_autofree char *url = dup_shown_url (call);
  g_autoptr (GBytes) sent = hide_in_bytes (call, call->body);
  GError *error = NULL;
  g_autoptr (EarHttpReply) reply = ear_cassette_play (get_hub (task)->cassette, call->method, url, sent, &error);
  gsize size = 0;
  const char *bytes = reply ? g_bytes_get_data (reply->body, &size) : NULL;

  call->n_received = size;
  if (reply == NULL || (call->chunk != NULL && size > 0 && !call->chunk (bytes, size, call->chunk_data, &error)))
    fail (task, error);
  else
    succeed (task, g_steal_pointer (&reply));
}

/**
 * ear_http_call_start:
 * @task: (transfer full): returns an #EarHttpReply in the end
 * @chunk: (nullable): where the body goes; %NULL to keep it in the reply
 */
void
ear_http_call_start (EarHttp              *http,
                     GTask                *task,
                     const EarHttpRequest *request,
                     GUri                 *uri,
                     EarHttpChunkFunc      chunk,
                     gpointer              chunk_data)
{
  Call *call = call_new (request, uri, g_task_get_cancellable (task));
  EarHttpHub *hub = ear_http_get_hub (http);
  const EarHttpReply *kept = NULL;
  gboolean fresh = FALSE;
  GError *error = NULL;

  call->chunk = chunk;
  call->chunk_data = chunk_data;
  call->asked = hub->asked;
  call->recorded = is_recorded (hub);
  call->cache_key = make_cache_key (call);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  if (request->ca_file != NULL && !(call->trusted = g_tls_file_database_new (request->ca_file, &error))) {
    fail_with (task, EAR_SERVICE_ERROR_AUTH, _("%s: these certificates can not be used: %s."), request->ca_file, error->message);
    g_error_free (error);
    return;
  }

  if (call->cache_key != NULL)
    kept = ear_http_cache_look (get_hub (task)->cache, call->cache_key, call->start, &fresh);
  if (fresh) {
    succeed (task, ear_http_reply_copy (kept));
    return;
  }

  if (hub->cassette != NULL && !call->recorded) {
    play (task);
    return;
  }

  call->deadline = start_timer (task, call->deadline_ms, on_deadline);
  if (call->first_byte_ms > 0)
    call->first_byte_deadline = start_timer (task, call->first_byte_ms, on_first_byte_deadline);
  if (call->outer != NULL)
    call->outer_id = g_cancellable_connect (call->outer, G_CALLBACK (on_outer_canceled), g_object_ref (call->cancellable),
                                            g_object_unref);
  send_hop (task);
}
