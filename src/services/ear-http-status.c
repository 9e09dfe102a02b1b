/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-http-status.h"

#include "services/ear-http-address.h"
#include "services/ear-text.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_WAIT_SECONDS 3600
#define MAX_REASON_CHARS 200

static gboolean
is_plain (const char *value)
{
  for (const char *p = value; *p; p++)
    if ((guchar) *p < 0x20 || *p == 0x7f)
      return FALSE;

  return TRUE;
}

/**
 * ear_http_parse_request:
 *
 * Returns: (transfer full) (nullable): where @request goes, where all of it is fit to be sent
 */
GUri *
ear_http_parse_request (const EarHttpRequest  *request,
                        GError               **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GUri) uri = g_uri_parse (request->url, SOUP_HTTP_URI_FLAGS, &local_error);

  if (uri == NULL) {
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("This is no address of a service: %s."),
                 local_error->message);
    return NULL;
  }
  if (!ear_http_check_url (uri, error)) {
    g_prefix_error (error, _("This is no address of a service: "));
    return NULL;
  }
  if (request->secret != NULL && (!is_plain (request->secret) || !is_plain (request->secret_header))) {
    g_set_error_literal (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_AUTH, _("The key has control characters in it. Enter it again."));
    return NULL;
  }
  for (guint i = 0; request->headers != NULL && request->headers[i] != NULL; i++)
    if (!is_plain (request->headers[i])) {
      g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("The header “%s” has control characters in it."),
                   request->headers[i - i % 2]);
      return NULL;
    }

  return g_steal_pointer (&uri);
}

EarServiceError
ear_http_status_to_error (guint status)
{
  switch (status) {
  case SOUP_STATUS_UNAUTHORIZED:
  case SOUP_STATUS_FORBIDDEN:
    return EAR_SERVICE_ERROR_AUTH;
  case SOUP_STATUS_NOT_FOUND:
  case SOUP_STATUS_GONE:
    return EAR_SERVICE_ERROR_NOT_FOUND;
  case SOUP_STATUS_REQUEST_TIMEOUT:
  case SOUP_STATUS_GATEWAY_TIMEOUT:
    return EAR_SERVICE_ERROR_TIMEOUT;
  case EAR_HTTP_TOO_MANY_REQUESTS:
    return EAR_SERVICE_ERROR_RATE_LIMITED;
  default:
    return status >= 500 ? EAR_SERVICE_ERROR_OFFLINE : EAR_SERVICE_ERROR_BAD_RESPONSE;
  }
}

/**
 * ear_http_is_passing:
 *
 * Returns: whether a server that answers with @status may be well again in a moment
 */
gboolean
ear_http_is_passing (guint status)
{
  return status == SOUP_STATUS_INTERNAL_SERVER_ERROR || status == SOUP_STATUS_BAD_GATEWAY ||
         status == SOUP_STATUS_SERVICE_UNAVAILABLE;
}

/**
 * ear_http_is_refusal:
 *
 * Returns: whether @status says that this request was wrong, rather than who sent it, when or how often
 */
gboolean
ear_http_is_refusal (guint status)
{
  return status >= 400 && status < 500 && status != SOUP_STATUS_UNAUTHORIZED && status != SOUP_STATUS_FORBIDDEN &&
         status != SOUP_STATUS_REQUEST_TIMEOUT && status != EAR_HTTP_TOO_MANY_REQUESTS;
}

/**
 * ear_http_get_wait:
 *
 * Returns: for how long a server asks to be left alone, in µs; at most an hour, 0 where it does not say
 */
gint64
ear_http_get_wait (SoupMessageHeaders *headers)
{
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  g_autoptr (GDateTime) date = NULL;
  gint64 seconds = 0;

  if (text == NULL)
    text = soup_message_headers_get_one (headers, "RateLimit-Retry-After");
  if (text == NULL)
    return 0;

  if (g_ascii_isdigit (*text)) {
    if (!g_ascii_string_to_signed (text, 10, 0, MAX_WAIT_SECONDS, &seconds, NULL))
      seconds = MAX_WAIT_SECONDS;
  } else if ((date = soup_date_time_new_from_http_string (text))) {
    seconds = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
  }

  return CLAMP (seconds, 0, MAX_WAIT_SECONDS) * G_USEC_PER_SEC;
}

/**
 * ear_http_dup_reason:
 * @body: what came with an error status
 *
 * Returns: (transfer full) (nullable): what the service says went wrong, where it says so in JSON
 */
char *
ear_http_dup_reason (const char *body,
                     gsize       length)
{
  static const char *const members[] = { "reason", "message", "detail", "error" };
  g_autoptr (JsonNode) node = length ? ear_json_parse (body, length, NULL, NULL) : NULL;
  JsonObject *object = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object && json_object_has_member (object, "error") && JSON_NODE_HOLDS_OBJECT (json_object_get_member (object, "error")))
    object = json_object_get_object_member (object, "error");

  for (guint i = 0; object && i < G_N_ELEMENTS (members); i++) {
    const char *text = ear_json_get_string (object, members[i], NULL);

    if (text != NULL && *text != '\0')
      return ear_text_clean (text, MAX_REASON_CHARS);
  }

  return NULL;
}

/**
 * ear_http_explain:
 * @error: what went wrong below
 * @host: where
 *
 * Returns: (transfer full): the same as an error of a service; a cancel stays one
 */
GError *
ear_http_explain (const GError *error,
                  const char   *host)
{
  if (error->domain == EAR_SERVICE_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_error_copy (error);

  if (error->domain == G_TLS_ERROR)
    return g_error_new (EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s can not prove who it is: %s."), host, error->message);
  if (error->domain == G_RESOLVER_ERROR)
    return g_error_new (EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OFFLINE, _("%s can not be found: %s."), host, error->message);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    return g_error_new (EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_TIMEOUT, _("%s did not answer: %s."), host, error->message);
  if (error->domain == SOUP_SESSION_ERROR || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_FAILED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT))
    return g_error_new (EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("The answer of %s broke off: %s."), host, error->message);

  return g_error_new (EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OFFLINE, _("%s can not be reached: %s."), host, error->message);
}
