/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-provider.h"

G_BEGIN_DECLS

#define EAR_TYPE_SHOP_FEED (ear_shop_feed_get_type ())

/**
 * EarShopFeed:
 *
 * A shop that sells what a file lists (see #EarFeed): a spreadsheet will do. Nothing is really ordered. Setting: file. It is read again
 * when it has changed.
 */
G_DECLARE_FINAL_TYPE (EarShopFeed, ear_shop_feed, EAR, SHOP_FEED, GObject)

EarProvider *ear_shop_feed_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
