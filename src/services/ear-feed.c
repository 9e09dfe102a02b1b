/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-feed.h"

#include "services/ear-csv.h"
#include "services/ear-foreign.h"
#include "services/ear-text.h"

#include "model/ear-json.h"
#include "model/ear-money.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_PRODUCTS 50000
#define MAX_COMPLAINTS 100
#define MAX_CHARS 400
#define MAX_UNITS G_GINT64_CONSTANT (1000000)
/* What is in stock where nobody says how much. */
#define ENOUGH 99

static const EarJsonLimits limits = { 32 * 1024 * 1024, 16 };

typedef enum {
  NAME,
  SKU,
  BRAND,
  CATEGORY,
  IMAGE,
  DESCRIPTION,
  UNIT,
  PRICE,
  CURRENCY,
  AVAILABILITY,
  STOCK,
  N_COLUMNS
} Column;

/* What a column may be called, in lower case; the first name is schema.org's. */
static const struct {
  const char *name;
  Column      column;
} names[] = {
  { "name", NAME }, { "title", NAME }, { "sku", SKU }, { "gtin", SKU }, { "gtin13", SKU }, { "mpn", SKU }, { "productid", SKU }, { "id", SKU },
  { "brand", BRAND }, { "brand.name", BRAND }, { "category", CATEGORY }, { "image", IMAGE }, { "description", DESCRIPTION }, { "unit", UNIT },
  { "price", PRICE }, { "offers.price", PRICE }, { "pricecurrency", CURRENCY }, { "offers.pricecurrency", CURRENCY },
  { "currency", CURRENCY }, { "availability", AVAILABILITY }, { "offers.availability", AVAILABILITY }, { "stock", STOCK },
  { "inventorylevel", STOCK }, { "offers.inventorylevel", STOCK },
};

typedef struct {
  EarFeed *feed;
  int      columns[N_COLUMNS];  /* of the table; -1 where there is none */
  gboolean has_header;
  gboolean is_full;
} Reading;

void
ear_feed_free (EarFeed *self)
{
  g_clear_pointer (&self->store, ear_store_free);
  g_ptr_array_unref (self->complaints);
  g_string_chunk_free (self->strings);
  g_free (self);
}

G_GNUC_PRINTF (3, 4)
static void
complain (EarFeed    *self,
          const char *where,
          const char *format,
          ...)
{
  g_autofree char *why = NULL;
  va_list args;

  va_start (args, format);
  why = g_strdup_vprintf (format, args);
  va_end (args);
  if (self->complaints->len < MAX_COMPLAINTS)
    g_ptr_array_add (self->complaints, g_strdup_printf ("%s: %s", where, why));
}

/**
 * ear_feed_parse_price:
 * @text: "12.99", with a point and without a sign or a currency: "12,99" may be twelve or a thousand
 * @micros: (out): millionths, exactly
 */
gboolean
ear_feed_parse_price (const char *text,
                      gint64     *micros)
{
  gint64 units = 0, fraction = 0, weight = EAR_MICROS_PER_UNIT;
  const char *at = text;

  if (!g_ascii_isdigit (*at))
    return FALSE;
  for (; g_ascii_isdigit (*at); at++)
    if ((units = units * 10 + (*at - '0')) > MAX_UNITS)
      return FALSE;
  if (*at == '.' && g_ascii_isdigit (at[1]))
    for (at++; g_ascii_isdigit (*at) && weight > 1; at++)
      fraction += (*at - '0') * (weight /= 10);
  if (*at != '\0')
    return FALSE;
  *micros = units * EAR_MICROS_PER_UNIT + fraction;

  return *micros > 0;
}

/* "https://schema.org/InStock", "in stock" and "InStock" are the same; what nobody knows is not sold. */
static gint64
read_stock (const char *availability,
            const char *stock)
{
  static const char *const words[] = { "instock", "limitedavailability", "onlineonly", "available", "yes", "true", NULL };
  const char *slash = availability ? strrchr (availability, '/') : NULL;
  g_autoptr (GString) word = g_string_new (NULL);
  guint64 count;

  for (const char *at = slash ? slash + 1 : availability; at != NULL && *at != '\0'; at++)
    if (g_ascii_isalpha (*at))
      g_string_append_c (word, g_ascii_tolower (*at));
  if (word->len > 0 && !g_strv_contains (words, word->str))
    return 0;

  return stock != NULL && *stock != '\0' ? (g_ascii_string_to_unsigned (stock, 10, 0, G_MAXINT32, &count, NULL) ? (gint64) count : 0) : ENOUGH;
}

static const char *
keep (EarFeed    *self,
      const char *text)
{
  g_autofree char *clean = ear_text_clean (text ? text : "", MAX_CHARS);

  return *clean != '\0' ? g_string_chunk_insert_const (self->strings, clean) : NULL;
}

static gboolean
is_currency (const char *code)
{
  return code != NULL && strlen (code) == 3 && strspn (code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

/* What is missing or makes no sense is left out, and everybody may know why. */
static void
add_product (EarFeed           *self,
             const char *const *values,
             const char        *where)
{
  const char *name = keep (self, values[NAME]), *sku = keep (self, values[SKU]);
  EarArticle *article;
  gint64 micros;

  if (name == NULL) {
    complain (self, where, _("the product has no name"));
  } else if (sku == NULL) {
    complain (self, where, _("“%.60s” has no sku"), name);
  } else if (values[PRICE] == NULL || !ear_feed_parse_price (values[PRICE], &micros)) {
    complain (self, where, _("price of “%.60s”: write it like 12.99, not “%.40s”"), name, values[PRICE] ? values[PRICE] : "");
  } else if (!is_currency (values[CURRENCY])) {
    complain (self, where, _("priceCurrency of “%.60s”: write a code such as USD, not “%.40s”"), name,
              values[CURRENCY] ? values[CURRENCY] : "");
  } else {
    article = g_new0 (EarArticle, 1);
    article->product = (EarProduct) {
      .sku = sku, .title = name, .brand = keep (self, values[BRAND]),
      .category = keep (self, values[CATEGORY]), .unit = keep (self, values[UNIT]), .image = keep (self, values[IMAGE]),
      .description = keep (self, values[DESCRIPTION]), .currency = g_intern_string (values[CURRENCY]), .micros = micros,
      .stock = read_stock (values[AVAILABILITY], values[STOCK]),
    };
    article->keys = ear_keys_new ();
    ear_keys_add (article->keys, article->product.title, 1);
    ear_keys_add (article->keys, article->product.category, 0.8);
    ear_keys_add (article->keys, article->product.brand, 0.7);
    if (!ear_store_add (self->store, article))
      complain (self, where, _("sku “%.60s” is there twice; the first one is sold"), article->product.sku);
  }
}

static void
read_header (Reading *reading,
             GStrv    fields)
{
  for (Column column = 0; column < N_COLUMNS; column++)
    reading->columns[column] = -1;
  for (guint i = 0; fields[i] != NULL; i++) {
    g_autofree char *name = g_ascii_strdown (g_strstrip (fields[i]), -1);

    for (guint j = 0; j < G_N_ELEMENTS (names); j++)
      if (strcmp (name, names[j].name) == 0 && reading->columns[names[j].column] < 0)
        reading->columns[names[j].column] = i;
  }
  reading->has_header = TRUE;
}

static gboolean
on_row (GStrv    fields,
        guint    line,
        gpointer user_data)
{
  Reading *reading = user_data;
  g_autofree char *where = g_strdup_printf (_("line %u"), line);
  const char *values[N_COLUMNS] = { NULL };
  guint n = g_strv_length (fields);

  if (!reading->has_header) {
    read_header (reading, fields);
    return TRUE;
  }
  if ((reading->is_full = ear_store_get_length (reading->feed->store) >= MAX_PRODUCTS))
    return FALSE;

  for (Column column = 0; column < N_COLUMNS; column++)
    if (reading->columns[column] >= 0 && (guint) reading->columns[column] < n)
      values[column] = g_strstrip (fields[reading->columns[column]]);
  add_product (reading->feed, values, where);

  return TRUE;
}

/* A number is told as it was written, not as a double has it: 12.99 and not 12.9900000000000002. */
static const char *
get_text (EarFeed  *self,
          JsonNode *node)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0)
    node = json_array_get_element (json_node_get_array (node), 0);
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    node = json_object_get_member (json_node_get_object (node), "name");
  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node) ? "true" : "false";

  return g_string_chunk_insert_const (self->strings, g_ascii_formatd (number, sizeof number, "%.15g", json_node_get_double (node)));
}

static void
read_members (EarFeed     *self,
              JsonObject  *object,
              const char  *prefix,
              const char **values)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node)) {
    g_autofree char *name = g_strconcat (prefix, member, NULL), *folded = g_ascii_strdown (name, -1);

    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      if (strcmp (folded, names[i].name) == 0 && values[names[i].column] == NULL)
        values[names[i].column] = get_text (self, node);
  }
}

static void
read_object (EarFeed    *self,
             JsonObject *product,
             const char *where)
{
  const char *values[N_COLUMNS] = { NULL };
  JsonNode *offers = json_object_get_member (product, "offers");

  /* An item of an ItemList. */
  if (json_object_has_member (product, "item") && JSON_NODE_HOLDS_OBJECT (json_object_get_member (product, "item"))) {
    product = json_object_get_object_member (product, "item");
    offers = json_object_get_member (product, "offers");
  }
  if (offers != NULL && JSON_NODE_HOLDS_ARRAY (offers) && json_array_get_length (json_node_get_array (offers)) > 0)
    offers = json_array_get_element (json_node_get_array (offers), 0);
  read_members (self, product, "", values);
  if (offers != NULL && JSON_NODE_HOLDS_OBJECT (offers))
    read_members (self, json_node_get_object (offers), "offers.", values);
  add_product (self, values, where);
}

static JsonArray *
find_products (JsonNode  *root,
               GError   **error)
{
  static const char *const lists[] = { "@graph", "itemListElement", "products", "items" };
  JsonObject *object;

  if (JSON_NODE_HOLDS_ARRAY (root))
    return json_node_get_array (root);

  object = json_node_get_object (root);
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (json_object_has_member (object, lists[i]))
      return ear_json_get_array (object, lists[i], error);
  g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_MISSING, _("$: expected an array of products, or one called products"));

  return NULL;
}

static gboolean
read_json (EarFeed     *self,
           const char  *data,
           gsize        length,
           gboolean    *is_full,
           GError     **error)
{
  GError *cause = NULL;
  g_autoptr (JsonNode) root = ear_json_parse (data, length, &limits, &cause);
  JsonArray *products = root ? find_products (root, &cause) : NULL;

  if (products == NULL) {
    g_propagate_error (error, g_error_new (EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, "%s", cause->message));
    g_error_free (cause);
    return FALSE;
  }

  for (guint i = 0; i < json_array_get_length (products) && !*is_full; i++) {
    JsonNode *node = json_array_get_element (products, i);
    g_autofree char *where = g_strdup_printf ("$[%u]", i);

    *is_full = ear_store_get_length (self->store) >= MAX_PRODUCTS;
    if (JSON_NODE_HOLDS_OBJECT (node))
      read_object (self, json_node_get_object (node), where);
    else
      complain (self, where, _("expected an object"));
  }

  return TRUE;
}

static const char *
skip_blanks (const char *data,
             gsize       length)
{
  const char *at = data;

  while (at < data + length && g_ascii_isspace (*at))
    at++;

  return at;
}

/**
 * ear_feed_read:
 * @data: JSON where it begins with a bracket or a brace, otherwise a table whose first row names its columns
 * @error: %EAR_SERVICE_ERROR_BAD_RESPONSE: nothing of it can be used, and why
 *
 * Returns: (transfer full) (nullable): the products that make sense
 */
EarFeed *
ear_feed_read (const char  *data,
               gsize        length,
               GError     **error)
{
  g_autoptr (EarFeed) self = g_new0 (EarFeed, 1);
  const char *first = skip_blanks (data, length);
  Reading reading = { .feed = self };
  gboolean done;

  self->store = ear_store_new (NULL, NULL);
  self->complaints = g_ptr_array_new_with_free_func (g_free);
  self->strings = g_string_chunk_new (16 * 1024);
  if (first < data + length && (*first == '[' || *first == '{'))
    done = read_json (self, data, length, &reading.is_full, error);
  else
    done = ear_csv_read (data, length, on_row, &reading, error);
  if (!done)
    return NULL;

  if (reading.is_full)
    complain (self, "…", _("only the first %d products are sold"), MAX_PRODUCTS);
  if (ear_store_get_length (self->store) == 0) {
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("there is no product in it that can be sold (%s)"),
                 self->complaints->len > 0 ? (char *) g_ptr_array_index (self->complaints, 0) : _("it is empty"));
    return NULL;
  }

  return g_steal_pointer (&self);
}
