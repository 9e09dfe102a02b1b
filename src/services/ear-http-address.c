/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-http-address.h"

#include "services/ear-http.h"
#include "services/ear-provider.h"

#include <glib/gi18n.h>
#include <string.h>

/* Networks that GLib has no question for: shared (RFC 6598), "this" (RFC 1122) and unique local addresses (RFC 4193). */
static gboolean
is_private_ipv4 (const guint8 *bytes)
{
  return bytes[0] == 0 || bytes[0] == 10 || bytes[0] == 127 || (bytes[0] == 100 && (bytes[1] & 0xc0) == 64) ||
         (bytes[0] == 169 && bytes[1] == 254) || (bytes[0] == 172 && (bytes[1] & 0xf0) == 16) ||
         (bytes[0] == 192 && bytes[1] == 168) || bytes[0] >= 224;
}

/**
 * ear_http_address_is_private:
 *
 * Returns: whether @address is of this machine or of a network behind it, which a host outside has no business with
 */
gboolean
ear_http_address_is_private (GInetAddress *address)
{
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };
  const guint8 *bytes = g_inet_address_to_bytes (address);

  if (g_inet_address_get_family (address) == G_SOCKET_FAMILY_IPV4)
    return is_private_ipv4 (bytes);
  if (memcmp (bytes, mapped, sizeof mapped) == 0)
    return is_private_ipv4 (bytes + sizeof mapped);

  return g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address) ||
         g_inet_address_get_is_link_local (address) || g_inet_address_get_is_site_local (address) ||
         g_inet_address_get_is_multicast (address) || (bytes[0] & 0xfe) == 0xfc;
}

/**
 * ear_http_host_is_private:
 * @host: a name or an address
 *
 * Returns: whether its very name says that @host is near. A name that only leads to a near address is found out when it is
 *   called.
 */
gboolean
ear_http_host_is_private (const char *host)
{
  static const char *const endings[] = { ".localhost", ".local", ".internal", ".home.arpa", ".lan" };
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autofree char *folded = g_ascii_strdown (host, -1);

  if (address != NULL)
    return ear_http_address_is_private (address);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i]))
      return TRUE;

  return strchr (folded, '.') == NULL;
}

/**
 * ear_http_check_url:
 *
 * Returns: whether @uri may be asked: http or https, a host, and no password in it
 */
gboolean
ear_http_check_url (GUri    *uri,
                    GError **error)
{
  const char *scheme = g_uri_get_scheme (uri), *host = g_uri_get_host (uri);

  if (strcmp (scheme, "http") != 0 && strcmp (scheme, "https") != 0)
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED,
                 _("addresses must start with http:// or https://, not with %s:"), scheme);
  else if (host == NULL || *host == '\0')
    g_set_error_literal (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("the address names no host"));
  else if (g_uri_get_userinfo (uri) != NULL)
    g_set_error_literal (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("the address has a password in it"));
  else
    return TRUE;

  return FALSE;
}

/**
 * ear_http_dup_host:
 *
 * Returns: (transfer full): scheme, host and port: whom we talk to
 */
char *
ear_http_dup_host (GUri *uri)
{
  gboolean tls = strcmp (g_uri_get_scheme (uri), "https") == 0;
  int port = g_uri_get_port (uri);
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);

  return g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (uri), host, port > 0 ? port : tls ? 443 : 80);
}

static gboolean
is_secret (const char        *name,
           gsize              length,
           const char *const *secret_params)
{
  for (guint i = 0; secret_params != NULL && secret_params[i] != NULL; i++)
    if (strlen (secret_params[i]) == length && strncmp (secret_params[i], name, length) == 0)
      return TRUE;

  return FALSE;
}

/**
 * ear_http_redact_url:
 * @secret_params: (nullable): names of parameters, %NULL-terminated
 *
 * Returns: (transfer full): @url with the values of @secret_params hidden
 */
char *
ear_http_redact_url (const char        *url,
                     const char *const *secret_params)
{
  const char *query = strchr (url, '?'), *end;
  g_autoptr (GString) shown = NULL;
  g_auto (GStrv) pairs = NULL;
  g_autofree char *text = NULL;

  if (query == NULL || secret_params == NULL)
    return g_strdup (url);

  end = query + strcspn (query, "#");
  text = g_strndup (query + 1, end - query - 1);
  pairs = g_strsplit (text, "&", -1);
  shown = g_string_new_len (url, query - url);
  for (guint i = 0; pairs[i] != NULL; i++) {
    gsize name = strcspn (pairs[i], "=");

    g_string_append_c (shown, i ? '&' : '?');
    if (pairs[i][name] == '=' && is_secret (pairs[i], name, secret_params))
      g_string_append_printf (shown, "%.*s=***", (int) name, pairs[i]);
    else
      g_string_append (shown, pairs[i]);
  }
  g_string_append (shown, end);

  return g_string_free (g_steal_pointer (&shown), FALSE);
}
