/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-offline.h"

#include "services/ear-catalog.h"
#include "services/ear-keys.h"
#include "services/ear-text.h"

#include "model/ear-dice.h"
#include "model/ear-money.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define MAX_HITS 5
#define MIN_MATCH 0.5
#define KNOWN_BONUS 0.1
#define MAX_QUANTITY 99
#define MAX_MINOR (G_GINT64_CONSTANT (100) * 1000 * 1000)
#define DELIVERY_US (2 * G_TIME_SPAN_DAY)

typedef struct {
  EarProduct  product;
  JsonObject *titles;
  JsonObject *units;
  JsonObject *descriptions;
  gint64      minor_usd;
  gint64      minor_eur;
  gboolean    digital;          /* there at once */
  EarKeys    *keys;
} Article;

typedef struct {
  JsonNode   *root;
  GPtrArray  *articles;
  GHashTable *by_sku;
} Shop;

typedef struct {
  const Article *article;
  double         match;
  guint          index;
} Hit;

static void
article_free (Article *article)
{
  ear_keys_free (article->keys);
  g_free (article);
}

static void
shop_free (gpointer catalog)
{
  Shop *shop = catalog;

  g_hash_table_unref (shop->by_sku);
  g_ptr_array_unref (shop->articles);
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
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, "$.%s: expected true or false", member);
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

  ear_keys_add (article->keys, article->product.title, 1);
  for (guint i = 0; i < keywords->len; i++)
    ear_keys_add (article->keys, g_ptr_array_index (keywords, i), 0.95);
  ear_keys_add (article->keys, ear_catalog_localize (article->titles, "de-DE"), 0.98);
  ear_keys_add (article->keys, article->product.category, 0.8);
  ear_keys_add (article->keys, article->product.brand, 0.7);

  return TRUE;
}

static gboolean
take_article (JsonObject  *row,
              gpointer     catalog,
              GError     **error)
{
  Shop *shop = catalog;
  Article *article = g_new0 (Article, 1);

  article->keys = ear_keys_new ();
  g_ptr_array_add (shop->articles, article);

  if (!read_product (&article->product, row, error) || !read_prices (article, row, error) ||
      !read_localized (row, "titles", &article->titles, error) || !read_localized (row, "units", &article->units, error) ||
      !read_localized (row, "descriptions", &article->descriptions, error) || !add_keys (article, row, error) ||
      !read_flag (row, "digital", &article->digital, error))
    return FALSE;
  if (!g_hash_table_insert (shop->by_sku, (gpointer) article->product.sku, article)) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$.sku: “%s” is there twice"), article->product.sku);
    return FALSE;
  }

  return TRUE;
}

static gpointer
load_shop (const char  *path,
           GError     **error)
{
  Shop *shop = g_new0 (Shop, 1);

  shop->articles = g_ptr_array_new_with_free_func ((GDestroyNotify) article_free);
  shop->by_sku = g_hash_table_new (g_str_hash, g_str_equal);
  shop->root = ear_catalog_load (path, take_article, shop, error);
  if (shop->root == NULL)
    g_clear_pointer (&shop, shop_free);

  return shop;
}

static EarProduct
localize (const Article *article,
          const char    *locale)
{
  const char *title = ear_catalog_localize (article->titles, locale);
  const char *unit = ear_catalog_localize (article->units, locale);
  const char *description = ear_catalog_localize (article->descriptions, locale);
  gboolean german = ear_text_is_german (locale);
  EarProduct product = article->product;

  product.title = title ? title : product.title;
  product.unit = unit ? unit : product.unit;
  product.description = description ? description : product.description;
  product.currency = german ? "EUR" : "USD";
  product.micros = ear_money_from_minor (german ? article->minor_eur : article->minor_usd, product.currency);

  return product;
}

static int
compare_hits (gconstpointer a,
              gconstpointer b)
{
  const Hit *one = a, *other = b;

  if (one->match != other->match)
    return one->match > other->match ? -1 : 1;

  return one->index < other->index ? -1 : one->index > other->index;
}

/* `known`: what was bought before; it wins among equals, and it is what “the same again” means. */
static GArray *
find_hits (Shop       *shop,
           const char *text,
           const char *known)
{
  g_autoptr (EarKeys) query = ear_keys_new_query (text ? text : "");
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  for (guint i = 0; i < shop->articles->len; i++) {
    const Article *article = g_ptr_array_index (shop->articles, i);
    gboolean is_known = known != NULL && strcmp (known, article->product.sku) == 0;
    Hit hit = { article, ear_keys_match (article->keys, query), i };

    if (is_known && ear_keys_is_empty (query))
      hit.match = 1;
    else if (is_known && hit.match >= MIN_MATCH)
      hit.match += KNOWN_BONUS;
    if (hit.match >= MIN_MATCH)
      g_array_append_val (hits, hit);
  }
  g_array_sort (hits, compare_hits);

  return hits;
}

static EarAnswer *
search (Shop              *shop,
        const EarQuestion *question)
{
  g_autoptr (GArray) hits = find_hits (shop, question->text, question->sku);
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_PRODUCTS);

  for (guint i = 0; i < hits->len && i < MAX_HITS; i++) {
    const Hit *hit = &g_array_index (hits, Hit, i);
    EarProduct product = localize (hit->article, question->locale);

    product.match = MIN (hit->match, 1);
    ear_answer_add (answer, &product);
  }

  return answer;
}

static gboolean
check_order (const Article      *article,
             const EarQuestion  *question,
             gint64              quantity,
             GError            **error)
{
  if (article == NULL) {
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND, _("The shop has no article with the number “%s”."),
                 question->sku ? question->sku : "");
  } else if (quantity < 1 || quantity > MAX_QUANTITY) {
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED,
                 _("The shop sells 1 to %d of an article at a time, not %" PRId64 "."), MAX_QUANTITY, quantity);
  } else if (article->product.stock < quantity) {
    EarProduct product = localize (article, question->locale);

    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OUT_OF_STOCK,
                 _("The shop has %" PRId64 " of “%s”, not %" PRId64 "."), product.stock, product.title, quantity);
  } else {
    return TRUE;
  }

  return FALSE;
}

static EarAnswer *
order (Shop               *shop,
       const EarQuestion  *question,
       GError            **error)
{
  const Article *article = question->sku ? g_hash_table_lookup (shop->by_sku, question->sku) : NULL;
  gint64 quantity = question->quantity ? question->quantity : 1;
  g_autofree char *purpose = NULL, *number = NULL;
  EarAnswer *answer;
  EarProduct product;

  if (!check_order (article, question, quantity, error))
    return NULL;

  product = localize (article, question->locale);
  purpose = g_strdup_printf ("shop/order/%s/%" G_GINT64_FORMAT, product.sku, quantity);
  number = g_strdup_printf ("E-%06u", 100000 + ear_dice_choose ((EarDice) { question->seed }, question->now, purpose, 900000));
  answer = ear_answer_new (EAR_ANSWER_RECEIPT);
  ear_answer_add (answer, &(EarReceipt) {
    .order = number, .sku = product.sku, .title = product.title, .currency = product.currency, .state = "placed",
    .quantity = quantity, .micros = product.micros * quantity, .due = question->now + (article->digital ? 0 : DELIVERY_US)
  });

  return answer;
}

static gboolean
is_order_number (const char *text)
{
  return text != NULL && strlen (text) == 8 && g_str_has_prefix (text, "E-") && strspn (text + 2, "0123456789") == 6;
}

/* The shop keeps no books, the household does: any order of its own can be canceled, and what it was is told to it. */
static EarAnswer *
cancel (Shop               *shop,
        const EarQuestion  *question,
        GError            **error)
{
  const Article *article = question->sku ? g_hash_table_lookup (shop->by_sku, question->sku) : NULL;
  EarReceipt receipt = { .order = question->text, .state = "canceled", .quantity = question->quantity };
  EarAnswer *answer;

  if (!is_order_number (question->text)) {
    g_autofree char *shown = ear_text_clean (question->text ? question->text : "", 60);

    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND, _("The shop has no order “%s”."), shown);
    return NULL;
  }

  if (article != NULL) {
    EarProduct product = localize (article, question->locale);

    receipt.sku = product.sku;
    receipt.title = product.title;
    receipt.currency = product.currency;
    receipt.quantity = CLAMP (question->quantity, 1, MAX_QUANTITY);
    receipt.micros = product.micros * receipt.quantity;
  }
  answer = ear_answer_new (EAR_ANSWER_RECEIPT);
  ear_answer_add (answer, &receipt);

  return answer;
}

static EarAnswer *
answer_shop (gpointer            catalog,
             const EarQuestion  *question,
             GError            **error)
{
  if (g_strcmp0 (question->operation, "search") == 0)
    return search (catalog, question);
  if (g_strcmp0 (question->operation, "order") == 0)
    return order (catalog, question, error);
  if (g_strcmp0 (question->operation, "cancel") == 0)
    return cancel (catalog, question, error);

  ear_offline_refuse (question, EAR_SERVICE_SHOP, error);

  return NULL;
}

const EarOfflineService ear_shop_offline = {
  .file = "shop/products.json",
  .attribution = N_("Earshot offline shop: invented products of an invented brand"),
  .load = load_shop,
  .answer = answer_shop,
  .free = shop_free,
};
