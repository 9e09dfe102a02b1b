/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-keys.h"
#include "services/ear-provider.h"

G_BEGIN_DECLS

/**
 * EarArticle:
 * @product: as it is sold where nothing is said of the language
 * @keys: what it is found by
 * @digital: it is there at once
 *
 * Something that a store sells. A store may keep more about its articles behind this.
 */
typedef struct {
  EarProduct  product;
  EarKeys    *keys;
  gboolean    digital;
} EarArticle;

/**
 * EarStoreLocalize:
 *
 * Returns: the product as a customer of @locale sees it; its strings live as long as the store
 */
typedef EarProduct (*EarStoreLocalize) (const EarArticle *article,
                                        const char       *locale);

/**
 * EarStore:
 *
 * Articles that are here and not elsewhere: found by words, ordered and canceled without asking anybody. It keeps no books of its
 * orders, the household does.
 */
typedef struct _EarStore EarStore;

EarStore  *ear_store_new        (EarStoreLocalize    localize,
                                 GDestroyNotify      free_article) G_GNUC_WARN_UNUSED_RESULT;
void       ear_store_free       (EarStore           *self);
gboolean   ear_store_add        (EarStore           *self,
                                 EarArticle         *article);
guint      ear_store_get_length (EarStore           *self);
EarAnswer *ear_store_answer     (EarStore           *self,
                                 const EarQuestion  *question,
                                 GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarStore, ear_store_free)

G_END_DECLS
