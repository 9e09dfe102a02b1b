/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-pinger.h"
#include "services/ear-vast.h"

G_BEGIN_DECLS

/**
 * EarVastRequest:
 * @provider: who asks, for the log of the traffic
 * @url: where the advert is, with its macros; the one address that the customer chose
 * @now: µs since 1970
 * @seed: of the dice for cache busters
 * @max_length_us: the longest advert that is borne
 */
typedef struct {
  const char *provider;
  const char *url;
  gint64      now;
  gint64      seed;
  gint64      max_length_us;
} EarVastRequest;

void       ear_vast_fetch_async  (EarHttp               *http,
                                  EarPinger             *pinger,
                                  const EarVastRequest  *request,
                                  GCancellable          *cancellable,
                                  GAsyncReadyCallback    callback,
                                  gpointer               user_data);
EarVastAd *ear_vast_fetch_finish (EarHttp               *http,
                                  GAsyncResult          *result,
                                  GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void       ear_vast_tell_error   (EarPinger             *pinger,
                                  GPtrArray             *pings,
                                  int                    code,
                                  gint64                 now,
                                  guint32                cache_buster,
                                  const char            *base);

G_END_DECLS
