/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-http-secrets.h"

#include <string.h>

/* What is shorter is no secret, and would be found in half of all words. */
#define MIN_SECRET 4
#define BEARER "Bearer "

static void
add_secret (GPtrArray  *secrets,
            const char *secret)
{
  if (secret != NULL && strlen (secret) >= MIN_SECRET)
    g_ptr_array_add (secrets, g_strdup (secret));
}

/**
 * ear_http_list_secrets:
 *
 * Returns: (transfer full): what of @request nobody else may see, in each form in which it may come back
 */
GStrv
ear_http_list_secrets (const EarHttpRequest *request,
                       GUri                 *uri)
{
  GPtrArray *secrets = g_ptr_array_new ();
  g_auto (GStrv) pairs = g_strsplit (g_uri_get_query (uri) ? g_uri_get_query (uri) : "", "&", -1);

  add_secret (secrets, request->secret);
  if (request->secret != NULL && g_str_has_prefix (request->secret, BEARER))
    add_secret (secrets, request->secret + strlen (BEARER));
  for (guint i = 0; pairs[i] != NULL; i++) {
    char *equals = strchr (pairs[i], '=');
    g_autofree char *plain = NULL;

    if (equals == NULL)
      continue;
    *equals = '\0';
    if (request->secret_params == NULL || !g_strv_contains (request->secret_params, pairs[i]))
      continue;
    plain = g_uri_unescape_string (equals + 1, NULL);
    add_secret (secrets, equals + 1);
    add_secret (secrets, plain);
  }
  g_ptr_array_add (secrets, NULL);

  return (GStrv) g_ptr_array_free (secrets, FALSE);
}

/**
 * ear_http_hide_secrets:
 * @text: not necessarily ended by a zero, nor text
 *
 * Returns: (transfer full): @text up to its first zero, with *** wherever one of @secrets stood
 */
char *
ear_http_hide_secrets (GStrv       secrets,
                       const char *text,
                       gsize       length)
{
  g_autofree char *copy = g_strndup (text, length);
  GString *shown = g_string_new (copy);

  for (guint i = 0; secrets != NULL && secrets[i] != NULL; i++)
    g_string_replace (shown, secrets[i], "***", 0);

  return g_string_free (shown, FALSE);
}
