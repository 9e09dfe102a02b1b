/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-http.h"

#include "services/ear-http-call.h"
#include "services/ear-http-status.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>

#define USER_AGENT "Earshot/" EAR_VERSION

struct _EarHttp {
  GObject    parent_instance;

  EarHttpHub hub;
};

G_DEFINE_FINAL_TYPE (EarHttp, ear_http, G_TYPE_OBJECT)

static void
ear_http_finalize (GObject *object)
{
  EarHttp *self = EAR_HTTP (object);

  soup_session_abort (self->hub.session);
  g_object_unref (self->hub.session);
  g_clear_object (&self->hub.cassette);
  g_hash_table_unref (self->hub.not_before);
  g_hash_table_unref (self->hub.down);
  ear_http_cache_free (self->hub.cache);

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
  self->hub.session = soup_session_new_with_options ("user-agent", USER_AGENT, NULL);
  self->hub.cache = ear_http_cache_new ();
  self->hub.not_before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->hub.down = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

EarHttp *
ear_http_new (EarHttpFlags flags)
{
  EarHttp *self = g_object_new (EAR_TYPE_HTTP, NULL);

  if (flags & EAR_HTTP_DIRECT)
    soup_session_set_proxy_resolver (self->hub.session, NULL);

  return self;
}

EarHttpHub *
ear_http_get_hub (EarHttp *self)
{
  return &self->hub;
}

/**
 * ear_http_set_observer:
 * @observer: (nullable): told of every call when it has ended
 * @user_data: must outlive the calls
 */
void
ear_http_set_observer (EarHttp         *self,
                       EarHttpObserver  observer,
                       gpointer         user_data)
{
  g_return_if_fail (EAR_IS_HTTP (self));

  self->hub.observer = observer;
  self->hub.observer_data = user_data;
}

/**
 * ear_http_set_asked:
 * @position: of the question on the tape that the calls which begin now are for; 0 for none
 */
void
ear_http_set_asked (EarHttp *self,
                    guint    position)
{
  g_return_if_fail (EAR_IS_HTTP (self));

  self->hub.asked = position;
}

/**
 * ear_http_set_cassette:
 * @cassette: (nullable): it records every call from now on, or answers it instead of the network
 */
void
ear_http_set_cassette (EarHttp     *self,
                       EarCassette *cassette)
{
  g_return_if_fail (EAR_IS_HTTP (self));

  g_set_object (&self->hub.cassette, cassette);
  ear_http_cache_clear (self->hub.cache);
}

/**
 * ear_http_get_cassette:
 *
 * Returns: (nullable) (transfer none): that which was set
 */
EarCassette *
ear_http_get_cassette (EarHttp *self)
{
  g_return_val_if_fail (EAR_IS_HTTP (self), NULL);

  return self->hub.cassette;
}

static void
start (EarHttp              *self,
       GTask                *task,
       const EarHttpRequest *request,
       EarHttpChunkFunc      chunk,
       gpointer              chunk_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GUri) uri = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  if (!(uri = ear_http_parse_request (request, &error)))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    ear_http_call_start (self, g_object_ref (task), request, uri, chunk, chunk_data);
}

/**
 * ear_http_send_async:
 * @request: need not outlive the call
 *
 * Sends a request from the thread that runs the main context. Finish it with ear_http_reply_finish(), or with
 * ear_http_send_finish() where the answer is JSON.
 */
void
ear_http_send_async (EarHttp              *self,
                     const EarHttpRequest *request,
                     GCancellable         *cancellable,
                     GAsyncReadyCallback   callback,
                     gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (EAR_IS_HTTP (self));
  g_return_if_fail (request != NULL && request->url != NULL);
  g_return_if_fail ((request->secret == NULL) == (request->secret_header == NULL));

  g_task_set_source_tag (task, ear_http_send_async);
  start (self, task, request, NULL, NULL);
}

/**
 * ear_http_stream_async:
 * @request: need not outlive the call
 * @chunk: gets the body of an answer of status 200 to 299, piece by piece as it comes
 * @chunk_data: must outlive the call
 *
 * The same for an answer that is used before it is complete. Finish it with ear_http_reply_finish(), whose body then holds at most the
 * beginning.
 */
void
ear_http_stream_async (EarHttp              *self,
                       const EarHttpRequest *request,
                       EarHttpChunkFunc      chunk,
                       gpointer              chunk_data,
                       GCancellable         *cancellable,
                       GAsyncReadyCallback   callback,
                       gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (EAR_IS_HTTP (self));
  g_return_if_fail (request != NULL && request->url != NULL);
  g_return_if_fail ((request->secret == NULL) == (request->secret_header == NULL));
  g_return_if_fail (chunk != NULL);

  g_task_set_source_tag (task, ear_http_stream_async);
  start (self, task, request, chunk, chunk_data);
}

/**
 * ear_http_reply_finish:
 * @error: an #EarServiceError, %G_IO_ERROR_CANCELLED, or what the function that took the chunks says
 *
 * Returns: (transfer full) (nullable): the answer
 */
EarHttpReply *
ear_http_reply_finish (EarHttp       *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
  g_autoptr (EarHttpReply) reply = ear_http_reply_finish (self, result, error);

  return reply ? ear_http_reply_parse_json (reply, error) : NULL;
}

void
ear_http_reply_free (EarHttpReply *self)
{
  g_free (self->url);
  g_free (self->content_type);
  g_hash_table_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

EarHttpReply *
ear_http_reply_copy (const EarHttpReply *self)
{
  EarHttpReply *copy = g_new (EarHttpReply, 1);

  *copy = *self;
  copy->url = g_strdup (self->url);
  copy->content_type = g_strdup (self->content_type);
  copy->headers = g_hash_table_ref (self->headers);
  copy->body = g_bytes_ref (self->body);

  return copy;
}

/**
 * ear_http_reply_get_header:
 * @name: in lower case
 *
 * Returns: (nullable): its value
 */
const char *
ear_http_reply_get_header (const EarHttpReply *self,
                           const char         *name)
{
  return g_hash_table_lookup (self->headers, name);
}

/**
 * ear_http_reply_parse_json:
 * @error: %EAR_SERVICE_ERROR_BAD_RESPONSE
 *
 * Returns: (transfer full) (nullable): the body, an object or an array in strict JSON
 */
JsonNode *
ear_http_reply_parse_json (const EarHttpReply  *self,
                           GError             **error)
{
  gsize size;
  const char *text = g_bytes_get_data (self->body, &size);
  g_autoptr (GUri) uri = g_uri_parse (self->url, SOUP_HTTP_URI_FLAGS, NULL);
  const char *host = uri ? g_uri_get_host (uri) : self->url;
  g_autoptr (GError) cause = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (size == 0) {
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s answered with nothing."), host);
    return NULL;
  }

  node = ear_json_parse (text, size, &(EarJsonLimits) { size, 64 }, &cause);
  if (node == NULL)
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s answered with something else than JSON: %s"), host,
                 cause->message);
  else if (JSON_NODE_HOLDS_OBJECT (node) || JSON_NODE_HOLDS_ARRAY (node))
    return g_steal_pointer (&node);
  else
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s answered with a bare value."), host);

  return NULL;
}
