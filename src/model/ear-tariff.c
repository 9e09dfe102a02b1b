/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-tariff-private.h"
#include "model/ear-json.h"
#include "model/ear-paths.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define FORMAT 1
#define MAX_ITEMS 1000
#define MAX_TEXT 1000
#define MAX_NAME 64

/* Nothing that is counted in turns, tracks or devices costs more than a thousand. */
#define MAX_PRICE (1000 * EAR_MICROS_PER_UNIT)
#define ALL 10000

static const char *const depth_names[] = { "contribution", "device", "loaded", NULL };
static const char *const status_names[] = { "published", "estimate", "assumed", NULL };
static const char *const directions[] = { "cost", "income", NULL };
static const char *const measures[] = { "micros", "basis-points", NULL };
static const char *const units[] = {
  "request", "character", "token", "impression", "track", "order", "purchase", "month", "minute", "message", "turn", "device", NULL,
};

/* The item comes first, so that a pointer to it is one to its entry. */
typedef struct {
  EarTariffItem  item;
  JsonObject    *labels;
} Entry;

struct _EarTariff {
  GObject     parent_instance;

  JsonNode   *root;             /* keeps every string that is pointed to */
  JsonObject *titles;
  const char *id;
  const char *currency;
  const char *valid_from;
  gint64      version;
  GPtrArray  *items;
  GHashTable *by_key;
  GPtrArray  *rates;
};

G_DEFINE_FINAL_TYPE (EarTariff, ear_tariff, G_TYPE_OBJECT)

static void
ear_tariff_finalize (GObject *object)
{
  EarTariff *self = EAR_TARIFF (object);

  g_ptr_array_unref (self->rates);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->root, json_node_unref);

  G_OBJECT_CLASS (ear_tariff_parent_class)->finalize (object);
}

static void
ear_tariff_class_init (EarTariffClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_tariff_finalize;
}

static void
ear_tariff_init (EarTariff *self)
{
  self->items = g_ptr_array_new_with_free_func (g_free);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->rates = g_ptr_array_new_with_free_func (g_free);
}

gboolean
ear_tariff_refuse (GError       **error,
                   EarJsonError   code,
                   const char    *member,
                   const char    *format,
                   ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, EAR_JSON_ERROR, code, "$.%s: %s", member, what);

  return FALSE;
}

/* Makes the path in a message start further out: "$.value: …" becomes "$.items[3].value: …". */
gboolean
ear_tariff_refuse_inner (GError     **error,
                         GError      *inner,
                         const char  *path)
{
  g_set_error (error, inner->domain, inner->code, "%s%s", path, inner->message + g_str_has_prefix (inner->message, "$"));
  g_error_free (inner);

  return FALSE;
}

/* Ids become file names, keys become names in other people's code: lower case, digits, and hyphens and dots between. */
static gboolean
is_name (const char *text,
         gboolean    dotted)
{
  gsize length = strlen (text);
  guint n_dots = 0;

  if (length == 0 || length > MAX_NAME)
    return FALSE;

  for (gsize i = 0; i < length; i++) {
    if (g_ascii_islower (text[i]) || g_ascii_isdigit (text[i]))
      continue;
    if ((text[i] != '-' && text[i] != '.') || i == 0 || i == length - 1 || !g_ascii_isalnum (text[i - 1]))
      return FALSE;
    n_dots += text[i] == '.';
  }

  return dotted ? n_dots > 0 : n_dots == 0;
}

gboolean
ear_tariff_read_text (JsonObject  *object,
                      const char  *member,
                      const char **text,
                      GError     **error)
{
  if (!(*text = ear_json_get_string (object, member, error)))
    return FALSE;
  if (**text == '\0' || strlen (*text) > MAX_TEXT)
    return ear_tariff_refuse (error, EAR_JSON_ERROR_LIMIT, member, _("expected some text of up to %d bytes. Write down what belongs here."), MAX_TEXT);

  return TRUE;
}

static gboolean
read_choice (JsonObject        *object,
             const char        *member,
             const char *const *choices,
             guint             *choice,
             GError           **error)
{
  const char *text = ear_json_get_string (object, member, error);
  g_autofree char *all = NULL;

  if (text == NULL)
    return FALSE;

  for (*choice = 0; choices[*choice] != NULL; (*choice)++)
    if (strcmp (choices[*choice], text) == 0)
      return TRUE;

  all = g_strjoinv (", ", (char **) choices);

  return ear_tariff_refuse (error, EAR_JSON_ERROR_TYPE, member, _("“%s” is unknown. Use one of: %s."), text, all);
}

gboolean
ear_tariff_read_status (JsonObject       *object,
                        EarTariffStatus  *status,
                        GError          **error)
{
  guint choice;

  if (!read_choice (object, "status", status_names, &choice, error))
    return FALSE;
  *status = choice;

  return TRUE;
}

/* Texts by language; English is what all other languages fall back to. */
static gboolean
read_texts (JsonObject  *object,
            const char  *member,
            JsonObject **texts,
            GError     **error)
{
  g_autoptr (GList) languages = NULL;
  g_autofree char *path = g_strconcat ("$.", member, NULL);
  GError *inner = NULL;
  const char *text;

  if (!(*texts = ear_json_get_object (object, member, error)))
    return FALSE;
  if (!json_object_has_member (*texts, "en"))
    return ear_tariff_refuse (error, EAR_JSON_ERROR_MISSING, member, _("“en” is missing. Add an English text."));

  languages = json_object_get_members (*texts);
  for (GList *l = languages; l != NULL; l = l->next)
    if (!ear_tariff_read_text (*texts, l->data, &text, &inner))
      return ear_tariff_refuse_inner (error, inner, path);

  return TRUE;
}

static const char *
find_text (JsonObject *texts,
           const char *locale)
{
  g_autofree char *language = locale ? g_strndup (locale, strcspn (locale, "-_")) : NULL;

  if (locale != NULL && json_object_has_member (texts, locale))
    return json_object_get_string_member (texts, locale);
  if (language != NULL && json_object_has_member (texts, language))
    return json_object_get_string_member (texts, language);

  return json_object_get_string_member (texts, "en");
}

static gboolean
read_figures (EarTariffItem  *item,
              JsonObject     *object,
              GError        **error)
{
  guint direction, measure;
  gint64 value, most;

  if (!read_choice (object, "direction", directions, &direction, error) ||
      !read_choice (object, "measure", measures, &measure, error))
    return FALSE;

  most = measure == 0 ? MAX_PRICE : ALL;
  if (!ear_json_get_int (object, "value", 0, most, &value, error) ||
      !ear_json_get_int (object, "low", 0, most, &item->low, error) ||
      !ear_json_get_int (object, "high", 0, most, &item->high, error))
    return FALSE;
  if (item->low > value)
    return ear_tariff_refuse (error, EAR_JSON_ERROR_LIMIT, "low", _("%" PRId64 " is above the value %" PRId64
                                                                    ". Put low <= value <= high."), item->low, value);
  if (item->high < value)
    return ear_tariff_refuse (error, EAR_JSON_ERROR_LIMIT, "high", _("%" PRId64 " is below the value %" PRId64
                                                                     ". Put low <= value <= high."), item->high, value);

  if (direction == 0) {
    value = -value;
    item->low = -item->low;
    item->high = -item->high;
  }
  *(measure == 0 ? &item->micros : &item->basis_points) = value;

  return TRUE;
}

static gboolean
read_item (EarTariff   *self,
           JsonNode    *node,
           GError     **error)
{
  g_autofree Entry *entry = g_new0 (Entry, 1);
  EarTariffItem *item = &entry->item;
  guint unit, depth;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node)) {
    g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$: expected an object"));
    return FALSE;
  }

  object = json_node_get_object (node);
  if (!(item->key = ear_json_get_string (object, "key", error)))
    return FALSE;
  if (!is_name (item->key, TRUE))
    return ear_tariff_refuse (error, EAR_JSON_ERROR_TYPE, "key", _("“%.80s” is no key. Write one such as “voice.asr”."), item->key);
  if (g_hash_table_contains (self->by_key, item->key))
    return ear_tariff_refuse (error, EAR_JSON_ERROR_SYNTAX, "key", _("“%s” is there twice. Remove one."), item->key);
  if (!read_texts (object, "labels", &entry->labels, error) ||
      !read_choice (object, "unit", units, &unit, error) ||
      !read_choice (object, "depth", depth_names, &depth, error) ||
      !ear_tariff_read_status (object, &item->status, error) ||
      !ear_tariff_read_text (object, "source", &item->source, error) ||
      !read_figures (item, object, error))
    return FALSE;

  item->label = find_text (entry->labels, NULL);
  item->unit = units[unit];
  item->depth = depth;
  g_hash_table_insert (self->by_key, (char *) item->key, item);
  g_ptr_array_add (self->items, g_steal_pointer (&entry));

  return TRUE;
}

/* Shares of one deal are those whose keys begin alike: "shop.margin", "shop.payment". Nobody can take or spend more of a
 * deal than all of it.
 */
static gboolean
check_shares (EarTariff  *self,
              GError    **error)
{
  for (guint i = 0; i < self->items->len; i++) {
    const EarTariffItem *item = g_ptr_array_index (self->items, i);
    gsize n = strcspn (item->key, ".") + 1;
    gint64 sum = 0;

    for (guint j = 0; j <= i; j++) {
      const EarTariffItem *other = g_ptr_array_index (self->items, j);

      if (strncmp (other->key, item->key, n) == 0 && (other->basis_points < 0) == (item->basis_points < 0))
        sum += ABS (other->basis_points);
    }

    if (item->basis_points != 0 && sum > ALL) {
      g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("$.items[%u].value: with it the shares of “%.*s” are %" PRId64
                                                                  " basis points. Lower them to 10000 in all."), i, (int) n - 1, item->key, sum);
      return FALSE;
    }
  }

  return TRUE;
}

static gboolean
read_head (EarTariff   *self,
           JsonObject  *object,
           GError     **error)
{
  gint64 format;

  if (!ear_json_get_int (object, "earshot-tariff", 1, G_MAXINT64, &format, error))
    return FALSE;
  if (format > FORMAT)
    return ear_tariff_refuse (error, EAR_JSON_ERROR_LIMIT, "earshot-tariff", _("format %" PRId64 ", but this Earshot reads up to %d. "
                                                                               "Update Earshot."), format, FORMAT);
  if (!(self->id = ear_json_get_string (object, "id", error)))
    return FALSE;
  if (!is_name (self->id, FALSE))
    return ear_tariff_refuse (error, EAR_JSON_ERROR_TYPE, "id", _("“%.80s” is no id. Write one such as “2021-us”."), self->id);

  return ear_json_get_int (object, "version", 1, 1000000, &self->version, error) &&
         read_texts (object, "titles", &self->titles, error) &&
         (self->currency = ear_json_get_string (object, "currency", error)) &&
         ear_tariff_check_currency (self->currency, error) &&
         (self->valid_from = ear_json_get_string (object, "valid_from", error)) &&
         ear_tariff_check_date ("valid_from", self->valid_from, error);
}

static gboolean
read_tariff (EarTariff  *self,
             GError    **error)
{
  GError *inner = NULL;
  JsonArray *items;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (self->root)) {
    g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$: expected an object"));
    return FALSE;
  }

  object = json_node_get_object (self->root);
  if (!read_head (self, object, error) || !(items = ear_json_get_array (object, "items", error)))
    return FALSE;
  if (json_array_get_length (items) == 0 || json_array_get_length (items) > MAX_ITEMS)
    return ear_tariff_refuse (error, EAR_JSON_ERROR_LIMIT, "items", _("expected 1 to %d items"), MAX_ITEMS);

  for (guint i = 0; i < json_array_get_length (items); i++) {
    g_autofree char *path = g_strdup_printf ("$.items[%u]", i);

    if (!read_item (self, json_array_get_element (items, i), &inner))
      return ear_tariff_refuse_inner (error, inner, path);
  }

  return check_shares (self, error) && ear_tariff_read_rates (object, self->currency, self->rates, error);
}

/**
 * ear_tariff_load:
 * @path: a JSON file as data/tariffs/2021-us.json
 * @error: names the file, the place and what to do
 *
 * Reads a price book; strict, so that no wrong figure gets into the books.
 *
 * Returns: (transfer full) (nullable): the tariff
 */
EarTariff *
ear_tariff_load (const char  *path,
                 GError     **error)
{
  g_autoptr (EarTariff) self = g_object_new (EAR_TYPE_TARIFF, NULL);
  g_autoptr (GError) local_error = NULL;
  gboolean loaded = (self->root = ear_json_load (path, NULL, &local_error)) != NULL;

  if (loaded && read_tariff (self, &local_error))
    return g_steal_pointer (&self);

  if (loaded)
    g_prefix_error (&local_error, "%s: ", path);
  if (g_str_has_suffix (local_error->message, "."))
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, local_error->domain, local_error->code, _("%s. Mend the file or choose another tariff."), local_error->message);

  return NULL;
}

/**
 * ear_tariff_load_by_id:
 * @id: e.g. %EAR_TARIFF_DEFAULT, or what an #EarOpened says
 *
 * Returns: (transfer full) (nullable): the tariff of that id among the product's data
 */
EarTariff *
ear_tariff_load_by_id (const char  *id,
                       GError     **error)
{
  g_autofree char *name = g_strdup_printf ("tariffs/%s.json", id);
  g_autofree char *path = NULL;

  if (!is_name (id, FALSE)) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("“%.80s” is no id of a tariff. Use one such as “%s”."), id, EAR_TARIFF_DEFAULT);
    return NULL;
  }

  path = ear_paths_find_data (name, error);

  return path ? ear_tariff_load (path, error) : NULL;
}

const char *
ear_tariff_get_id (EarTariff *self)
{
  return self->id;
}

guint
ear_tariff_get_version (EarTariff *self)
{
  return self->version;
}

/**
 * ear_tariff_get_title:
 * @locale: (nullable): e.g. "de-DE"; %NULL for English
 */
const char *
ear_tariff_get_title (EarTariff  *self,
                      const char *locale)
{
  return find_text (self->titles, locale);
}

const char *
ear_tariff_get_currency (EarTariff *self)
{
  return self->currency;
}

/**
 * ear_tariff_get_valid_from:
 *
 * Returns: the first day it holds, e.g. "2021-01-01"
 */
const char *
ear_tariff_get_valid_from (EarTariff *self)
{
  return self->valid_from;
}

/**
 * ear_tariff_get_items:
 *
 * Returns: (transfer none) (element-type EarTariffItem): in the order of the file
 */
GPtrArray *
ear_tariff_get_items (EarTariff *self)
{
  return self->items;
}

/**
 * ear_tariff_find:
 *
 * Returns: (nullable): the item of that key
 */
const EarTariffItem *
ear_tariff_find (EarTariff  *self,
                 const char *key)
{
  return key ? g_hash_table_lookup (self->by_key, key) : NULL;
}

/**
 * ear_tariff_find_rate:
 * @currency: ISO 4217 code
 *
 * Returns: (nullable): what it is worth in the tariff's currency; %NULL for that currency itself too
 */
const EarRate *
ear_tariff_find_rate (EarTariff  *self,
                      const char *currency)
{
  for (guint i = 0; i < self->rates->len; i++) {
    const EarRate *rate = g_ptr_array_index (self->rates, i);

    if (g_strcmp0 (rate->currency, currency) == 0)
      return rate;
  }

  return NULL;
}

/**
 * ear_tariff_price:
 * @key: an item
 * @quantity: how many of its unit; negative to take back
 * @gross_micros: what changes hands, for items that are a share of it
 * @micros: (out): the price, income positive
 *
 * Returns: whether the item exists and the price fits
 */
gboolean
ear_tariff_price (EarTariff  *self,
                  const char *key,
                  gint64      quantity,
                  gint64      gross_micros,
                  gint64     *micros)
{
  const EarTariffItem *item = ear_tariff_find (self, key);
  gint64 price;

  *micros = 0;
  if (item == NULL)
    return FALSE;

  if (item->basis_points == 0) {
    if (__builtin_mul_overflow (quantity, item->micros, &price))
      return FALSE;
  } else {
    price = ear_money_share (gross_micros, ABS (item->basis_points));
    if (item->basis_points < 0 && __builtin_sub_overflow (G_GINT64_CONSTANT (0), price, &price))
      return FALSE;
  }

  *micros = price;

  return TRUE;
}

/**
 * ear_tariff_item_get_label:
 * @item: an item of a tariff
 * @locale: (nullable): e.g. "de-DE"; %NULL for English
 *
 * Returns: what people call it in that language, or in English
 */
const char *
ear_tariff_item_get_label (const EarTariffItem *item,
                           const char          *locale)
{
  return find_text (((const Entry *) item)->labels, locale);
}

const char *
ear_tariff_status_to_name (EarTariffStatus status)
{
  g_return_val_if_fail (status <= EAR_TARIFF_ASSUMED, NULL);

  return status_names[status];
}

const char *
ear_depth_to_name (EarDepth depth)
{
  g_return_val_if_fail (depth < EAR_N_DEPTHS, NULL);

  return depth_names[depth];
}
