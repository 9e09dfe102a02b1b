/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-cassette.h"
#include "services/ear-http-cache.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What all calls share. */
typedef struct {
  SoupSession    *session;
  EarHttpCache   *cache;
  GHashTable     *not_before;   /* host → gint64 *, monotonic: it asked to be left alone until then */
  GHashTable     *down;         /* hosts that did not answer last time */
  EarCassette    *cassette;     /* that records the calls, or is asked instead of the network; NULL for neither */
  guint           asked;        /* what the calls are for, as ear_http_set_asked() has it */
  EarHttpObserver observer;
  gpointer        observer_data;
} EarHttpHub;

EarHttpHub *ear_http_get_hub    (EarHttp               *http);
void        ear_http_call_start (EarHttp               *http,
                                 GTask                 *task,
                                 const EarHttpRequest  *request,
                                 GUri                  *uri,
                                 EarHttpChunkFunc       chunk,
                                 gpointer               chunk_data);

G_END_DECLS
