/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-campaigns.h"

#include "model/ear-clock.h"

G_BEGIN_DECLS

#define EAR_TYPE_AD_SERVER (ear_ad_server_get_type ())

/**
 * EarAdServer:
 *
 * Our own advert server: answers from campaigns, in VAST 4.2, over HTTP, to this machine only.
 *
 * - `GET /vast?context=weather&locale=en-US&device=kitchen`: an advert, or none. It names the addresses below.
 * - `GET /words/ID?locale=en-US`: its words, as SSML.
 * - `GET /sound/ID?locale=en-US`: the same spoken, as WAV, where the server has a voice.
 * - `GET /event/DELIVERY/NAME`: what became of it. An impression is paid once.
 * - `GET /report`: what the campaigns have come to, as JSON.
 */
G_DECLARE_FINAL_TYPE (EarAdServer, ear_ad_server, EAR, AD_SERVER, GObject)

/**
 * EarVastDelivery:
 * @campaign: (nullable): what is delivered; %NULL for nothing
 * @locale: in which language
 * @id: name of this delivery
 * @url: address of the server, without a slash at its end
 * @spoken: its words are there as a recording, too
 *
 * One answer of an advert server.
 */
typedef struct {
  const EarCampaign *campaign;
  const char        *locale;
  const char        *id;
  const char        *url;
  gboolean           spoken;
} EarVastDelivery;

/**
 * EarAdServerVoice:
 *
 * Returns: (transfer full) (nullable): @ssml spoken, as a WAV file
 */
typedef GBytes *(*EarAdServerVoice) (const char  *locale,
                                     const char  *ssml,
                                     gpointer     user_data,
                                     GError     **error);

char        *ear_vast_write         (const EarVastDelivery *delivery) G_GNUC_WARN_UNUSED_RESULT;

EarAdServer *ear_ad_server_new      (const char            *path,
                                     EarClock              *clock,
                                     guint64                seed,
                                     GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void         ear_ad_server_set_voice (EarAdServer          *self,
                                      EarAdServerVoice      voice,
                                      gpointer              user_data);
gboolean     ear_ad_server_listen   (EarAdServer           *self,
                                     guint                  port,
                                     GError               **error);
const char  *ear_ad_server_get_url  (EarAdServer           *self);
char        *ear_ad_server_dup_tag  (EarAdServer           *self) G_GNUC_WARN_UNUSED_RESULT;
char        *ear_ad_server_answer   (EarAdServer           *self,
                                     const char            *context,
                                     const char            *locale,
                                     const char            *device) G_GNUC_WARN_UNUSED_RESULT;
gboolean     ear_ad_server_note     (EarAdServer           *self,
                                     const char            *delivery,
                                     const char            *event);
JsonNode    *ear_ad_server_report   (EarAdServer           *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
