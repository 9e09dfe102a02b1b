/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-vast-chain.h"

#include "services/ear-provider.h"
#include "services/ear-vast-macro.h"

#include "model/ear-dice.h"

#include <glib/gi18n.h>

/* A link of the chain, and all of it: somebody waits for what comes after the advert. */
#define LINK_MS 2000
#define CHAIN_MS 4000

/* Advert after wrapper, one request at a time. */
typedef struct {
  EarPinger *pinger;
  char      *provider;
  char      *base;
  gint64     now;
  guint32    cache_buster;
  gint64     max_length_us;
  gint64     end;               /* monotonic */
  GPtrArray *wrappers;          /* the outermost first */
} Chain;

static void
chain_free (Chain *chain)
{
  g_object_unref (chain->pinger);
  g_free (chain->provider);
  g_free (chain->base);
  g_ptr_array_unref (chain->wrappers);
  g_free (chain);
}

/**
 * ear_vast_tell_error:
 * @pings: (element-type EarVastPing): of which those for errors are told
 * @code: an #EarVastError
 * @base: as in #EarHttpRequest
 */
void
ear_vast_tell_error (EarPinger  *pinger,
                     GPtrArray  *pings,
                     int         code,
                     gint64      now,
                     guint32     cache_buster,
                     const char *base)
{
  const EarVastMacros macros = { .now = now, .cache_buster = cache_buster, .error = code, .position_us = -1, .content_position_us = -1 };

  for (guint i = 0; i < pings->len; i++) {
    const EarVastPing *ping = g_ptr_array_index (pings, i);
    g_autofree char *url = ping->event == EAR_VAST_ERRED ? ear_vast_expand (ping->url, &macros) : NULL;

    if (url != NULL)
      ear_pinger_send (pinger, url, base);
  }
}

/* Ends the chain, and tells everybody in it. */
static void
fail (GTask     *task,
      GPtrArray *pings,
      GError    *error,
      int        code)
{
  Chain *chain = g_task_get_task_data (task);

  if (pings != NULL)
    ear_vast_tell_error (chain->pinger, pings, code, chain->now, chain->cache_buster, chain->base);
  for (guint i = chain->wrappers->len; i > 0; i--)
    ear_vast_tell_error (chain->pinger, ((EarVastAd *) g_ptr_array_index (chain->wrappers, i - 1))->pings, code, chain->now,
                         chain->cache_buster, chain->base);
  g_task_return_error (task, error);
}

static void
fail_ad (GTask      *task,
         EarVastAd  *ad,
         int         code,
         const char *why)
{
  fail (task, ad->pings, g_error_new (EAR_VAST_ERROR, code, _("The advert “%s” can not be played (VAST error %d): %s"),
                                      ad->title ? ad->title : ad->id ? ad->id : "", code, why), code);
}

static void
take_inline (GTask     *task,
             EarVastAd *inline_ad)
{
  Chain *chain = g_task_get_task_data (task);
  g_autoptr (EarVastAd) ad = inline_ad;

  if (!ad->linear) {
    fail_ad (task, ad, EAR_VAST_ERROR_LINEARITY, _("there is nothing to be heard in it."));
  } else if (ear_vast_ad_choose_media (ad) == NULL) {
    fail_ad (task, ad, EAR_VAST_ERROR_MEDIA_UNSUPPORTED, _("none of its recordings is one for a speaker."));
  } else if (ad->duration_us > chain->max_length_us) {
    fail_ad (task, ad, EAR_VAST_ERROR_DURATION, _("it is too long."));
  } else {
    for (guint i = chain->wrappers->len; i > 0; i--)
      ear_vast_ad_wrap (ad, g_ptr_array_index (chain->wrappers, i - 1));
    g_task_return_pointer (task, g_steal_pointer (&ad), (GDestroyNotify) ear_vast_ad_free);
  }
}

static void send_next (GTask      *task,
                       const char *url);

static void
take_wrapper (GTask     *task,
              EarVastAd *wrapper)
{
  Chain *chain = g_task_get_task_data (task);
  EarVastAd *outer = chain->wrappers->len ? g_ptr_array_index (chain->wrappers, chain->wrappers->len - 1) : NULL;
  gboolean enough = chain->wrappers->len == EAR_VAST_MAX_WRAPPERS || (outer != NULL && !outer->follow);
  g_autofree char *url = NULL;

  if (enough) {
    fail_ad (task, wrapper, EAR_VAST_ERROR_WRAPPER_LIMIT, _("it is wrapped too often."));
    ear_vast_ad_free (wrapper);
  } else if (wrapper->tag == NULL) {
    fail_ad (task, wrapper, EAR_VAST_ERROR_WRAPPER, _("its wrapper leads nowhere."));
    ear_vast_ad_free (wrapper);
  } else {
    g_ptr_array_add (chain->wrappers, wrapper);
    url = g_strdup (wrapper->tag);
    send_next (task, url);
  }
}

static void
take_reply (GTask              *task,
            const EarHttpReply *reply)
{
  gsize size;
  const char *text = g_bytes_get_data (reply->body, &size);
  GError *error = NULL;
  g_autoptr (EarVast) vast = size > 0 ? ear_vast_parse (text, size, &error) : NULL;
  EarVastAd *ad = vast ? ear_vast_steal_ad (vast) : NULL;

  if (error != NULL) {
    g_prefix_error (&error, "%s: ", reply->url);
    fail (task, NULL, error, error->code);
  } else if (ad == NULL) {
    fail (task, vast ? vast->errors : NULL, g_error_new (EAR_VAST_ERROR, EAR_VAST_ERROR_NO_AD, _("%s has no advert for us."), reply->url),
          EAR_VAST_ERROR_NO_AD);
  } else if (ad->wrapper) {
    take_wrapper (task, ad);
  } else {
    take_inline (task, ad);
  }
}

static void
on_reply (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (EarHttpReply) reply = ear_http_reply_finish (EAR_HTTP (source), result, &error);

  if (reply != NULL)
    take_reply (task, reply);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, error);
  else if (g_error_matches (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_TIMEOUT))
    fail (task, NULL, error, EAR_VAST_ERROR_WRAPPER_TIMEOUT);
  else
    fail (task, NULL, error, EAR_VAST_ERROR_WRAPPER);
}

static void
send_next (GTask      *task,
           const char *url)
{
  Chain *chain = g_task_get_task_data (task);
  gint64 left = (chain->end - g_get_monotonic_time ()) / 1000;
  g_autofree char *expanded = ear_vast_expand (url, &(EarVastMacros) {
    .now = chain->now, .cache_buster = chain->cache_buster, .position_us = -1, .content_position_us = -1,
  });

  if (left <= 0)
    fail (task, NULL, g_error_new (EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_TIMEOUT, _("No advert came within %d seconds."), CHAIN_MS / 1000),
          EAR_VAST_ERROR_WRAPPER_TIMEOUT);
  else
    ear_http_send_async (g_task_get_source_object (task), &(EarHttpRequest) {
      .provider = chain->provider, .url = expanded, .base = chain->base, .accept = "application/xml, text/xml;q=0.9, */*;q=0.1",
      .deadline_ms = MIN (left, LINK_MS), .max_bytes = EAR_VAST_MAX_BYTES, .any_body = TRUE,
    }, g_task_get_cancellable (task), on_reply, g_object_ref (task));
}

/**
 * ear_vast_fetch_async:
 * @pinger: by which those who sent us on in vain are told
 * @request: need not outlive the call
 *
 * Fetches an advert, through at most five wrappers.
 */
void
ear_vast_fetch_async (EarHttp              *http,
                      EarPinger            *pinger,
                      const EarVastRequest *request,
                      GCancellable         *cancellable,
                      GAsyncReadyCallback   callback,
                      gpointer              user_data)
{
  g_autoptr (GTask) task = g_task_new (http, cancellable, callback, user_data);
  Chain *chain = g_new0 (Chain, 1);

  g_task_set_source_tag (task, ear_vast_fetch_async);
  chain->pinger = g_object_ref (pinger);
  chain->provider = g_strdup (request->provider);
  chain->base = g_strdup (request->url);
  chain->now = request->now;
  chain->cache_buster = ear_dice_draw ((EarDice) { request->seed }, request->now, "ads/cache-buster");
  chain->max_length_us = request->max_length_us;
  chain->end = g_get_monotonic_time () + CHAIN_MS * G_GINT64_CONSTANT (1000);
  chain->wrappers = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_vast_ad_free);
  g_task_set_task_data (task, chain, (GDestroyNotify) chain_free);
  send_next (task, request->url);
}

/**
 * ear_vast_fetch_finish:
 * @error: an #EarVastError, an #EarServiceError or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the advert, with all that its wrappers want to be told
 */
EarVastAd *
ear_vast_fetch_finish (EarHttp       *http,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, http), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
