/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"

G_BEGIN_DECLS

/**
 * EarHttpCache:
 *
 * Answers that their services allow to be kept, in memory, a bounded number of bytes of them. RFC 9111 as far as one
 * customer needs it.
 */
typedef struct _EarHttpCache EarHttpCache;

EarHttpCache       *ear_http_cache_new           (void) G_GNUC_WARN_UNUSED_RESULT;
void                ear_http_cache_free          (EarHttpCache        *self);
void                ear_http_cache_clear         (EarHttpCache        *self);
const EarHttpReply *ear_http_cache_look          (EarHttpCache        *self,
                                                  const char          *key,
                                                  gint64               now,
                                                  gboolean            *fresh);
void                ear_http_cache_keep          (EarHttpCache        *self,
                                                  const char          *key,
                                                  const EarHttpReply  *reply,
                                                  gint64               now);
void                ear_http_cache_renew         (EarHttpCache        *self,
                                                  const char          *key,
                                                  const EarHttpReply  *unchanged,
                                                  gint64               now);
EarHttpReply       *ear_http_reply_copy          (const EarHttpReply  *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarHttpCache, ear_http_cache_free)

G_END_DECLS
