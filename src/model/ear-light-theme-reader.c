/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-light-theme-private.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>

#define MARK        "earshot-lights"
#define MAX_ID      64
#define MAX_TITLE   80
#define MAX_TITLES  16
#define MS          G_GINT64_CONSTANT (1000)

static const EarJsonLimits limits = { 256 * 1024, 8 };

/* A theme is small, so it is checked in one place for what it must not do; the reader only knows its form. */
G_GNUC_PRINTF (3, 4)
static gboolean
refuse (GError       **error,
        EarJsonError   code,
        const char    *format,
        ...)
{
  va_list arguments;

  va_start (arguments, format);
  if (error != NULL && *error == NULL)
    *error = g_error_new_valist (EAR_JSON_ERROR, code, format, arguments);
  va_end (arguments);

  return FALSE;
}

/* "$.period_ms: …" becomes "$.lights.thinking.period_ms: …". */
G_GNUC_PRINTF (2, 3)
static gboolean
place (GError     **error,
       const char  *format,
       ...)
{
  va_list arguments;
  g_autofree char *path = NULL;

  if (error == NULL || *error == NULL)
    return FALSE;

  va_start (arguments, format);
  path = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (g_str_has_prefix ((*error)->message, "$")) {
    g_autofree char *message = g_strconcat ("$", path, (*error)->message + 1, NULL);

    g_free ((*error)->message);
    (*error)->message = g_steal_pointer (&message);
  }

  return FALSE;
}

static gboolean
is_name (const char *text,
         gsize       max)
{
  gsize length = strlen (text);

  return length > 0 && length <= max && g_ascii_isalnum (text[0]) &&
         strspn (text, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

static gboolean
check_members (JsonObject         *object,
               const char *const  *known,
               const char         *of,
               GError            **error)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node))
    if (!g_strv_contains (known, member)) {
      g_autofree char *names = g_strjoinv (", ", (char **) known);

      return refuse (error, EAR_JSON_ERROR_TYPE, _("$.%s: %s has no such member. It may have %s."), member, of, names);
    }

  return TRUE;
}

static gboolean
read_hex (const char  *text,
          const char  *member,
          EarRgb      *color,
          GError     **error)
{
  guint red, green, blue;

  if (strlen (text) != 7 || text[0] != '#' || strspn (text + 1, "0123456789abcdefABCDEF") != 6 ||
      sscanf (text + 1, "%2x%2x%2x", &red, &green, &blue) != 3)
    return refuse (error, EAR_JSON_ERROR_TYPE, _("$.%s: “%.20s” is not a color. Write \"#rrggbb\" or three numbers from 0 to 1."), member, text);

  *color = ear_rgb_from_screen (red / 255.0, green / 255.0, blue / 255.0);

  return TRUE;
}

static gboolean
read_color (JsonObject  *object,
            const char  *member,
            EarRgb      *color,
            GError     **error)
{
  JsonNode *node = json_object_get_member (object, member);
  float *parts[] = { &color->r, &color->g, &color->b };
  JsonArray *array;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return read_hex (json_node_get_string (node), member, color, error);

  array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  if (array == NULL || json_array_get_length (array) != 3)
    return refuse (error, EAR_JSON_ERROR_TYPE, _("$.%s: this is not a color. Write \"#rrggbb\" or three numbers from 0 to 1."), member);

  for (guint i = 0; i < 3; i++) {
    JsonNode *part = json_array_get_element (array, i);
    GType type = JSON_NODE_HOLDS_VALUE (part) ? json_node_get_value_type (part) : G_TYPE_INVALID;

    *parts[i] = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? (float) json_node_get_double (part) : -1.0f;
    if (!(*parts[i] >= 0.0f && *parts[i] <= 1.0f))
      return refuse (error, EAR_JSON_ERROR_LIMIT, _("$.%s[%u]: expected a number from 0 to 1"), member, i);
  }

  return TRUE;
}

static gboolean
read_ms (JsonObject  *object,
         const char  *member,
         gint64       min,
         gint64       max,
         gint64      *value,
         GError     **error)
{
  if (!ear_json_get_int (object, member, min, max, value, error))
    return FALSE;

  *value *= MS;

  return TRUE;
}

static gboolean
read_count (JsonObject  *object,
            const char  *member,
            gint64       max,
            guint       *value,
            GError     **error)
{
  gint64 count;

  if (!ear_json_get_int (object, member, 0, max, &count, error))
    return FALSE;

  *value = (guint) count;

  return EAR_N_LEDS % MAX (count, 1) == 0 ||
         refuse (error, EAR_JSON_ERROR_LIMIT, _("$.%s: %u is no divisor of %d. Use 1, 2, 3, 4, 6, 8, 12 or 24."), member, *value, EAR_N_LEDS);
}

static gboolean
read_way (JsonObject    *object,
          EarLightLook  *look,
          GError       **error)
{
  const char *way = ear_json_get_string (object, "way", error);

  if (way == NULL)
    return FALSE;

  look->way = strcmp (way, "counter-clockwise") == 0 ? -1 : 1;

  return look->way < 0 || strcmp (way, "clockwise") == 0 ||
         refuse (error, EAR_JSON_ERROR_TYPE, _("$.way: “%.40s” is neither \"clockwise\" nor \"counter-clockwise\""), way);
}

static gboolean
read_part (JsonObject     *object,
           EarLightParts   part,
           EarLightLook   *look,
           GError        **error)
{
  switch (part) {
  case EAR_LIGHT_PART_SPOTS:
    return read_count (object, "spots", EAR_N_LEDS, &look->spots, error);
  case EAR_LIGHT_PART_DEPTH:
    return ear_json_get_double (object, "depth", 0.0, 1.0, &look->depth, error);
  case EAR_LIGHT_PART_PERIOD:
    return read_ms (object, "period_ms", EAR_LIGHT_MIN_PERIOD / MS, EAR_LIGHT_MAX_PERIOD / MS, &look->period, error);
  case EAR_LIGHT_PART_PAUSE:
    return read_ms (object, "pause_ms", 0, EAR_LIGHT_MAX_PERIOD / MS, &look->pause, error);
  case EAR_LIGHT_PART_WIDTH:
    return ear_json_get_double (object, "width", 0.5, EAR_N_LEDS / 2, &look->width, error);
  case EAR_LIGHT_PART_LOBES:
    return read_count (object, "lobes", 6, &look->lobes, error) &&
           (look->lobes > 0 || refuse (error, EAR_JSON_ERROR_LIMIT, _("$.lobes: 0 is not between 1 and 6")));
  case EAR_LIGHT_PART_WAY:
    return read_way (object, look, error);
  case EAR_LIGHT_PART_BASE_TO:
    return read_color (object, "base_to", &look->base_to, error);
  case EAR_LIGHT_PART_VOICE:
    return ear_json_get_double (object, "voice", 0.0, 2.0, &look->voice, error);
  case EAR_LIGHT_PART_FADE_IN:
    return read_ms (object, "fade_in_ms", 0, 2000, &look->fade_in, error);
  case EAR_LIGHT_PART_FADE_OUT:
    return read_ms (object, "fade_out_ms", 0, 2000, &look->fade_out, error);
  default:
    g_assert_not_reached ();
  }
}

static const struct {
  EarLightParts part;
  const char   *member;
} part_members[] = {
  { EAR_LIGHT_PART_SPOTS, "spots" }, { EAR_LIGHT_PART_DEPTH, "depth" }, { EAR_LIGHT_PART_PERIOD, "period_ms" },
  { EAR_LIGHT_PART_PAUSE, "pause_ms" }, { EAR_LIGHT_PART_WIDTH, "width" }, { EAR_LIGHT_PART_LOBES, "lobes" },
  { EAR_LIGHT_PART_WAY, "way" }, { EAR_LIGHT_PART_BASE_TO, "base_to" }, { EAR_LIGHT_PART_VOICE, "voice" },
  { EAR_LIGHT_PART_FADE_IN, "fade_in_ms" }, { EAR_LIGHT_PART_FADE_OUT, "fade_out_ms" },
};

static gboolean
read_pattern (JsonObject       *object,
              EarLightPattern  *pattern,
              GError          **error)
{
  const char *name = ear_json_get_string (object, "pattern", error);
  GString *names;

  if (name == NULL)
    return FALSE;
  for (*pattern = 0; *pattern < EAR_N_LIGHT_PATTERNS; (*pattern)++)
    if (strcmp (name, ear_light_pattern_to_name (*pattern)) == 0)
      return TRUE;

  names = g_string_new (NULL);
  for (guint i = 0; i < EAR_N_LIGHT_PATTERNS; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", ear_light_pattern_to_name (i));
  refuse (error, EAR_JSON_ERROR_TYPE, _("$.pattern: there is no pattern “%.40s”. Use one of %s."), name, names->str);
  g_string_free (names, TRUE);

  return FALSE;
}

static gboolean
read_parts (JsonObject    *object,
            EarLightLook  *look,
            GError       **error)
{
  const char *known[G_N_ELEMENTS (part_members) + 5] = { "pattern", "color", "base", "chime" };
  g_autofree char *of = g_strdup_printf (_("the pattern “%s”"), ear_light_pattern_to_name (look->pattern));
  guint parts = ear_light_pattern_get_parts (look->pattern), n = 4;

  for (guint i = 0; i < G_N_ELEMENTS (part_members); i++)
    if (parts & part_members[i].part)
      known[n++] = part_members[i].member;
  if (!check_members (object, known, of, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (part_members); i++)
    if ((parts & part_members[i].part) && json_object_has_member (object, part_members[i].member) &&
        !read_part (object, part_members[i].part, look, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_look (JsonObject    *object,
           EarLightLook  *look,
           GError       **error)
{
  const char *chime = "";

  *look = (EarLightLook) { .period = 2 * G_USEC_PER_SEC, .depth = 1.0, .width = 1.7, .lobes = 1, .way = 1 };
  if (!read_pattern (object, &look->pattern, error))
    return FALSE;
  if (!json_object_has_member (object, "color"))
    return refuse (error, EAR_JSON_ERROR_MISSING, _("$.color is missing"));
  if (!read_color (object, "color", &look->color, error) ||
      (json_object_has_member (object, "base") && !read_color (object, "base", &look->base, error)))
    return FALSE;

  look->base_to = look->base;
  if (json_object_has_member (object, "chime") && !(chime = ear_json_get_string (object, "chime", error)))
    return FALSE;
  if (*chime != '\0' && !is_name (chime, sizeof look->chime - 1))
    return refuse (error, EAR_JSON_ERROR_TYPE, _("$.chime: write the name of one of the chimes, or \"\" for none"));
  g_strlcpy (look->chime, chime, sizeof look->chime);

  return read_parts (object, look, error);
}

static gboolean
read_note (JsonNode  *node,
           EarTune   *tune,
           GError   **error)
{
  static const double least[] = { 0, 5, 40, 0 }, most[] = { 6000, 6000, 8000, 0.5 };
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  double numbers[4];

  if (array == NULL || json_array_get_length (array) != 4)
    return refuse (error, EAR_JSON_ERROR_TYPE, _("$: expected [start in ms, length in ms, hertz, volume]"));

  for (guint i = 0; i < 4; i++) {
    JsonNode *number = json_array_get_element (array, i);
    GType type = JSON_NODE_HOLDS_VALUE (number) ? json_node_get_value_type (number) : G_TYPE_INVALID;

    numbers[i] = type == G_TYPE_INT64 || type == G_TYPE_DOUBLE ? json_node_get_double (number) : -1.0;
    if (!(numbers[i] >= least[i] && numbers[i] <= most[i]))
      return refuse (error, EAR_JSON_ERROR_LIMIT, _("$[%u]: expected a number from %g to %g"), i, least[i], most[i]);
  }
  if (numbers[0] + numbers[1] > tune->length)
    return refuse (error, EAR_JSON_ERROR_LIMIT, _("$: ends %g ms after the start, but the tune is only %u ms long"), numbers[0] + numbers[1],
                   tune->length);

  tune->notes[tune->n_notes++] = (EarNote) { (guint) numbers[0], (guint) numbers[1], numbers[2], numbers[3] };

  return TRUE;
}

static gboolean
read_tune (JsonObject  *object,
           EarTune     *tune,
           GError     **error)
{
  static const char *const known[] = { "voice", "length_ms", "attack_ms", "release_ms", "decay", "notes", NULL };
  const char *voice;
  gint64 length, attack, release;
  JsonArray *notes;

  if (!check_members (object, known, _("a chime"), error) || !(voice = ear_json_get_string (object, "voice", error)) ||
      !ear_json_get_int (object, "length_ms", 20, 6000, &length, error) ||
      !ear_json_get_int (object, "attack_ms", 2, 2000, &attack, error) ||
      !ear_json_get_int (object, "release_ms", 2, 2000, &release, error) ||
      !ear_json_get_double (object, "decay", 0.0, 100.0, &tune->decay, error) || !(notes = ear_json_get_array (object, "notes", error)))
    return FALSE;

  tune->is_bell = strcmp (voice, "bell") == 0;
  if (!tune->is_bell && strcmp (voice, "soft") != 0)
    return refuse (error, EAR_JSON_ERROR_TYPE, _("$.voice: “%.40s” is neither \"soft\" nor \"bell\""), voice);
  tune->length = (guint) length;
  tune->attack = (guint) attack;
  tune->release = (guint) release;
  if (json_array_get_length (notes) < 1 || json_array_get_length (notes) > EAR_TUNE_MAX_NOTES)
    return refuse (error, EAR_JSON_ERROR_LIMIT, _("$.notes: expected 1 to %d notes"), EAR_TUNE_MAX_NOTES);

  for (guint i = 0; i < json_array_get_length (notes); i++)
    if (!read_note (json_array_get_element (notes, i), tune, error))
      return place (error, ".notes[%u]", i);

  return TRUE;
}

static gboolean
read_tunes (JsonObject     *object,
            EarLightTheme  *self,
            GError        **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (json_object_get_size (object) > EAR_LIGHT_THEME_MAX_TUNES)
    return refuse (error, EAR_JSON_ERROR_LIMIT, _("$.chimes: more than %d"), EAR_LIGHT_THEME_MAX_TUNES);

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    EarTune *tune = &self->tunes[self->n_tunes++];

    if (!is_name (name, sizeof tune->name - 1))
      return refuse (error, EAR_JSON_ERROR_TYPE, _("$.chimes: “%.40s” is not a name. Use a–z, 0–9 and hyphens."), name);
    if (!JSON_NODE_HOLDS_OBJECT (node))
      return refuse (error, EAR_JSON_ERROR_TYPE, _("$.chimes.%s: expected an object"), name);
    g_strlcpy (tune->name, name, sizeof tune->name);
    if (!read_tune (json_node_get_object (node), tune, error))
      return place (error, ".chimes.%s", name);
  }

  return TRUE;
}

static gboolean
read_looks (JsonObject     *object,
            EarLightTheme  *self,
            GError        **error)
{
  const char *known[EAR_N_LIGHTS + 1] = { NULL };

  for (guint i = 0; i < EAR_N_LIGHTS; i++)
    known[i] = ear_light_to_key (i);
  if (!check_members (object, known, _("“lights”"), error))
    return place (error, ".lights");

  for (guint i = 0; i < EAR_N_LIGHTS; i++) {
    JsonObject *look = ear_json_get_object (object, known[i], error);

    if (look == NULL)
      return place (error, ".lights");
    if (!read_look (look, &self->looks[i], error))
      return place (error, ".lights.%s", known[i]);
  }

  return TRUE;
}

static gboolean
read_titles (JsonObject     *object,
             EarLightTheme  *self,
             GError        **error)
{
  JsonObjectIter iter;
  const char *locale;
  JsonNode *node;

  if (json_object_get_size (object) > MAX_TITLES)
    return refuse (error, EAR_JSON_ERROR_LIMIT, _("$.title: more than %d languages"), MAX_TITLES);
  if (!json_object_has_member (object, "en-US"))
    return refuse (error, EAR_JSON_ERROR_MISSING, _("$.title.en-US is missing"));

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &locale, &node)) {
    const char *text = ear_json_get_string (object, locale, error);

    if (text == NULL)
      return place (error, ".title");
    if (strlen (locale) > 16 || *text == '\0' || g_utf8_strlen (text, -1) > MAX_TITLE)
      return refuse (error, EAR_JSON_ERROR_LIMIT, _("$.title.%.16s: expected 1 to %d letters"), locale, MAX_TITLE);
    ear_light_theme_add_title (self, locale, text);
  }

  return TRUE;
}

static gboolean
read_id (JsonObject  *object,
         const char  *member,
         char       **id,
         GError     **error)
{
  const char *text = ear_json_get_string (object, member, error);

  if (text == NULL)
    return FALSE;
  if (!is_name (text, MAX_ID))
    return refuse (error, EAR_JSON_ERROR_TYPE, _("$.%s: “%.64s” is not a name. Use a–z, 0–9 and hyphens."), member, text);

  *id = g_strdup (text);

  return TRUE;
}

static gboolean
read_theme (JsonNode       *root,
            EarLightTheme  *self,
            GError        **error)
{
  static const char *const known[] = { MARK, "id", "title", "about", "based_on", "lights", "chimes", NULL };
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL, *titles, *lights, *chimes;
  gint64 format;

  if (object == NULL)
    return refuse (error, EAR_JSON_ERROR_TYPE, _("$: expected an object"));
  if (!ear_json_get_int (object, MARK, 1, G_MAXINT32, &format, error))
    return FALSE;
  if (format > EAR_LIGHT_THEME_FORMAT)
    return refuse (error, EAR_JSON_ERROR_LIMIT, _("$.%s: this theme is in format %d, a later one than %d. Use a later Earshot."),
                   MARK, (int) format, EAR_LIGHT_THEME_FORMAT);
  if (!check_members (object, known, _("a light theme"), error) ||
      (json_object_has_member (object, "about") && !ear_json_get_string (object, "about", error)) ||
      !read_id (object, "id", &self->id, error) ||
      (json_object_has_member (object, "based_on") && !read_id (object, "based_on", &self->based_on, error)) ||
      !(titles = ear_json_get_object (object, "title", error)) || !read_titles (titles, self, error) ||
      !(chimes = ear_json_get_object (object, "chimes", error)) || !read_tunes (chimes, self, error) ||
      !(lights = ear_json_get_object (object, "lights", error)) || !read_looks (lights, self, error))
    return FALSE;

  return ear_light_theme_check (self, error);
}

static EarLightTheme *
make_theme (JsonNode  *root,
            GError   **error)
{
  g_autoptr (EarLightTheme) self = ear_light_theme_alloc ();
  g_autoptr (GError) inner = NULL;

  if (read_theme (root, self, &inner))
    return g_steal_pointer (&self);

  g_propagate_error (error, g_steal_pointer (&inner));

  return NULL;
}

/**
 * ear_light_theme_parse:
 * @data: a theme in JSON
 * @length: its length in bytes, or -1 where it ends with a NUL
 * @error: names the place and what to do
 *
 * Returns: (transfer full) (nullable): the theme
 */
EarLightTheme *
ear_light_theme_parse (const char  *data,
                       gssize       length,
                       GError     **error)
{
  g_autoptr (JsonNode) root = ear_json_parse (data, length, &limits, error);

  return root ? make_theme (root, error) : NULL;
}

/**
 * ear_light_theme_load:
 * @path: a theme in JSON
 * @error: names the file, the place and what to do
 *
 * Returns: (transfer full) (nullable): the theme
 */
EarLightTheme *
ear_light_theme_load (const char  *path,
                      GError     **error)
{
  g_autoptr (JsonNode) root = ear_json_load (path, &limits, error);
  EarLightTheme *self = root ? make_theme (root, error) : NULL;

  if (root != NULL && self == NULL)
    g_prefix_error (error, "%s: ", path);

  return self;
}
