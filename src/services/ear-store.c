/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-store.h"

#include "services/ear-text.h"

#include "model/ear-dice.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

#define MAX_HITS 5
#define MIN_MATCH 0.5
#define KNOWN_BONUS 0.1
#define MAX_QUANTITY 99
#define DELIVERY_US (2 * G_TIME_SPAN_DAY)

struct _EarStore {
  EarStoreLocalize  localize;
  GPtrArray        *articles;
  GHashTable       *by_sku;
};

typedef struct {
  const EarArticle *article;
  double            match;
  guint             index;
} Hit;

static void
article_free (EarArticle *article)
{
  ear_keys_free (article->keys);
  g_free (article);
}

static EarProduct
get_product (const EarArticle *article,
             const char       *locale)
{
  return article->product;
}

/**
 * ear_store_new:
 * @localize: (nullable): %NULL where every customer sees the same
 * @free_article: (nullable): frees what ear_store_add() was given; %NULL for an #EarArticle and its keys
 */
EarStore *
ear_store_new (EarStoreLocalize localize,
               GDestroyNotify   free_article)
{
  EarStore *self = g_new0 (EarStore, 1);

  self->localize = localize ? localize : get_product;
  self->articles = g_ptr_array_new_with_free_func (free_article ? free_article : (GDestroyNotify) article_free);
  self->by_sku = g_hash_table_new (g_str_hash, g_str_equal);

  return self;
}

void
ear_store_free (EarStore *self)
{
  g_hash_table_unref (self->by_sku);
  g_ptr_array_unref (self->articles);
  g_free (self);
}

/**
 * ear_store_add:
 * @article: (transfer full): with its number and its keys
 *
 * Returns: whether no other article has its number; it is kept anyway, but can not be ordered
 */
gboolean
ear_store_add (EarStore   *self,
               EarArticle *article)
{
  g_ptr_array_add (self->articles, article);
  if (g_hash_table_contains (self->by_sku, article->product.sku))
    return FALSE;

  return g_hash_table_insert (self->by_sku, (gpointer) article->product.sku, article);
}

guint
ear_store_get_length (EarStore *self)
{
  return self->articles->len;
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
find_hits (EarStore   *self,
           const char *text,
           const char *known)
{
  g_autoptr (EarKeys) query = ear_keys_new_query (text ? text : "");
  GArray *hits = g_array_new (FALSE, FALSE, sizeof (Hit));

  for (guint i = 0; i < self->articles->len; i++) {
    const EarArticle *article = g_ptr_array_index (self->articles, i);
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
search (EarStore          *self,
        const EarQuestion *question)
{
  g_autoptr (GArray) hits = find_hits (self, question->text, question->sku);
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_PRODUCTS);

  for (guint i = 0; i < hits->len && i < MAX_HITS; i++) {
    const Hit *hit = &g_array_index (hits, Hit, i);
    EarProduct product = self->localize (hit->article, question->locale);

    product.match = MIN (hit->match, 1);
    ear_answer_add (answer, &product);
  }

  return answer;
}

static gboolean
check_order (EarStore           *self,
             const EarArticle   *article,
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
    EarProduct product = self->localize (article, question->locale);

    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_OUT_OF_STOCK,
                 _("The shop has %" PRId64 " of “%s”, not %" PRId64 "."), product.stock, product.title, quantity);
  } else {
    return TRUE;
  }

  return FALSE;
}

static EarAnswer *
order (EarStore           *self,
       const EarQuestion  *question,
       GError            **error)
{
  const EarArticle *article = question->sku ? g_hash_table_lookup (self->by_sku, question->sku) : NULL;
  gint64 quantity = question->quantity ? question->quantity : 1;
  g_autofree char *purpose = NULL, *number = NULL;
  EarAnswer *answer;
  EarProduct product;

  if (!check_order (self, article, question, quantity, error))
    return NULL;

  product = self->localize (article, question->locale);
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
cancel (EarStore           *self,
        const EarQuestion  *question,
        GError            **error)
{
  const EarArticle *article = question->sku ? g_hash_table_lookup (self->by_sku, question->sku) : NULL;
  EarReceipt receipt = { .order = question->text, .state = "canceled", .quantity = question->quantity };
  EarAnswer *answer;

  if (!is_order_number (question->text)) {
    g_autofree char *shown = ear_text_clean (question->text ? question->text : "", 60);

    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND, _("The shop has no order “%s”."), shown);
    return NULL;
  }

  if (article != NULL) {
    EarProduct product = self->localize (article, question->locale);

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

/**
 * ear_store_answer:
 * @question: search, order or cancel
 * @error: an #EarServiceError
 *
 * Returns: (transfer full) (nullable): the answer, at once
 */
EarAnswer *
ear_store_answer (EarStore           *self,
                  const EarQuestion  *question,
                  GError            **error)
{
  if (g_strcmp0 (question->operation, "search") == 0)
    return search (self, question);
  if (g_strcmp0 (question->operation, "order") == 0)
    return order (self, question, error);
  if (g_strcmp0 (question->operation, "cancel") == 0)
    return cancel (self, question, error);

  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("The shop can not do “%s”."),
               question->operation ? question->operation : "");

  return NULL;
}
