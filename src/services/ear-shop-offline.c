/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-offline.h"

#include "services/ear-catalog.h"
#include "services/ear-store.h"
#include "services/ear-text.h"

#include "model/ear-money.h"

#include <glib/gi18n.h>

#define MAX_MINOR (G_GINT64_CONSTANT (100) * 1000 * 1000)

typedef struct {
  EarArticle  base;
  JsonObject *titles;
  JsonObject *units;
  JsonObject *descriptions;
  gint64      minor_usd;
  gint64      minor_eur;
} Article;

typedef struct {
  JsonNode *root;
  EarStore *store;
} Shop;

static void
article_free (Article *article)
{
  ear_keys_free (article->base.keys);
  g_free (article);
}

static void
shop_free (gpointer catalog)
{
  Shop *shop = catalog;

  ear_store_free (shop->store);
  g_clear_pointer (&shop->root, json_node_unref);
  g_free (shop);
}

static gboolean
read_product (EarProduct  *product,
              JsonObject  *row,
              GError     **error)
{
  return (product->sku = ear_json_get_string (row, "sku", error)) &&
         (product->title = ear_json_get_string (row, "title", error)) &&
         (product->brand = ear_json_get_string (row, "brand", error)) &&
         (product->category = ear_json_get_string (row, "category", error)) &&
         (product->unit = ear_json_get_string (row, "unit", error)) &&
         (product->image = ear_json_get_string (row, "image", error)) &&
         (product->description = ear_json_get_string (row, "description", error)) &&
         ear_json_get_int (row, "stock", 0, G_MAXINT32, &product->stock, error);
}

static gboolean
read_prices (Article     *article,
             JsonObject  *row,
             GError     **error)
{
  JsonObject *minor = ear_json_get_object (row, "minor", error);

  if (minor == NULL)
    return FALSE;
  if (!ear_json_get_int (minor, "USD", 1, MAX_MINOR, &article->minor_usd, error) ||
      !ear_json_get_int (minor, "EUR", 1, MAX_MINOR, &article->minor_eur, error)) {
    g_prefix_error (error, "$.minor: ");
    return FALSE;
  }

  return TRUE;
}

static gboolean
read_localized (JsonObject   *row,
                const char   *member,
                JsonObject  **strings,
                GError      **error)
{
  if (!ear_catalog_check_strings (row, member, error))
    return FALSE;
  *strings = json_object_has_member (row, member) ? json_object_get_object_member (row, member) : NULL;

  return TRUE;
}

/* One that is missing is not set. */
static gboolean
read_flag (JsonObject  *row,
           const char  *member,
           gboolean    *flag,
           GError     **error)
{
  JsonNode *node = json_object_get_member (row, member);

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.%s: expected true or false"), member);
    return FALSE;
  }
  *flag = json_node_get_boolean (node);

  return TRUE;
}

static gboolean
add_keys (Article     *article,
          JsonObject  *row,
          GError     **error)
{
  g_autoptr (GPtrArray) keywords = g_ptr_array_new ();

  if (!ear_catalog_get_strings (row, "keywords", keywords, error))
    return FALSE;

  ear_keys_add (article->base.keys, article->base.product.title, 1);
  for (guint i = 0; i < keywords->len; i++)
    ear_keys_add (article->base.keys, g_ptr_array_index (keywords, i), 0.95);
  ear_keys_add (article->base.keys, ear_catalog_localize (article->titles, "de-DE"), 0.98);
  ear_keys_add (article->base.keys, article->base.product.category, 0.8);
  ear_keys_add (article->base.keys, article->base.product.brand, 0.7);

  return TRUE;
}

static gboolean
take_article (JsonObject  *row,
              gpointer     catalog,
              GError     **error)
{
  Shop *shop = catalog;
  Article *article = g_new0 (Article, 1);

  article->base.keys = ear_keys_new ();
  if (!read_product (&article->base.product, row, error) || !read_prices (article, row, error) ||
      !read_localized (row, "titles", &article->titles, error) || !read_localized (row, "units", &article->units, error) ||
      !read_localized (row, "descriptions", &article->descriptions, error) || !add_keys (article, row, error) ||
      !read_flag (row, "digital", &article->base.digital, error)) {
    article_free (article);
    return FALSE;
  }
  if (!ear_store_add (shop->store, &article->base)) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.sku: “%s” is there twice"), article->base.product.sku);
    return FALSE;
  }

  return TRUE;
}

static EarProduct
localize (const EarArticle *base,
          const char       *locale)
{
  const Article *article = (const Article *) base;
  const char *title = ear_catalog_localize (article->titles, locale);
  const char *unit = ear_catalog_localize (article->units, locale);
  const char *description = ear_catalog_localize (article->descriptions, locale);
  gboolean german = ear_text_is_german (locale);
  EarProduct product = base->product;

  product.title = title ? title : product.title;
  product.unit = unit ? unit : product.unit;
  product.description = description ? description : product.description;
  product.currency = german ? "EUR" : "USD";
  product.micros = ear_money_from_minor (german ? article->minor_eur : article->minor_usd, product.currency);

  return product;
}

static gpointer
load_shop (const char  *path,
           GError     **error)
{
  Shop *shop = g_new0 (Shop, 1);

  shop->store = ear_store_new (localize, (GDestroyNotify) article_free);
  shop->root = ear_catalog_load (path, take_article, shop, error);
  if (shop->root == NULL)
    g_clear_pointer (&shop, shop_free);

  return shop;
}

static EarAnswer *
answer_shop (gpointer            catalog,
             const EarQuestion  *question,
             GError            **error)
{
  return ear_store_answer (((Shop *) catalog)->store, question, error);
}

const EarOfflineService ear_shop_offline = {
  .file = "shop/products.json",
  .attribution = N_("Earshot offline shop: invented products of an invented brand"),
  .load = load_shop,
  .answer = answer_shop,
  .free = shop_free,
};
