/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"

G_BEGIN_DECLS

/* The largest recording, and all of them together. */
#define EAR_CLIP_MAX_BYTES (64 * 1024 * 1024)

void  ear_clip_cache_fetch_async  (EarHttp              *http,
                                   const char           *folder,
                                   const EarHttpRequest *request,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
char *ear_clip_cache_fetch_finish (EarHttp              *http,
                                   GAsyncResult         *result,
                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
