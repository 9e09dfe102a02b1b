/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-vast.h"

G_BEGIN_DECLS

/**
 * EarVastMacros:
 * @now: µs since 1970
 * @cache_buster: any number
 * @error: an #EarVastError; 0 where nothing went wrong
 * @position_us: how far the advert has come; -1 where it has not begun
 * @content_position_us: how far what it interrupts has come; -1 where it interrupts nothing
 * @muted: nobody can hear it
 * @asset: (nullable): address of the recording
 * @mime: (nullable): its type
 * @serving_id: (nullable): of the advert
 * @universal_id: (nullable): of the advert
 *
 * What is known when somebody is told something.
 */
typedef struct {
  gint64      now;
  guint32     cache_buster;
  int         error;
  gint64      position_us;
  gint64      content_position_us;
  gboolean    muted;
  const char *asset;
  const char *mime;
  const char *serving_id;
  const char *universal_id;
} EarVastMacros;

char *ear_vast_expand (const char          *url,
                       const EarVastMacros *macros) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
