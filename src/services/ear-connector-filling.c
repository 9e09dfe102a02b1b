/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-connector-private.h"

#include "model/ear-json.h"

#include <inttypes.h>
#include <string.h>

static char *
dup_coordinate (double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.4f", value));
}

static char *
dup_last_day (const EarDays *days)
{
  GDate last = days->first;

  g_date_add_days (&last, days->count - 1);

  return ear_day_to_text (&last);
}

/* What a customer says when he asks for music, in one line. */
static char *
dup_query (const EarQuestion *question)
{
  const char *parts[] = { question->title, question->artist, question->album, question->genre };
  GString *query = g_string_new (question->text);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (query, "%s%s", query->len > 0 ? " " : "", parts[i]);

  return g_string_free (query, FALSE);
}

static const char *
find_words (const EarQuestion *question,
            const char        *name)
{
  const struct { const char *name, *value; } words[] = {
    { "text", question->text }, { "locale", question->locale }, { "date", question->date }, { "artist", question->artist },
    { "title", question->title }, { "album", question->album }, { "genre", question->genre }, { "sku", question->sku },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].name, name) == 0)
      return words[i].value ? words[i].value : "";

  return NULL;
}

/**
 * ear_filling_dup_value:
 * @name: a placeholder without its braces
 *
 * Returns: (transfer full): what it stands for; empty where that is not known
 */
char *
ear_filling_dup_value (const EarFilling *self,
                       const char       *name)
{
  const EarQuestion *question = self->question;
  const char *words = find_words (question, name);
  const char *setting = ear_connector_find_setting (self->connector, name, strlen (name)) ? self->get_setting (name, self->settings) : NULL;

  if (words != NULL || setting != NULL)
    return g_strdup (words ? words : setting);
  if (strcmp (name, "query") == 0)
    return dup_query (question);
  if (strcmp (name, "language") == 0)
    return g_strndup (question->locale ? question->locale : "en", 2);
  if (strcmp (name, "quantity") == 0)
    return g_strdup_printf ("%" PRId64, MAX (question->quantity, 1));
  if (strcmp (name, "days") == 0)
    return g_strdup_printf ("%u", self->days ? self->days->count : 1);
  if (strcmp (name, "first") == 0 && self->days != NULL)
    return ear_day_to_text (&self->days->first);
  if (strcmp (name, "last") == 0 && self->days != NULL)
    return dup_last_day (self->days);
  if (self->place != NULL && strcmp (name, "latitude") == 0)
    return dup_coordinate (self->place->latitude);
  if (self->place != NULL && strcmp (name, "longitude") == 0)
    return dup_coordinate (self->place->longitude);
  if (self->place != NULL && strcmp (name, "timezone") == 0)
    return g_strdup (self->place->timezone);
  if (self->place != NULL && strcmp (name, "place") == 0)
    return g_strdup (self->place->name);
  if (self->place != NULL && strcmp (name, "country") == 0)
    return g_strdup (self->place->country);

  return g_strdup ("");
}

/**
 * ear_filling_fill:
 * @template: with {placeholders}
 * @escape: whether values are parts of an address: all but the first placeholder of it, which is where it begins
 *
 * Returns: (transfer full): it, filled
 */
char *
ear_filling_fill (const EarFilling *self,
                  const char       *template,
                  gboolean          escape)
{
  GString *text = g_string_new (NULL);
  const char *at = template;

  for (const char *open; (open = strchr (at, '{')) != NULL;) {
    const char *close = strchr (open, '}');
    g_autofree char *name = NULL, *value = NULL;

    if (close == NULL)
      break;
    name = g_strndup (open + 1, close - open - 1);
    value = ear_filling_dup_value (self, name);
    g_string_append_len (text, at, open - at);
    if (escape && open != template)
      g_string_append_uri_escaped (text, value ? value : "", NULL, FALSE);
    else
      g_string_append (text, value ? value : "");
    at = close + 1;
  }
  g_string_append (text, at);

  return g_string_free (text, FALSE);
}

/* "{quantity}" alone is a number, as what it stands for is one. */
static JsonNode *
fill_string (const EarFilling *self,
             const char       *template)
{
  static const char *const numbers[] = { "{quantity}", "{days}", "{latitude}", "{longitude}", NULL };
  g_autofree char *text = ear_filling_fill (self, template, FALSE);
  JsonNode *node = json_node_new (JSON_NODE_VALUE);

  if (!g_strv_contains (numbers, template))
    json_node_set_string (node, text);
  else if (strchr (text, '.') != NULL)
    json_node_set_double (node, g_ascii_strtod (text, NULL));
  else
    json_node_set_int (node, g_ascii_strtoll (text, NULL, 10));

  return node;
}

static JsonNode *
fill_node (const EarFilling *self,
           JsonNode         *node)
{
  JsonNode *filled;

  if (JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObject *object = json_object_new ();
    JsonObjectIter iter;
    const char *name;
    JsonNode *value;

    json_object_iter_init_ordered (&iter, json_node_get_object (node));
    while (json_object_iter_next_ordered (&iter, &name, &value))
      json_object_set_member (object, name, fill_node (self, value));
    filled = json_node_new (JSON_NODE_OBJECT);
    json_node_take_object (filled, object);
  } else if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_array_new (), *template = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (template); i++)
      json_array_add_element (array, fill_node (self, json_array_get_element (template, i)));
    filled = json_node_new (JSON_NODE_ARRAY);
    json_node_take_array (filled, array);
  } else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING) {
    filled = fill_string (self, json_node_get_string (node));
  } else {
    filled = json_node_copy (node);
  }

  return filled;
}

/**
 * ear_filling_fill_body:
 * @body: JSON whose strings have {placeholders}
 *
 * Returns: (transfer full): it, filled, as text
 */
char *
ear_filling_fill_body (const EarFilling *self,
                       JsonNode         *body)
{
  g_autoptr (JsonNode) filled = fill_node (self, body);

  return ear_json_to_string (filled);
}
