/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-ad-server.h"

#include "services/ear-vast.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

/* Deliveries that are remembered: who tells of an older one comes too late. */
#define MAX_DELIVERIES 4096
#define MAX_VALUE 200

struct _EarAdServer {
  GObject       parent_instance;

  EarCampaigns *campaigns;
  EarClock     *clock;
  guint64       seed;
  SoupServer   *server;
  EarAdServerVoice voice;
  gpointer      voice_data;
  GHashTable   *sounds;         /* words, as the campaigns have them → GBytes */
  char         *url;
  GHashTable   *deliveries;     /* id → Delivery */
  GQueue        ages;           /* of their ids, the oldest first */
  guint         n_requests;
  guint         n_empty;
  guint         n_errors;
};

G_DEFINE_FINAL_TYPE (EarAdServer, ear_ad_server, G_TYPE_OBJECT)

typedef struct {
  char        *id;
  EarCampaign *campaign;        /* or NULL where there was none to deliver */
  guint32      told;            /* a bit for each event */
} Delivery;

/* --- what it answers */

static void
delivery_free (gpointer data)
{
  Delivery *delivery = data;

  g_free (delivery->id);
  g_free (delivery);
}

static Delivery *
remember (EarAdServer *self,
          EarCampaign *campaign)
{
  Delivery *delivery = g_new0 (Delivery, 1);

  delivery->id = g_strdup_printf ("%" G_GINT64_MODIFIER "x-%u", self->seed, ++self->n_requests);
  delivery->campaign = campaign;
  g_hash_table_insert (self->deliveries, delivery->id, delivery);
  g_queue_push_tail (&self->ages, delivery->id);
  if (g_queue_get_length (&self->ages) > MAX_DELIVERIES)
    g_hash_table_remove (self->deliveries, g_queue_pop_head (&self->ages));

  return delivery;
}

/**
 * ear_ad_server_answer:
 * @context: (nullable): what the customer just did
 * @locale: (nullable): the language; English where nobody says
 * @device: (nullable): which device
 *
 * Returns: (transfer full): a VAST document, with an advert or without one
 */
char *
ear_ad_server_answer (EarAdServer *self,
                      const char  *context,
                      const char  *locale,
                      const char  *device)
{
  EarCampaign *campaign;
  Delivery *delivery;

  g_return_val_if_fail (EAR_IS_AD_SERVER (self), NULL);

  if (locale == NULL)
    locale = "en-US";
  campaign = ear_campaigns_pick (self->campaigns, &(EarCampaignRequest) {
    .context = context, .locale = locale, .device = device, .now = ear_clock_get_now (self->clock), .seed = self->seed + self->n_requests,
  });
  delivery = remember (self, campaign);
  self->n_empty += campaign == NULL;

  return ear_vast_write (&(EarVastDelivery) { campaign, locale, delivery->id, self->url ? self->url : "http://127.0.0.1",
                                              self->voice != NULL });
}

static gboolean
find_event (const char   *name,
            EarVastEvent *event)
{
  for (*event = 0; *event < EAR_N_VAST_EVENTS; (*event)++)
    if (strcmp (name, ear_vast_event_to_name (*event)) == 0)
      return TRUE;

  return FALSE;
}

/**
 * ear_ad_server_note:
 * @delivery: its name
 * @event: what became of it, in the words of VAST
 *
 * Counts it. What is told twice counts once.
 *
 * Returns: whether there is such a delivery, and such an event
 */
gboolean
ear_ad_server_note (EarAdServer *self,
                    const char  *delivery,
                    const char  *event)
{
  Delivery *found;
  EarVastEvent what;

  g_return_val_if_fail (EAR_IS_AD_SERVER (self), FALSE);

  found = g_hash_table_lookup (self->deliveries, delivery);
  if (found == NULL || !find_event (event, &what))
    return FALSE;
  if (found->told & 1u << what)
    return TRUE;

  found->told |= 1u << what;
  self->n_errors += what == EAR_VAST_ERRED;
  if (what == EAR_VAST_IMPRESSION && found->campaign != NULL)
    ear_campaign_hear (found->campaign);

  return TRUE;
}

static void
count_told (EarAdServer       *self,
            const EarCampaign *campaign,
            JsonObject        *object)
{
  for (EarVastEvent event = 0; event < EAR_N_VAST_EVENTS; event++) {
    GHashTableIter iter;
    gpointer value;
    gint64 n = 0;

    g_hash_table_iter_init (&iter, self->deliveries);
    while (g_hash_table_iter_next (&iter, NULL, &value))
      n += ((Delivery *) value)->campaign == campaign && (((Delivery *) value)->told & 1u << event) != 0;
    if (n > 0)
      json_object_set_int_member (object, ear_vast_event_to_name (event), n);
  }
}

static JsonObject *
report_campaign (EarAdServer       *self,
                 const EarCampaign *campaign)
{
  JsonObject *object = json_object_new (), *told = json_object_new ();

  json_object_set_string_member (object, "id", campaign->advert.id);
  json_object_set_string_member (object, "advertiser", campaign->advert.advertiser);
  json_object_set_string_member (object, "currency", campaign->advert.currency);
  json_object_set_int_member (object, "delivered", campaign->n_picked);
  json_object_set_int_member (object, "impressions", campaign->n_heard);
  json_object_set_int_member (object, "spent_micros", campaign->spent_micros);
  if (campaign->budget_micros >= 0)
    json_object_set_int_member (object, "budget_micros", campaign->budget_micros);
  count_told (self, campaign, told);
  json_object_set_object_member (object, "told", told);

  return object;
}

/**
 * ear_ad_server_report:
 *
 * Returns: (transfer full): what the campaigns have come to
 */
JsonNode *
ear_ad_server_report (EarAdServer *self)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonArray *campaigns = json_array_new ();
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_int_member (object, "requests", self->n_requests);
  json_object_set_int_member (object, "empty", self->n_empty);
  json_object_set_int_member (object, "errors", self->n_errors);
  for (guint i = 0; i < ear_campaigns_get_n (self->campaigns); i++)
    json_array_add_object_element (campaigns, report_campaign (self, ear_campaigns_get (self->campaigns, i)));
  json_object_set_array_member (object, "campaigns", campaigns);

  return node;
}

/* --- HTTP */

/* A page of the world that a browser here has open must not come in under a name of its own. */
static gboolean
is_for_us (SoupServerMessage *message)
{
  static const char *const names[] = { "127.0.0.1", "localhost", NULL };
  const char *host = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");
  g_autofree char *name = host ? g_strndup (host, strcspn (host, ":")) : NULL;

  return name != NULL && g_strv_contains (names, name);
}

static void
reply (SoupServerMessage *message,
       guint              status,
       const char        *type,
       const char        *text)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Cache-Control", "no-store");
  soup_server_message_set_status (message, status, NULL);
  if (text != NULL)
    soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static const char *
get_parameter (GHashTable *query,
               const char *name)
{
  const char *value = query ? g_hash_table_lookup (query, name) : NULL;

  return value != NULL && strlen (value) <= MAX_VALUE && g_utf8_validate (value, -1, NULL) ? value : NULL;
}

static void
serve_vast (EarAdServer       *self,
            SoupServerMessage *message,
            GHashTable        *query)
{
  g_autofree char *vast = ear_ad_server_answer (self, get_parameter (query, "context"), get_parameter (query, "locale"),
                                                get_parameter (query, "device"));

  reply (message, SOUP_STATUS_OK, "application/xml", vast);
}

static void
serve_words (EarAdServer       *self,
             SoupServerMessage *message,
             const char        *id,
             GHashTable        *query)
{
  EarCampaign *campaign = ear_campaigns_find (self->campaigns, id);
  const char *locale = get_parameter (query, "locale");
  const char *words = campaign ? ear_campaign_get_words (campaign, locale ? locale : "en-US") : NULL;

  reply (message, words ? SOUP_STATUS_OK : SOUP_STATUS_NOT_FOUND, "application/ssml+xml", words);
}

/* Spoken once: the words of a campaign do not change. */
static GBytes *
get_sound (EarAdServer *self,
           const char  *locale,
           const char  *words)
{
  GBytes *sound = g_hash_table_lookup (self->sounds, words);
  g_autoptr (GError) error = NULL;

  if (sound != NULL || self->voice == NULL)
    return sound;

  sound = self->voice (locale, words, self->voice_data, &error);
  if (sound != NULL)
    g_hash_table_insert (self->sounds, (gpointer) words, sound);
  else
    g_message ("An advert can not be spoken: %s", error->message);

  return sound;
}

static void
serve_sound (EarAdServer       *self,
             SoupServerMessage *message,
             const char        *id,
             GHashTable        *query)
{
  EarCampaign *campaign = ear_campaigns_find (self->campaigns, id);
  const char *wanted = get_parameter (query, "locale"), *locale = wanted ? wanted : "en-US";
  const char *words = campaign ? ear_campaign_get_words (campaign, locale) : NULL;
  GBytes *sound = words ? get_sound (self, locale, words) : NULL;

  reply (message, sound ? SOUP_STATUS_OK : SOUP_STATUS_NOT_FOUND, NULL, NULL);
  if (sound != NULL) {
    soup_message_headers_set_content_type (soup_server_message_get_response_headers (message), "audio/wav", NULL);
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), sound);
  }
}

static void
serve_event (EarAdServer       *self,
             SoupServerMessage *message,
             const char        *rest)
{
  g_auto (GStrv) parts = g_strsplit (rest, "/", 3);
  gboolean known = g_strv_length (parts) == 2 && ear_ad_server_note (self, parts[0], parts[1]);

  reply (message, known ? SOUP_STATUS_NO_CONTENT : SOUP_STATUS_NOT_FOUND, NULL, NULL);
}

static void
serve_report (EarAdServer       *self,
              SoupServerMessage *message)
{
  g_autoptr (JsonNode) node = ear_ad_server_report (self);
  g_autofree char *text = ear_json_to_string (node);

  reply (message, SOUP_STATUS_OK, "application/json", text);
}

static void
on_request (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  EarAdServer *self = user_data;

  if (!is_for_us (message))
    reply (message, SOUP_STATUS_FORBIDDEN, NULL, NULL);
  else if (strcmp (soup_server_message_get_method (message), SOUP_METHOD_GET) != 0)
    reply (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL, NULL);
  else if (strcmp (path, "/vast") == 0)
    serve_vast (self, message, query);
  else if (g_str_has_prefix (path, "/words/"))
    serve_words (self, message, path + strlen ("/words/"), query);
  else if (g_str_has_prefix (path, "/sound/"))
    serve_sound (self, message, path + strlen ("/sound/"), query);
  else if (g_str_has_prefix (path, "/event/"))
    serve_event (self, message, path + strlen ("/event/"));
  else if (strcmp (path, "/report") == 0)
    serve_report (self, message);
  else
    reply (message, SOUP_STATUS_NOT_FOUND, NULL, NULL);
}

static void
ear_ad_server_dispose (GObject *object)
{
  EarAdServer *self = EAR_AD_SERVER (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (ear_ad_server_parent_class)->dispose (object);
}

static void
ear_ad_server_finalize (GObject *object)
{
  EarAdServer *self = EAR_AD_SERVER (object);

  g_queue_clear (&self->ages);
  g_hash_table_unref (self->deliveries);
  g_hash_table_unref (self->sounds);
  g_clear_pointer (&self->campaigns, ear_campaigns_free);
  g_free (self->url);

  G_OBJECT_CLASS (ear_ad_server_parent_class)->finalize (object);
}

static void
ear_ad_server_class_init (EarAdServerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_ad_server_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_ad_server_finalize;
}

static void
ear_ad_server_init (EarAdServer *self)
{
  self->deliveries = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, delivery_free);
  self->sounds = g_hash_table_new_full (g_direct_hash, g_direct_equal, NULL, (GDestroyNotify) g_bytes_unref);
}

/**
 * ear_ad_server_new:
 * @path: its campaigns
 * @clock: when a campaign starts and ends
 * @seed: of its dice
 *
 * Returns: (transfer full) (nullable): a server that does not listen yet
 */
EarAdServer *
ear_ad_server_new (const char  *path,
                   EarClock    *clock,
                   guint64      seed,
                   GError     **error)
{
  EarCampaigns *campaigns = ear_campaigns_load (path, error);
  EarAdServer *self;

  if (campaigns == NULL)
    return NULL;

  self = g_object_new (EAR_TYPE_AD_SERVER, NULL);
  self->campaigns = campaigns;
  self->clock = g_object_ref (clock);
  self->seed = seed;

  return self;
}

/**
 * ear_ad_server_set_voice:
 * @voice: (nullable): makes recordings for players that have no voice of their own
 * @user_data: must outlive the server
 */
void
ear_ad_server_set_voice (EarAdServer      *self,
                         EarAdServerVoice  voice,
                         gpointer          user_data)
{
  g_return_if_fail (EAR_IS_AD_SERVER (self));

  self->voice = voice;
  self->voice_data = user_data;
}

/**
 * ear_ad_server_listen:
 * @port: on 127.0.0.1; 0 for any that is free
 */
gboolean
ear_ad_server_listen (EarAdServer  *self,
                      guint         port,
                      GError      **error)
{
  g_autoptr (SoupServer) server = NULL;
  GSList *uris;

  g_return_val_if_fail (EAR_IS_AD_SERVER (self), FALSE);
  g_return_val_if_fail (self->server == NULL, FALSE);

  server = soup_server_new ("server-header", "Earshot/" EAR_VERSION, NULL);
  soup_server_add_handler (server, NULL, on_request, self, NULL);
  if (!soup_server_listen_local (server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, error)) {
    g_prefix_error (error, _("The advert server can not listen on port %u; choose another one with --port: "), port);
    return FALSE;
  }

  uris = soup_server_get_uris (server);
  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  self->server = g_steal_pointer (&server);

  return TRUE;
}

/**
 * ear_ad_server_get_url:
 *
 * Returns: (nullable): where it listens
 */
const char *
ear_ad_server_get_url (EarAdServer *self)
{
  g_return_val_if_fail (EAR_IS_AD_SERVER (self), NULL);

  return self->url;
}

/**
 * ear_ad_server_dup_tag:
 *
 * Returns: (transfer full) (nullable): the address that a speaker of ours is given
 */
char *
ear_ad_server_dup_tag (EarAdServer *self)
{
  g_return_val_if_fail (EAR_IS_AD_SERVER (self), NULL);

  return self->url ? g_strconcat (self->url, "/vast?context=[CONTEXT]&locale=[LOCALE]", NULL) : NULL;
}
