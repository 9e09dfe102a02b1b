/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-pinger.h"

#define MAX_FLYING 4
#define MAX_WAITING 400
#define DEADLINE_MS 5000
#define MAX_BYTES (64 * 1024)

struct _EarPinger {
  GObject     parent_instance;

  EarHttp    *http;
  const char *provider;
  GQueue      waiting;          /* of Ping */
  guint       n_flying;
  guint       n_sent;
  guint       n_failed;
};

G_DEFINE_FINAL_TYPE (EarPinger, ear_pinger, G_TYPE_OBJECT)

typedef struct {
  char *url;
  char *base;
} Ping;

static void
ping_free (gpointer data)
{
  Ping *ping = data;

  g_free (ping->url);
  g_free (ping->base);
  g_free (ping);
}

/* The pixel that comes back is nobody's business. */
static gboolean
on_pixel (const char  *bytes,
          gsize        length,
          gpointer     user_data,
          GError     **error)
{
  return TRUE;
}

static void send_waiting (EarPinger *self);

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (EarPinger) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarHttpReply) reply = ear_http_reply_finish (EAR_HTTP (source), result, &error);

  self->n_flying--;
  if (reply != NULL) {
    self->n_sent++;
  } else {
    self->n_failed++;
    g_debug ("An advert server could not be told: %s", error->message);
  }
  send_waiting (self);
}

static void
send_waiting (EarPinger *self)
{
  Ping *ping;

  while (self->n_flying < MAX_FLYING && (ping = g_queue_pop_head (&self->waiting))) {
    self->n_flying++;
    /* A stream, because what is kept is not fetched again. */
    ear_http_stream_async (self->http, &(EarHttpRequest) {
      .provider = self->provider, .url = ping->url, .base = ping->base, .accept = "*/*", .deadline_ms = DEADLINE_MS,
      .max_bytes = MAX_BYTES, .any_body = TRUE, .once = TRUE,
    }, on_pixel, NULL, NULL, on_sent, g_object_ref (self));
    ping_free (ping);
  }
}

static void
ear_pinger_finalize (GObject *object)
{
  EarPinger *self = EAR_PINGER (object);

  g_queue_clear_full (&self->waiting, ping_free);
  g_clear_object (&self->http);

  G_OBJECT_CLASS (ear_pinger_parent_class)->finalize (object);
}

static void
ear_pinger_class_init (EarPingerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_pinger_finalize;
}

static void
ear_pinger_init (EarPinger *self)
{
}

/**
 * ear_pinger_new:
 * @provider: for the log of the traffic; a static string
 */
EarPinger *
ear_pinger_new (EarHttp    *http,
                const char *provider)
{
  EarPinger *self;

  g_return_val_if_fail (EAR_IS_HTTP (http), NULL);

  self = g_object_new (EAR_TYPE_PINGER, NULL);
  self->http = g_object_ref (http);
  self->provider = provider;

  return self;
}

/**
 * ear_pinger_send:
 * @base: the address that the customer chose, as in #EarHttpRequest
 */
void
ear_pinger_send (EarPinger  *self,
                 const char *url,
                 const char *base)
{
  Ping *ping;

  g_return_if_fail (EAR_IS_PINGER (self));
  g_return_if_fail (url != NULL);

  if (g_queue_get_length (&self->waiting) >= MAX_WAITING) {
    self->n_failed++;
    return;
  }

  ping = g_new (Ping, 1);
  ping->url = g_strdup (url);
  ping->base = g_strdup (base);
  g_queue_push_tail (&self->waiting, ping);
  send_waiting (self);
}

/**
 * ear_pinger_is_busy:
 *
 * Returns: whether something is under way or waits
 */
gboolean
ear_pinger_is_busy (EarPinger *self)
{
  g_return_val_if_fail (EAR_IS_PINGER (self), FALSE);

  return self->n_flying > 0;
}

guint
ear_pinger_get_n_sent (EarPinger *self)
{
  g_return_val_if_fail (EAR_IS_PINGER (self), 0);

  return self->n_sent;
}

guint
ear_pinger_get_n_failed (EarPinger *self)
{
  g_return_val_if_fail (EAR_IS_PINGER (self), 0);

  return self->n_failed;
}
