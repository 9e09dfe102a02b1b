/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-connector-private.h"

#include "services/ear-store.h"

#include <glib/gi18n.h>
#include <string.h>

#define CATALOG "catalog"
#define MAX_HITS 5
#define MIN_MATCH 0.5

/* What was answered, for as long as the connector says; a catalog with what it is searched by. */
typedef struct {
  char      *key;
  gint64     until;             /* monotonic */
  EarAnswer *answer;
  EarStore  *store;             /* NULL but for a shop's catalog */
} Kept;

struct _EarConnectorProvider {
  GObject       parent_instance;

  EarConnector *connector;
  EarHttp      *http;
  EarConfig    *config;
  GHashTable   *kept;           /* operation → Kept */
};

static void provider_iface_init (EarProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarConnectorProvider, ear_connector_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_PROVIDER, provider_iface_init))

/* A question under way. */
typedef struct {
  EarConnectorProvider *provider;
  const EarOperation   *operation;
  EarQuestion          *question;
  EarPlace             *place;
  GTimeZone            *zone;
  EarDays               days;
  char                 *key;
} Asking;

static void
kept_free (Kept *kept)
{
  g_free (kept->key);
  ear_answer_free (kept->answer);
  g_clear_pointer (&kept->store, ear_store_free);
  g_free (kept);
}

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->provider);
  ear_question_free (asking->question);
  g_clear_pointer (&asking->place, ear_place_free);
  g_clear_pointer (&asking->zone, g_time_zone_unref);
  g_free (asking->key);
  g_free (asking);
}

static const char *
get_setting (const char *key,
             gpointer    user_data)
{
  return ear_config_get (EAR_CONFIG (user_data), key);
}

static EarFilling
make_filling (const Asking *asking)
{
  return (EarFilling) {
           .connector = asking->provider->connector, .question = asking->question, .place = asking->place,
           .days = asking->days.count > 0 ? &asking->days : NULL, .zone = asking->zone,
           .get_setting = get_setting, .settings = asking->provider->config,
  };
}

/* --- from what is kept */

static EarKeys *
make_product_keys (const EarProduct *product)
{
  EarKeys *keys = ear_keys_new ();

  ear_keys_add (keys, product->title, 1);
  ear_keys_add (keys, product->brand, 0.5);
  ear_keys_add (keys, product->category, 0.3);

  return keys;
}

static EarStore *
make_store (const EarAnswer *catalog)
{
  EarStore *store = ear_store_new (NULL, NULL);

  for (guint i = 0; i < catalog->rows->len; i++) {
    EarArticle *article = g_new0 (EarArticle, 1);

    article->product = *(const EarProduct *) ear_answer_peek (catalog, i);
    article->keys = make_product_keys (&article->product);
    ear_store_add (store, article);
  }

  return store;
}

typedef struct {
  gconstpointer row;
  double        match;
  guint         index;
} Hit;

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *one = a, *other = b;

  if (one->match != other->match)
    return one->match > other->match ? -1 : 1;

  return one->index < other->index ? -1 : one->index > other->index;
}

static EarAnswer *
take_hits (EarAnswerKind  kind,
           GArray        *hits)
{
  EarAnswer *answer = ear_answer_new (kind);

  g_array_sort (hits, compare_hits);
  for (guint i = 0; i < MIN (hits->len, MAX_HITS); i++)
    ear_answer_add (answer, g_array_index (hits, Hit, i).row);

  return answer;
}

/* Who asks for nothing in particular may have any of them. */
static EarAnswer *
find_tracks (const EarAnswer *catalog,
             const char      *words)
{
  g_autoptr (EarKeys) query = ear_keys_new_query (words);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  for (guint i = 0; i < catalog->rows->len; i++) {
    const EarTrack *track = ear_answer_peek (catalog, i);
    g_autoptr (EarKeys) keys = ear_keys_new ();
    Hit hit = { track, 1, i };

    ear_keys_add (keys, track->title, 1);
    ear_keys_add (keys, track->artist, 1);
    ear_keys_add (keys, track->album, 0.7);
    ear_keys_add (keys, track->genre, 0.7);
    if (!ear_keys_is_empty (query))
      hit.match = ear_keys_match (keys, query);
    if (hit.match >= MIN_MATCH)
      g_array_append_val (hits, hit);
  }

  return take_hits (EAR_ANSWER_TRACKS, hits);
}

/* The service has searched; how well its goods fit the words it does not say. */
static EarAnswer *
rate_products (const EarAnswer *found,
               const char      *words)
{
  g_autoptr (EarKeys) query = ear_keys_new_query (words);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_autofree EarProduct *products = g_new (EarProduct, MAX (found->rows->len, 1));

  for (guint i = 0; i < found->rows->len; i++) {
    g_autoptr (EarKeys) keys = NULL;

    products[i] = *(const EarProduct *) ear_answer_peek (found, i);
    keys = make_product_keys (&products[i]);
    if (products[i].match <= 0)
      products[i].match = MAX (ear_keys_match (keys, query), MIN_MATCH);
    g_array_append_vals (hits, &(Hit) { &products[i], products[i].match, i }, 1);
  }

  return take_hits (EAR_ANSWER_PRODUCTS, hits);
}

static EarAnswer *
copy_answer (const EarAnswer *self)
{
  EarAnswer *copy = ear_answer_new (self->kind);

  for (guint i = 0; i < self->rows->len; i++)
    ear_answer_add (copy, ear_answer_peek (self, i));

  return copy;
}

static EarAnswer *
answer_from (const Kept    *kept,
             const Asking  *asking,
             GError       **error)
{
  EarFilling filling = make_filling (asking);
  g_autofree char *words = ear_filling_dup_value (&filling, "query");
  gboolean catalog = strcmp (asking->operation->name, CATALOG) == 0;

  if (kept->store != NULL)
    return ear_store_answer (kept->store, asking->question, error);
  if (kept->answer->kind == EAR_ANSWER_TRACKS && catalog)
    return find_tracks (kept->answer, words);
  if (kept->answer->kind == EAR_ANSWER_PRODUCTS)
    return rate_products (kept->answer, words);

  return copy_answer (kept->answer);
}

static void
finish (GTask      *task,
        const Kept *kept)
{
  GError *error = NULL;
  EarAnswer *answer = answer_from (kept, g_task_get_task_data (task), &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) ear_answer_free);
  else
    g_task_return_error (task, error);
}

/* --- asking */

static gboolean
check_status (EarConnector        *connector,
              const EarHttpReply  *reply,
              GError             **error)
{
  if (reply->status < 400)
    return TRUE;
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s answered with status %u."), connector->title, reply->status);

  return FALSE;
}

static EarAnswer *
read_reply (Asking              *asking,
            const EarHttpReply  *reply,
            GError             **error)
{
  EarFilling filling = make_filling (asking);
  g_autoptr (JsonNode) document = ear_http_reply_parse_json (reply, error);
  g_autoptr (EarAnswer) answer = document ? ear_connector_map (&filling, asking->operation, document, error) : NULL;

  return answer != NULL && check_status (filling.connector, reply, error) ? g_steal_pointer (&answer) : NULL;
}

static void
on_reply (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (EarHttpReply) reply = ear_http_reply_finish (EAR_HTTP (source), result, &error);
  EarAnswer *answer = reply ? read_reply (asking, reply, &error) : NULL;
  Kept *kept;

  if (answer == NULL) {
    g_task_return_error (task, error);
    return;
  }

  kept = g_new0 (Kept, 1);
  kept->key = g_strdup (asking->key);
  kept->until = g_get_monotonic_time () + asking->operation->cache_seconds * G_TIME_SPAN_SECOND;
  kept->answer = answer;
  if (asking->provider->connector->kind == EAR_SERVICE_SHOP && strcmp (asking->operation->name, CATALOG) == 0)
    kept->store = make_store (answer);
  finish (task, kept);
  if (asking->operation->cache_seconds > 0)
    g_hash_table_replace (asking->provider->kept, asking->operation->name, kept);
  else
    kept_free (kept);
}

static GStrv
fill_headers (const EarFilling   *filling,
              const EarOperation *operation)
{
  GStrvBuilder *builder = g_strv_builder_new ();
  GStrv headers;

  for (guint i = 0; i + 1 < operation->headers->len; i += 2) {
    g_autofree char *value = ear_filling_fill (filling, g_ptr_array_index (operation->headers, i + 1), FALSE);

    /* What a customer says ends no line. */
    g_strdelimit (value, "\r\n", ' ');
    g_strv_builder_add_many (builder, (char *) g_ptr_array_index (operation->headers, i), value, NULL);
  }
  headers = g_strv_builder_end (builder);
  g_strv_builder_unref (builder);

  return headers;
}

static const char *
find_base (EarConnectorProvider *self)
{
  for (guint i = 0; i < self->connector->settings->len; i++) {
    const EarSetting *setting = &g_array_index (self->connector->settings, EarSetting, i);

    if (setting->type == EAR_SETTING_URL)
      return ear_config_get (self->config, setting->key);
  }

  return NULL;
}

static void
send (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  const EarOperation *operation = asking->operation;
  EarConnectorProvider *self = asking->provider;
  EarFilling filling = make_filling (asking);
  g_autofree char *url = ear_filling_fill (&filling, operation->url, TRUE), *secret = NULL, *body = NULL;
  g_auto (GStrv) headers = fill_headers (&filling, operation);
  const char *params[] = { operation->secret_param, NULL };
  const Kept *kept = g_hash_table_lookup (self->kept, operation->name);

  if (operation->secret != NULL)
    secret = ear_filling_fill (&filling, operation->secret, FALSE);
  if (operation->body != NULL)
    body = ear_filling_fill_body (&filling, operation->body);
  asking->key = g_strjoin ("\n", url, body, NULL);
  if (kept != NULL && kept->until > g_get_monotonic_time () && strcmp (kept->key, asking->key) == 0) {
    finish (task, kept);
    return;
  }

  ear_http_send_async (self->http, &(EarHttpRequest) {
    .provider = self->connector->id, .method = operation->method, .url = url, .base = find_base (self), .headers = (const char *const *) headers,
    .secret_header = secret && *secret ? operation->secret_header : NULL, .secret = secret && *secret ? secret : NULL,
    .secret_params = params, .body = body, .keep_refusal = operation->errors->len > 0,
  }, g_task_get_cancellable (task), on_reply, g_object_ref (task));
}

static void
send_for_days (GTask *task)
{
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;

  if (asking->place != NULL && asking->place->timezone != NULL)
    asking->zone = g_time_zone_new_identifier (asking->place->timezone);
  if (asking->zone == NULL)
    asking->zone = g_time_zone_new_utc ();
  if (ear_days_init (&asking->days, asking->question, asking->zone, &error))
    send (task);
  else
    g_task_return_error (task, error);
}

static void
on_place (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;

  asking->place = ear_geocoder_find_finish (EAR_HTTP (source), result, &error);
  if (asking->place != NULL)
    send_for_days (task);
  else
    g_task_return_error (task, error);
}

static const EarOperation *
find_operation (EarConnectorProvider *self,
                const EarQuestion    *question)
{
  const char *name = question->operation ? question->operation : "";
  const EarOperation *operation = ear_connector_find_operation (self->connector, name);

  return operation ? operation : ear_connector_find_operation (self->connector, CATALOG);
}

static void
ear_connector_provider_ask_async (EarProvider         *provider,
                                  const EarQuestion   *question,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  EarConnectorProvider *self = EAR_CONNECTOR_PROVIDER (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const EarOperation *operation = find_operation (self, question);
  EarQuestion asked = *question;
  GError *error = NULL;
  Asking *asking;

  if (operation == NULL) {
    g_task_return_new_error (task, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("%s can not do “%s”."), self->connector->title,
                             question->operation ? question->operation : "");
    return;
  }
  if (!ear_config_check_complete (self->config, &error)) {
    g_task_return_error (task, error);
    return;
  }

  if (self->connector->kind == EAR_SERVICE_WEATHER && asked.text == NULL)
    asked.text = ear_weather_get_home (asked.locale);
  asking = g_new0 (Asking, 1);
  asking->provider = g_object_ref (self);
  asking->operation = operation;
  asking->question = ear_question_copy (&asked);
  g_task_set_task_data (task, asking, (GDestroyNotify) asking_free);
  if (operation->wants_place)
    ear_geocoder_find_async (self->http, self->connector->id, ear_config_get (self->config, EAR_CONNECTOR_GEOCODING), asking->question,
                             cancellable, on_place, g_object_ref (task));
  else if (self->connector->kind == EAR_SERVICE_WEATHER)
    send_for_days (task);
  else
    send (task);
}

static EarAnswer *
ear_connector_provider_ask_finish (EarProvider   *provider,
                                   GAsyncResult  *result,
                                   GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static EarServiceKind
ear_connector_provider_get_kind (EarProvider *provider)
{
  return EAR_CONNECTOR_PROVIDER (provider)->connector->kind;
}

static const char *
ear_connector_provider_get_name (EarProvider *provider)
{
  return EAR_CONNECTOR_PROVIDER (provider)->connector->id;
}

static const char *
ear_connector_provider_get_title (EarProvider *provider)
{
  return EAR_CONNECTOR_PROVIDER (provider)->connector->title;
}

static const char *
ear_connector_provider_get_attribution (EarProvider *provider)
{
  return EAR_CONNECTOR_PROVIDER (provider)->connector->attribution;
}

static EarConfig *
ear_connector_provider_get_config (EarProvider *provider)
{
  return EAR_CONNECTOR_PROVIDER (provider)->config;
}

static void
provider_iface_init (EarProviderInterface *iface)
{
  iface->get_kind = ear_connector_provider_get_kind;
  iface->get_name = ear_connector_provider_get_name;
  iface->get_title = ear_connector_provider_get_title;
  iface->get_attribution = ear_connector_provider_get_attribution;
  iface->get_config = ear_connector_provider_get_config;
  iface->ask_async = ear_connector_provider_ask_async;
  iface->ask_finish = ear_connector_provider_ask_finish;
}

static void
ear_connector_provider_finalize (GObject *object)
{
  EarConnectorProvider *self = EAR_CONNECTOR_PROVIDER (object);

  ear_connector_unref (self->connector);
  g_object_unref (self->http);
  g_object_unref (self->config);
  g_hash_table_unref (self->kept);

  G_OBJECT_CLASS (ear_connector_provider_parent_class)->finalize (object);
}

static void
ear_connector_provider_class_init (EarConnectorProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_connector_provider_finalize;
}

static void
ear_connector_provider_init (EarConnectorProvider *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) kept_free);
}

static EarConfig *
make_config (EarConnector *connector)
{
  const EarSetting geocoding = {
    .key = EAR_CONNECTOR_GEOCODING, .type = EAR_SETTING_URL, .label = N_("Where places are found"), .initial = EAR_GEOCODER_URL,
  };
  g_autoptr (GArray) settings = g_array_copy (connector->settings);
  gboolean wants_place = FALSE;

  /* The copy does not own what it points to. */
  g_array_set_clear_func (settings, NULL);
  for (guint i = 0; i < connector->operations->len; i++)
    wants_place = wants_place || ((const EarOperation *) g_ptr_array_index (connector->operations, i))->wants_place;
  if (wants_place)
    g_array_append_val (settings, geocoding);

  return ear_config_new (connector->title, (const EarSetting *) settings->data, settings->len);
}

/**
 * ear_connector_provider_new:
 * @http: its way to the network
 */
EarProvider *
ear_connector_provider_new (EarConnector *connector,
                            EarHttp      *http)
{
  EarConnectorProvider *self = g_object_new (EAR_TYPE_CONNECTOR_PROVIDER, NULL);

  g_return_val_if_fail (EAR_IS_HTTP (http), EAR_PROVIDER (self));

  self->connector = ear_connector_ref (connector);
  self->http = g_object_ref (http);
  self->config = make_config (connector);

  return EAR_PROVIDER (self);
}
