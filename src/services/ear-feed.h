/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-store.h"

G_BEGIN_DECLS

/**
 * EarFeed:
 * @store: what is sold
 * @complaints: (element-type utf8): what was left out, and why
 *
 * A list of products in a file: a table or JSON, with the names of schema.org's Product and Offer: name, sku (or gtin), brand, category,
 * image, description, price, priceCurrency, availability; and stock and unit, which schema.org has not.
 */
typedef struct {
  EarStore     *store;
  GPtrArray    *complaints;
  GStringChunk *strings;
} EarFeed;

EarFeed  *ear_feed_read        (const char  *data,
                                gsize        length,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void      ear_feed_free        (EarFeed     *self);
gboolean  ear_feed_parse_price (const char  *text,
                                gint64      *micros);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarFeed, ear_feed_free)

G_END_DECLS
