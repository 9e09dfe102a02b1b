/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-vast-provider.h"

#include "services/ear-clip-cache.h"
#include "services/ear-text.h"
#include "services/ear-vast-chain.h"
#include "services/ear-vast-macro.h"
#include "services/ear-vast-track.h"

#include "model/ear-dice.h"

#include <glib/gi18n.h>
#include <string.h>

#define NAME "vast"
#define TITLE N_("An advert server (VAST)")
/* A minute is long; three are more than anybody bears of a speaker. */
#define MAX_LENGTH (180 * G_USEC_PER_SEC)
/* Of one whose sender does not say how long it is. */
#define USUAL_LENGTH (30 * G_USEC_PER_SEC)
#define MEDIA_MS 3000
#define MAX_WORDS (64 * 1024)
/* Adverts that were answered and of which nobody knows yet what becomes of them. */
#define MAX_OPEN 8

struct _EarVastProvider {
  GObject    parent_instance;

  EarHttp   *http;
  EarConfig *config;
  EarPinger *pinger;
  char      *folder;            /* where recordings are kept */
  GQueue     open;              /* of Spot, the newest first */
  guint      n_answered;
};

static void provider_iface_init (EarProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarVastProvider, ear_vast_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_PROVIDER, provider_iface_init))

/* An advert from the tag to its last ping. */
typedef struct {
  char               *id;
  char               *base;     /* the tag */
  char               *tag;      /* it, filled in */
  gint64              now;
  gint64              seed;
  EarVastAd          *ad;
  const EarVastMedia *media;
  EarVastTrack        track;
  guint               n_told;
} Spot;

static void
spot_free (gpointer data)
{
  Spot *spot = data;

  g_free (spot->id);
  g_free (spot->base);
  g_free (spot->tag);
  g_clear_pointer (&spot->ad, ear_vast_ad_free);
  g_free (spot);
}

/* --- telling */

static void
tell (EarVastProvider *self,
      Spot            *spot,
      EarVastDeed      deed,
      gint64           position,
      gint64           now,
      int              error)
{
  g_autoptr (GPtrArray) due = g_ptr_array_new ();

  ear_vast_track (&spot->track, spot->ad, &(EarVastStep) { deed, position, 0 }, due);
  for (guint i = 0; i < due->len; i++) {
    const EarVastPing *ping = g_ptr_array_index (due, i);
    g_autofree char *purpose = g_strdup_printf ("ads/ping/%u", spot->n_told++);
    g_autofree char *url = ear_vast_expand (ping->url, &(EarVastMacros) {
      .now = now, .cache_buster = ear_dice_draw ((EarDice) { spot->seed }, now, purpose), .error = error,
      .position_us = spot->track.begun ? position : -1, .content_position_us = -1, .muted = spot->track.muted,
      .asset = spot->media->url, .mime = spot->media->type, .serving_id = spot->ad->serving_id, .universal_id = spot->ad->universal_id,
    });

    ear_pinger_send (self->pinger, url, spot->base);
  }
}

static Spot *
find_spot (EarVastProvider *self,
           const char      *id)
{
  for (GList *link = self->open.head; link != NULL; link = link->next)
    if (strcmp (((Spot *) link->data)->id, id) == 0)
      return link->data;

  return NULL;
}

static gint64
ear_vast_provider_take_note (EarProvider           *provider,
                             const EarPlaybackNote *note)
{
  static const struct { const char *state; EarVastDeed deed; } deeds[] = {
    { "started", EAR_VAST_DEED_STARTED }, { "going-on", EAR_VAST_DEED_WENT_ON }, { "paused", EAR_VAST_DEED_PAUSED },
    { "resumed", EAR_VAST_DEED_RESUMED }, { "muted", EAR_VAST_DEED_MUTED }, { "unmuted", EAR_VAST_DEED_UNMUTED },
    { "stopped", EAR_VAST_DEED_STOPPED }, { "finished", EAR_VAST_DEED_FINISHED }, { "failed", EAR_VAST_DEED_FAILED },
  };
  EarVastProvider *self = EAR_VAST_PROVIDER (provider);
  Spot *spot = find_spot (self, note->id);
  gint64 next;

  if (spot == NULL)
    return -1;

  /* Whether it can be heard is known before it makes an impression. */
  if (!note->audible && strcmp (note->state, "started") == 0)
    tell (self, spot, EAR_VAST_DEED_MUTED, note->position_us, note->now, 0);
  for (guint i = 0; i < G_N_ELEMENTS (deeds); i++)
    if (strcmp (note->state, deeds[i].state) == 0)
      tell (self, spot, deeds[i].deed, note->position_us, note->now, EAR_VAST_ERROR_MEDIA_BROKEN);
  next = ear_vast_track_get_next (&spot->track, spot->ad);
  if (spot->track.over) {
    g_queue_remove (&self->open, spot);
    spot_free (spot);
  }

  return next;
}

static gboolean
ear_vast_provider_is_busy (EarProvider *provider)
{
  return ear_pinger_is_busy (EAR_VAST_PROVIDER (provider)->pinger);
}

/* --- asking */

/* One that was never played: it was asked for as a test, or something came between. */
static void
forget_oldest (EarVastProvider *self)
{
  Spot *spot = g_queue_pop_tail (&self->open);

  tell (self, spot, EAR_VAST_DEED_STOPPED, spot->track.position_us, spot->now, 0);
  spot_free (spot);
}

/* Nobody can say yet that he wants to know more, so what is paid by clicks is not paid; and what is free is free. */
static const char *
get_billing (const EarVastAd *ad)
{
  return ad->model == NULL || (strcmp (ad->model, "CPM") == 0 && ad->price_micros > 0) ? "impression" : "none";
}

static void
answer (GTask      *task,
        const char *url,
        const char *ssml)
{
  EarVastProvider *self = g_task_get_source_object (task);
  Spot *spot = g_task_get_task_data (task);
  EarAnswer *found = ear_answer_new (EAR_ANSWER_ADVERT);
  const EarVastAd *ad = spot->ad;
  const char *billing = get_billing (ad);
  Spot *kept;

  spot->id = g_strdup_printf ("%s-%u", ad->id ? ad->id : NAME, ++self->n_answered);
  ear_answer_add (found, &(EarAdvert) {
    .id = spot->id,
    .advertiser = ad->advertiser ? ad->advertiser : ad->system ? ad->system : "VAST",
    .title = ad->title ? ad->title : "VAST",
    .ssml = ssml,
    .jingle = url,
    .plan = ad->plan,
    .currency = ad->currency,
    .billing = billing,
    .length_us = ad->duration_us > 0 ? ad->duration_us : USUAL_LENGTH,
    .cpm_micros = ad->model != NULL && strcmp (billing, "impression") == 0 ? ad->price_micros : 0,
  });
  kept = g_new (Spot, 1);
  *kept = *spot;
  memset (spot, 0, sizeof *spot);
  g_queue_push_head (&self->open, kept);
  if (g_queue_get_length (&self->open) > MAX_OPEN)
    forget_oldest (self);
  tell (self, kept, EAR_VAST_DEED_LOADED, 0, kept->now, 0);
  g_task_return_pointer (task, found, (GDestroyNotify) ear_answer_free);
}

static void
fail_media (GTask  *task,
            GError *error)
{
  EarVastProvider *self = g_task_get_source_object (task);
  Spot *spot = g_task_get_task_data (task);
  int code = g_error_matches (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND) ? EAR_VAST_ERROR_MEDIA_NOT_FOUND :
             g_error_matches (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_TIMEOUT) ? EAR_VAST_ERROR_MEDIA_TIMEOUT :
             g_error_matches (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED) ? EAR_VAST_ERROR_MEDIA_BROKEN :
             EAR_VAST_ERROR_LINEAR;

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    ear_vast_tell_error (self->pinger, spot->ad->pings, code, spot->now, spot->seed, spot->base);
    if (error->domain != EAR_SERVICE_ERROR) {
      g_clear_error (&error);
      error = g_error_new_literal (EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("there is no room to keep it"));
    }
    g_prefix_error (&error, _("The recording of an advert, %s, can not be played (VAST error %d): "), spot->media->url, code);
  }
  g_task_return_error (task, error);
}

static void
on_clip (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autofree char *path = ear_clip_cache_fetch_finish (EAR_HTTP (source), result, &error);
  g_autofree char *url = path ? g_filename_to_uri (path, NULL, NULL) : NULL;

  if (url != NULL)
    answer (task, url, NULL);
  else
    fail_media (task, error);
}

static void
on_words (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Spot *spot = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (EarHttpReply) reply = ear_http_reply_finish (EAR_HTTP (source), result, &error);
  gsize length = 0;
  const char *bytes = reply ? g_bytes_get_data (reply->body, &length) : NULL;
  g_autofree char *words = bytes ? g_strstrip (g_strndup (bytes, length)) : NULL;
  g_autofree char *jingle = spot->ad->jingle ? g_strconcat ("earshot:jingle/", spot->ad->jingle, NULL) : NULL;

  if (words != NULL && (!g_utf8_validate (words, -1, NULL) || !g_str_has_prefix (words, "<speak") || !g_str_has_suffix (words, "</speak>")))
    g_set_error_literal (&error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("they are no words to be spoken"));
  if (error == NULL)
    answer (task, jingle, words);
  else
    fail_media (task, error);
}

static void
fetch_media (GTask *task)
{
  EarVastProvider *self = g_task_get_source_object (task);
  Spot *spot = g_task_get_task_data (task);
  EarHttpRequest request = {
    .provider = NAME, .url = spot->media->url, .base = spot->base, .accept = spot->media->type, .deadline_ms = MEDIA_MS, .max_bytes = MAX_WORDS,
  };

  if (g_str_has_prefix (spot->media->type, "audio/"))
    ear_clip_cache_fetch_async (self->http, self->folder, &request, g_task_get_cancellable (task), on_clip, g_object_ref (task));
  else
    ear_http_send_async (self->http, &request, g_task_get_cancellable (task), on_words, g_object_ref (task));
}

/* An empty answer is not a failure: there are days without an advert. */
static void
on_ad (GObject      *source,
       GAsyncResult *result,
       gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Spot *spot = g_task_get_task_data (task);
  GError *error = NULL;

  spot->ad = ear_vast_fetch_finish (EAR_HTTP (source), result, &error);
  if (spot->ad != NULL) {
    spot->media = ear_vast_ad_choose_media (spot->ad);
    fetch_media (task);
  } else if (g_error_matches (error, EAR_VAST_ERROR, EAR_VAST_ERROR_NO_AD)) {
    g_error_free (error);
    g_task_return_pointer (task, ear_answer_new (EAR_ANSWER_ADVERT), (GDestroyNotify) ear_answer_free);
  } else if (error->domain == EAR_VAST_ERROR) {
    g_task_return_new_error (task, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, "%s", error->message);
    g_error_free (error);
  } else {
    g_task_return_error (task, error);
  }
}

/* Our own two macros; those of the standard are filled in with all the others. */
static char *
fill_in (const char        *tag,
         const EarQuestion *question)
{
  g_autofree char *context = g_uri_escape_string (question->context ? question->context : "", NULL, FALSE);
  g_autofree char *locale = g_uri_escape_string (question->locale ? question->locale : "", NULL, FALSE);
  g_autoptr (GString) url = g_string_new (tag);

  g_string_replace (url, "[CONTEXT]", context, 0);
  g_string_replace (url, "[LOCALE]", locale, 0);

  return g_string_free (g_steal_pointer (&url), FALSE);
}

static void
ear_vast_provider_ask_async (EarProvider         *provider,
                             const EarQuestion   *question,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  EarVastProvider *self = EAR_VAST_PROVIDER (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Spot *spot;

  if (g_strcmp0 (question->operation, "pick") != 0) {
    g_task_return_new_error (task, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("%s can not do “%s”."), _(TITLE),
                             question->operation ? question->operation : "");
    return;
  }

  spot = g_new0 (Spot, 1);
  spot->base = g_strdup (ear_config_get (self->config, "url"));
  spot->tag = fill_in (spot->base, question);
  spot->now = question->now;
  spot->seed = question->seed;
  g_task_set_task_data (task, spot, spot_free);
  ear_vast_fetch_async (self->http, self->pinger, &(EarVastRequest) {
    .provider = NAME, .url = spot->tag, .now = spot->now, .seed = spot->seed, .max_length_us = MAX_LENGTH,
  }, cancellable, on_ad, g_object_ref (task));
}

static EarAnswer *
ear_vast_provider_ask_finish (EarProvider   *provider,
                              GAsyncResult  *result,
                              GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the rest */

static EarServiceKind
ear_vast_provider_get_kind (EarProvider *provider)
{
  return EAR_SERVICE_ADS;
}

static const char *
ear_vast_provider_get_name (EarProvider *provider)
{
  return NAME;
}

static const char *
ear_vast_provider_get_title (EarProvider *provider)
{
  return TITLE;
}

static const char *
ear_vast_provider_get_attribution (EarProvider *provider)
{
  return N_("Adverts of the server that you chose; it is told what you hear of them");
}

static EarConfig *
ear_vast_provider_get_config (EarProvider *provider)
{
  return EAR_VAST_PROVIDER (provider)->config;
}

static void
ear_vast_provider_set_folder (EarProvider *provider,
                              const char  *folder)
{
  EarVastProvider *self = EAR_VAST_PROVIDER (provider);

  g_free (self->folder);
  self->folder = g_build_filename (folder ? folder : g_get_user_cache_dir (), folder ? "cache" : "earshot", "adverts", NULL);
}

static void
provider_iface_init (EarProviderInterface *iface)
{
  iface->get_kind = ear_vast_provider_get_kind;
  iface->get_name = ear_vast_provider_get_name;
  iface->get_title = ear_vast_provider_get_title;
  iface->get_attribution = ear_vast_provider_get_attribution;
  iface->get_config = ear_vast_provider_get_config;
  iface->ask_async = ear_vast_provider_ask_async;
  iface->ask_finish = ear_vast_provider_ask_finish;
  iface->take_note = ear_vast_provider_take_note;
  iface->is_busy = ear_vast_provider_is_busy;
  iface->set_folder = ear_vast_provider_set_folder;
}

static void
ear_vast_provider_finalize (GObject *object)
{
  EarVastProvider *self = EAR_VAST_PROVIDER (object);

  g_queue_clear_full (&self->open, spot_free);
  g_clear_object (&self->http);
  g_clear_object (&self->config);
  g_clear_object (&self->pinger);
  g_free (self->folder);

  G_OBJECT_CLASS (ear_vast_provider_parent_class)->finalize (object);
}

static void
ear_vast_provider_class_init (EarVastProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_vast_provider_finalize;
}

static void
ear_vast_provider_init (EarVastProvider *self)
{
  static const EarSetting settings[] = {
    { .key = "url", .type = EAR_SETTING_URL, .label = N_("Tag address"), .required = TRUE },
  };

  self->config = ear_config_new (_(TITLE), settings, G_N_ELEMENTS (settings));
  ear_vast_provider_set_folder (EAR_PROVIDER (self), NULL);
}

EarProvider *
ear_vast_provider_new (EarHttp *http)
{
  EarVastProvider *self;

  g_return_val_if_fail (EAR_IS_HTTP (http), NULL);

  self = g_object_new (EAR_TYPE_VAST_PROVIDER, NULL);
  self->http = g_object_ref (http);
  self->pinger = ear_pinger_new (http, NAME);

  return EAR_PROVIDER (self);
}

/**
 * ear_vast_provider_get_n_told:
 *
 * Returns: how often the server was told something
 */
guint
ear_vast_provider_get_n_told (EarVastProvider *self)
{
  g_return_val_if_fail (EAR_IS_VAST_PROVIDER (self), 0);

  return ear_pinger_get_n_sent (self->pinger);
}

/**
 * ear_vast_provider_get_n_failed:
 *
 * Returns: how often it could not be told
 */
guint
ear_vast_provider_get_n_failed (EarVastProvider *self)
{
  g_return_val_if_fail (EAR_IS_VAST_PROVIDER (self), 0);

  return ear_pinger_get_n_failed (self->pinger);
}
