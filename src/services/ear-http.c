/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-http.h"

#include "services/ear-http-status.h"
#include "services/ear-provider.h"
#include "services/ear-text.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <libsoup/soup.h>
#include <string.h>

#define USER_AGENT "Earshot/" EAR_VERSION
#define DEADLINE_MS 10000
#define MAX_BYTES (2 * 1024 * 1024)
#define MAX_ERROR_BYTES (64 * 1024)
#define MAX_REDIRECTS 5
#define CHUNK_BYTES (16 * 1024)
#define BACK_OFF_MS 250

struct _EarHttp {
  GObject      parent_instance;

  SoupSession *session;
  GHashTable  *not_before;      /* host → gint64 *, monotonic: it asked to be left alone until then */
};

G_DEFINE_FINAL_TYPE (EarHttp, ear_http, G_TYPE_OBJECT)

/* One call: up to two tries, each of up to MAX_REDIRECTS hops. `message` is the hop under way. */
typedef struct {
  GUri         *uri;
  char         *host;           /* the one the secret is for */
  char         *body;
  char         *secret_header;
  char         *secret;
  gsize         max_bytes;
  gint64        end;            /* monotonic */
  guint         deadline_ms;

  GCancellable *cancellable;    /* of the hop; the deadline and the caller both pull it */
  GCancellable *outer;
  gulong        outer_id;
  GSource      *deadline;
  GSource      *back_off;
  gboolean      late;

  SoupMessage  *message;
  GInputStream *stream;
  GByteArray   *bytes;
  guint         n_redirects;
  gboolean      retried;
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
call_free (Call *call)
{
  clear_source (&call->deadline);
  clear_source (&call->back_off);
  g_clear_pointer (&call->uri, g_uri_unref);
  g_clear_object (&call->message);
  g_clear_object (&call->stream);
  g_clear_object (&call->cancellable);
  g_clear_object (&call->outer);
  g_byte_array_unref (call->bytes);
  g_free (call->host);
  g_free (call->body);
  g_free (call->secret_header);
  g_free (call->secret);
  g_free (call);
}

/* Every call leaves through here or finish_ok(). */
static void
end_call (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  clear_source (&call->deadline);
  clear_source (&call->back_off);
  g_cancellable_disconnect (call->outer, call->outer_id);
  call->outer_id = 0;
}

static void
fail (GTask  *task,
      GError *error)
{
  Call *call = g_task_get_task_data (task);
  const char *host = g_uri_get_host (call->uri);

  end_call (task);
  if (call->late && !g_cancellable_is_cancelled (call->outer))
    g_task_return_new_error (task, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_TIMEOUT, _("%s did not answer within %.3g seconds."), host,
                             call->deadline_ms / 1000.0);
  else
    g_task_return_error (task, ear_http_explain (error, host));
  g_error_free (error);
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
finish_ok (GTask    *task,
           JsonNode *node)
{
  end_call (task);
  g_task_return_pointer (task, node, (GDestroyNotify) json_node_unref);
  g_object_unref (task);
}

static void
remember_wait (EarHttp *self,
               Call    *call,
               gint64   wait_us)
{
  gint64 *until = g_new (gint64, 1);

  *until = g_get_monotonic_time () + wait_us;
  g_hash_table_replace (self->not_before, ear_http_dup_host (call->uri), until);
}

static void
fail_status (GTask *task)
{
  EarHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  g_autofree char *reason = ear_http_dup_reason ((const char *) call->bytes->data, call->bytes->len);
  EarServiceError code = ear_http_status_to_error (status);
  gint64 wait = ear_http_get_wait (soup_message_get_response_headers (call->message));

  if (status == EAR_HTTP_TOO_MANY_REQUESTS || (status == SOUP_STATUS_SERVICE_UNAVAILABLE && wait > 0))
    remember_wait (self, call, wait);

  if (code == EAR_SERVICE_ERROR_RATE_LIMITED && wait > 0)
    fail_with (task, code, _("%s was asked too often. Try again in %" PRId64 " seconds."), g_uri_get_host (call->uri),
               wait / G_USEC_PER_SEC);
  else
    fail_with (task, code, reason ? _("%s answered with status %u: %s.") : _("%s answered with status %u."), g_uri_get_host (call->uri), status,
               reason);
}

static void
finish_body (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  JsonNode *node;

  if (!SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (call->message))) {
    fail_status (task);
    return;
  }

  if (call->bytes->len == 0) {
    fail_with (task, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s answered with nothing."), g_uri_get_host (call->uri));
    return;
  }

  node = ear_json_parse ((const char *) call->bytes->data, call->bytes->len, &(EarJsonLimits) { call->max_bytes, 64 }, &error);
  if (node == NULL) {
    fail_with (task, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s answered with something else than JSON: %s"), g_uri_get_host (call->uri),
               error->message);
    g_clear_error (&error);
  } else if (!JSON_NODE_HOLDS_OBJECT (node) && !JSON_NODE_HOLDS_ARRAY (node)) {
    json_node_unref (node);
    fail_with (task, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s answered with a bare value."), g_uri_get_host (call->uri));
  } else {
    finish_ok (task, node);
  }
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

  if (chunk == NULL) {
    fail (task, error);
    return;
  }

  g_byte_array_append (call->bytes, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
  if (g_bytes_get_size (chunk) == 0 || (failed && call->bytes->len > MAX_ERROR_BYTES))
    finish_body (task);
  else if (call->bytes->len > call->max_bytes)
    fail_with (task, EAR_SERVICE_ERROR_LIMIT, _("%s answered with more than %zu bytes."), g_uri_get_host (call->uri),
               call->max_bytes);
  else
    g_input_stream_read_bytes_async (call->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, call->cancellable, on_read, task);
}

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
  if (status != SOUP_STATUS_TEMPORARY_REDIRECT && status != SOUP_STATUS_PERMANENT_REDIRECT)
    g_clear_pointer (&call->body, g_free);
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

/* One more try, for GET only, and only where the server did not ask for more patience than there is. */
static gboolean
try_again (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  guint status = soup_message_get_status (call->message);
  gint64 wait = MAX (ear_http_get_wait (soup_message_get_response_headers (call->message)), BACK_OFF_MS * 1000);

  if (call->retried || call->body != NULL || !ear_http_is_passing (status) || g_get_monotonic_time () + wait >= call->end)
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
  if (SOUP_STATUS_IS_REDIRECTION (status)) {
    redirect (task);
    return;
  }
  if (try_again (task))
    return;
  if (status == SOUP_STATUS_NON_AUTHORITATIVE)
    g_message ("%s says that this way of asking will end; update Earshot", g_uri_get_host (call->uri));

  g_input_stream_read_bytes_async (call->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT, call->cancellable, on_read, task);
}

static gboolean
must_wait (EarHttp *self,
           GTask   *task)
{
  Call *call = g_task_get_task_data (task);
  g_autofree char *host = ear_http_dup_host (call->uri);
  const gint64 *until = g_hash_table_lookup (self->not_before, host);
  gint64 wait = until ? *until - g_get_monotonic_time () : 0;

  if (wait <= 0) {
    g_hash_table_remove (self->not_before, host);
    return FALSE;
  }

  fail_with (task, EAR_SERVICE_ERROR_RATE_LIMITED, _("%s asked to be left alone for %" PRId64 " more seconds."),
             g_uri_get_host (call->uri), wait / G_USEC_PER_SEC + 1);

  return TRUE;
}

static void
send_hop (GTask *task)
{
  EarHttp *self = g_task_get_source_object (task);
  Call *call = g_task_get_task_data (task);
  SoupMessageHeaders *headers;

  if (must_wait (self, task))
    return;

  g_clear_object (&call->message);
  call->message = soup_message_new_from_uri (call->body ? SOUP_METHOD_POST : SOUP_METHOD_GET, call->uri);
  soup_message_add_flags (call->message, SOUP_MESSAGE_NO_REDIRECT);
  headers = soup_message_get_request_headers (call->message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  if (call->secret != NULL)
    soup_message_headers_replace (headers, call->secret_header, call->secret);
  if (call->body != NULL) {
    g_autoptr (GBytes) bytes = g_bytes_new (call->body, strlen (call->body));

    soup_message_set_request_body_from_bytes (call->message, "application/json", bytes);
  }

  soup_session_send_async (self->session, call->message, G_PRIORITY_DEFAULT, call->cancellable, on_sent, task);
}

static gboolean
on_deadline (gpointer user_data)
{
  GTask *task = user_data;
  Call *call = g_task_get_task_data (task);

  call->late = TRUE;
  clear_source (&call->deadline);
  g_cancellable_cancel (call->cancellable);

  return G_SOURCE_REMOVE;
}

static void
on_outer_canceled (GCancellable *outer,
                   gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
ear_http_finalize (GObject *object)
{
  EarHttp *self = EAR_HTTP (object);

  soup_session_abort (self->session);
  g_object_unref (self->session);
  g_hash_table_unref (self->not_before);

  G_OBJECT_CLASS (ear_http_parent_class)->finalize (object);
}

static void
ear_http_class_init (EarHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_http_finalize;
}

static void
ear_http_init (EarHttp *self)
{
  self->session = soup_session_new_with_options ("user-agent", USER_AGENT, NULL);
  self->not_before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

EarHttp *
ear_http_new (EarHttpFlags flags)
{
  EarHttp *self = g_object_new (EAR_TYPE_HTTP, NULL);

  if (flags & EAR_HTTP_DIRECT)
    soup_session_set_proxy_resolver (self->session, NULL);

  return self;
}

static Call *
call_new (const EarHttpRequest *request,
          GUri                 *uri,
          GCancellable         *cancellable)
{
  Call *call = g_new0 (Call, 1);

  call->uri = g_uri_ref (uri);
  call->host = ear_http_dup_host (uri);
  call->body = g_strdup (request->body);
  call->secret_header = g_strdup (request->secret_header);
  call->secret = g_strdup (request->secret);
  call->max_bytes = request->max_bytes ? request->max_bytes : MAX_BYTES;
  call->deadline_ms = request->deadline_ms ? request->deadline_ms : DEADLINE_MS;
  call->end = g_get_monotonic_time () + call->deadline_ms * G_GINT64_CONSTANT (1000);
  call->cancellable = g_cancellable_new ();
  call->outer = cancellable ? g_object_ref (cancellable) : NULL;
  call->bytes = g_byte_array_new ();

  return call;
}

/**
 * ear_http_send_async:
 * @request: need not outlive the call
 *
 * Sends a request from the thread that runs the main context. Finish it with ear_http_send_finish().
 */
void
ear_http_send_async (EarHttp              *self,
                     const EarHttpRequest *request,
                     GCancellable         *cancellable,
                     GAsyncReadyCallback   callback,
                     gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;
  Call *call;

  g_return_if_fail (EAR_IS_HTTP (self));
  g_return_if_fail (request != NULL && request->url != NULL);
  g_return_if_fail ((request->secret == NULL) == (request->secret_header == NULL));

  g_task_set_source_tag (task, ear_http_send_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!(uri = ear_http_parse_request (request, &error))) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  call = call_new (request, uri, cancellable);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);
  call->deadline = g_timeout_source_new (call->deadline_ms);
  g_source_set_callback (call->deadline, on_deadline, task, NULL);
  g_source_attach (call->deadline, g_task_get_context (task));
  if (cancellable != NULL)
    call->outer_id = g_cancellable_connect (cancellable, G_CALLBACK (on_outer_canceled), g_object_ref (call->cancellable),
                                            g_object_unref);

  send_hop (g_steal_pointer (&task));
}

/**
 * ear_http_send_finish:
 * @error: an #EarServiceError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the answer: an object or an array
 */
JsonNode *
ear_http_send_finish (EarHttp       *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
