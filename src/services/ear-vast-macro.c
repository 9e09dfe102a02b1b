/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-vast-macro.h"

#include <inttypes.h>
#include <string.h>

#define MAX_NAME 64

/* What the standard has us say of what we do not know, and of what we know and keep to ourselves. */
#define UNKNOWN "-1"
#define NOT_SHARED "-2"

static char *
format_time (gint64 us)
{
  gint64 ms = us / 1000;

  if (us < 0)
    return g_strdup (UNKNOWN);

  return g_strdup_printf ("%02" PRId64 ":%02" PRId64 ":%02" PRId64 ".%03" PRId64, ms / 3600000, ms / 60000 % 60, ms / 1000 % 60, ms % 1000);
}

static char *
format_now (gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  g_autofree char *seconds = utc ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S") : g_strdup ("1970-01-01T00:00:00");

  return g_strdup_printf ("%s.%03dZ", seconds, (int) (now / 1000 % 1000 + 1000) % 1000);
}

static char *
dup_known (const char *value)
{
  return g_strdup (value ? value : UNKNOWN);
}

/* (nullable): what a macro stands for; NULL where nobody knows the macro */
static char *
dup_value (const char          *name,
           const EarVastMacros *macros)
{
  static const struct { const char *name, *value; } fixed[] = {
    { "ADTYPE", "audio" }, { "VASTVERSIONS", "2,3,5,6,7,8,11,12,13,14,15,16" }, { "APIFRAMEWORKS", UNKNOWN }, { "OMIDPARTNER", UNKNOWN },
    { "CLIENTUA", "Earshot/" EAR_VERSION }, { "PLAYERCAPABILITIES", "mute" }, { "INVENTORYSTATE", UNKNOWN }, { "CLICKTYPE", "0" },
    { "LIMITADTRACKING", "1" }, { "IFA", NOT_SHARED }, { "IFATYPE", NOT_SHARED }, { "DEVICEIP", NOT_SHARED }, { "LATLONG", NOT_SHARED },
    { "CLICKPOS", UNKNOWN }, { "PLAYERSIZE", UNKNOWN }, { "BREAKPOSITION", UNKNOWN }, { "PLACEMENTTYPE", UNKNOWN },
  };

  if (strcmp (name, "ERRORCODE") == 0)
    return macros->error ? g_strdup_printf ("%d", macros->error) : g_strdup (UNKNOWN);
  if (strcmp (name, "CACHEBUSTING") == 0)
    return g_strdup_printf ("%08u", macros->cache_buster % 100000000u);
  if (strcmp (name, "TIMESTAMP") == 0)
    return format_now (macros->now);
  if (strcmp (name, "ADPLAYHEAD") == 0)
    return format_time (macros->position_us);
  if (strcmp (name, "CONTENTPLAYHEAD") == 0 || strcmp (name, "MEDIAPLAYHEAD") == 0)
    return format_time (macros->content_position_us);
  if (strcmp (name, "ASSETURI") == 0)
    return dup_known (macros->asset);
  if (strcmp (name, "MEDIAMIME") == 0)
    return dup_known (macros->mime);
  if (strcmp (name, "ADSERVINGID") == 0)
    return dup_known (macros->serving_id);
  if (strcmp (name, "UNIVERSALADID") == 0)
    return dup_known (macros->universal_id);
  if (strcmp (name, "PLAYERSTATE") == 0)
    return g_strdup (macros->muted ? "muted" : "");
  for (guint i = 0; i < G_N_ELEMENTS (fixed); i++)
    if (strcmp (name, fixed[i].name) == 0)
      return g_strdup (fixed[i].value);

  return NULL;
}

/* Where brackets stand for themselves or percent-encoded, a macro goes from one to the other; returns how long they are. */
static gsize
find_bracket (const char *text,
              char        plain,
              const char *encoded)
{
  return *text == plain ? 1 : g_ascii_strncasecmp (text, encoded, 3) == 0 ? 3 : 0;
}

static char *
dup_name (const char  *url,
          const char **end)
{
  gsize opening = find_bracket (url, '[', "%5B"), closing = 0;
  const char *at = url + opening;

  if (opening == 0)
    return NULL;
  while (*at != '\0' && at - url < MAX_NAME && !(closing = find_bracket (at, ']', "%5D")) && !find_bracket (at, '[', "%5B"))
    at++;
  *end = at + closing;

  return closing ? g_strndup (url + opening, at - url - opening) : NULL;
}

/**
 * ear_vast_expand:
 * @url: an address with macros, "https://ads.example/e?code=[ERRORCODE]"
 *
 * Returns: (transfer full): @url with what its macros stand for, percent-encoded; a macro that nobody knows stays as it is
 */
char *
ear_vast_expand (const char          *url,
                 const EarVastMacros *macros)
{
  g_autoptr (GString) expanded = g_string_new (NULL);

  while (*url != '\0') {
    const char *end;
    g_autofree char *name = dup_name (url, &end);
    g_autofree char *value = name ? dup_value (name, macros) : NULL;

    if (value != NULL) {
      g_string_append_uri_escaped (expanded, value, NULL, FALSE);
      url = end;
    } else {
      g_string_append_c (expanded, *url++);
    }
  }

  return g_string_free (g_steal_pointer (&expanded), FALSE);
}
