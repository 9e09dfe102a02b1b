/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-http-cache.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_BYTES (8 * 1024 * 1024)
#define MAX_SECONDS (24 * 60 * 60)

typedef struct {
  char         *key;
  EarHttpReply *reply;
  gint64        fresh_until;    /* monotonic */
  GList         link;           /* oldest first */
} Entry;

struct _EarHttpCache {
  GHashTable *entries;
  GQueue      ages;
  gsize       bytes;
};

static void
entry_free (Entry *entry)
{
  g_free (entry->key);
  ear_http_reply_free (entry->reply);
  g_free (entry);
}

EarHttpCache *
ear_http_cache_new (void)
{
  EarHttpCache *self = g_new0 (EarHttpCache, 1);

  self->entries = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&self->ages);

  return self;
}

static void
drop (EarHttpCache *self,
      Entry        *entry)
{
  g_hash_table_remove (self->entries, entry->key);
  g_queue_unlink (&self->ages, &entry->link);
  self->bytes -= g_bytes_get_size (entry->reply->body);
  entry_free (entry);
}

void
ear_http_cache_clear (EarHttpCache *self)
{
  while (self->ages.head != NULL)
    drop (self, self->ages.head->data);
}

void
ear_http_cache_free (EarHttpCache *self)
{
  ear_http_cache_clear (self);
  g_hash_table_unref (self->entries);
  g_free (self);
}

/* For how long an answer is as good as new; -1 where it must not be kept at all. */
static gint64
get_lifetime (const EarHttpReply *reply)
{
  const char *control = ear_http_reply_get_header (reply, "cache-control");
  const char *expires = ear_http_reply_get_header (reply, "expires"), *date = ear_http_reply_get_header (reply, "date");
  GHashTable *directives = control ? soup_header_parse_param_list (control) : NULL;
  const char *age = directives ? g_hash_table_lookup (directives, "max-age") : NULL;
  gint64 seconds = 0;

  if (directives != NULL && g_hash_table_contains (directives, "no-store"))
    seconds = -1;
  else if (g_strcmp0 (ear_http_reply_get_header (reply, "vary"), "*") == 0)
    seconds = -1;
  else if (directives != NULL && g_hash_table_contains (directives, "no-cache"))
    seconds = 0;
  else if (age != NULL)
    seconds = g_ascii_string_to_signed (age, 10, 0, G_MAXINT, &seconds, NULL) ? seconds : 0;
  else if (expires != NULL) {
    g_autoptr (GDateTime) end = soup_date_time_new_from_http_string (expires);
    g_autoptr (GDateTime) start = date ? soup_date_time_new_from_http_string (date) : g_date_time_new_now_utc ();

    seconds = end && start ? g_date_time_difference (end, start) / G_USEC_PER_SEC : 0;
  }

  if (directives != NULL)
    soup_header_free_param_list (directives);

  return CLAMP (seconds, -1, MAX_SECONDS);
}

/**
 * ear_http_cache_look:
 * @now: monotonic
 * @fresh: (out): whether it may be used without asking again
 *
 * Returns: (transfer none) (nullable): what is kept; its "etag" and "last-modified" let the service say that nothing is new
 */
const EarHttpReply *
ear_http_cache_look (EarHttpCache *self,
                     const char   *key,
                     gint64        now,
                     gboolean     *fresh)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  *fresh = entry != NULL && now < entry->fresh_until;

  return entry ? entry->reply : NULL;
}

/**
 * ear_http_cache_keep:
 * @reply: an answer of status 200 or 203
 * @now: monotonic
 *
 * Keeps @reply where that is allowed and of use, in place of what was kept before.
 */
void
ear_http_cache_keep (EarHttpCache       *self,
                     const char         *key,
                     const EarHttpReply *reply,
                     gint64              now)
{
  gint64 lifetime = get_lifetime (reply);
  gboolean useful = lifetime > 0 || ear_http_reply_get_header (reply, "etag") || ear_http_reply_get_header (reply, "last-modified");
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry != NULL)
    drop (self, entry);
  if (lifetime < 0 || !useful || g_bytes_get_size (reply->body) > MAX_BYTES / 4)
    return;

  entry = g_new0 (Entry, 1);
  entry->key = g_strdup (key);
  entry->reply = ear_http_reply_copy (reply);
  entry->reply->cached = TRUE;
  entry->fresh_until = now + lifetime * G_USEC_PER_SEC;
  entry->link.data = entry;
  g_hash_table_insert (self->entries, entry->key, entry);
  g_queue_push_tail_link (&self->ages, &entry->link);
  self->bytes += g_bytes_get_size (reply->body);

  while (self->bytes > MAX_BYTES)
    drop (self, self->ages.head->data);
}

/**
 * ear_http_cache_renew:
 * @unchanged: an answer of status 304
 *
 * What is kept is good for as long again as @unchanged says.
 */
void
ear_http_cache_renew (EarHttpCache       *self,
                      const char         *key,
                      const EarHttpReply *unchanged,
                      gint64              now)
{
  Entry *entry = g_hash_table_lookup (self->entries, key);

  if (entry != NULL)
    entry->fresh_until = now + MAX (get_lifetime (unchanged), 0) * G_USEC_PER_SEC;
}
