/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-ssml"
#include "config.h"

#include "audio/ear-ssml-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define MAX_BYTES (64 * 1024)
#define MAX_DEPTH 64
#define MAX_PAUSE_MS 10000
#define SENTENCE_PAUSE_MS 150
#define PARAGRAPH_PAUSE_MS 500

/* A sentence that is longer is split at a comma, so that the first sound comes soon. */
#define LONG_SENTENCE 160

typedef struct {
  double      rate;
  double      pitch;
  double      gain;
  char       *locale;
  char       *voice;
  gboolean    is_skipped;
  gboolean    is_spelled;
} Manner;

typedef struct {
  GPtrArray *spans;             /* of EarSpan */
  GArray    *manners;           /* of Manner, a stack */
  GString   *text;              /* not yet in a span */
  guint      pause_ms;
} Parser;

typedef struct {
  const char *name;
  double      value;
} Named;

static const Named rates[] = {
  { "x-slow", 0.6 }, { "slow", 0.8 }, { "medium", 1 }, { "default", 1 }, { "fast", 1.25 }, { "x-fast", 1.6 }, { NULL },
};
static const Named pitches[] = {
  { "x-low", 0.75 }, { "low", 0.88 }, { "medium", 1 }, { "default", 1 }, { "high", 1.15 }, { "x-high", 1.3 }, { NULL },
};
static const Named volumes[] = {
  { "silent", 0 }, { "x-soft", 0.3 }, { "soft", 0.6 }, { "medium", 1 }, { "default", 1 }, { "loud", 1.3 }, { "x-loud", 1.6 }, { NULL },
};
static const Named breaks[] = {
  { "none", 0 }, { "x-weak", 50 }, { "weak", 120 }, { "medium", 300 }, { "strong", 600 }, { "x-strong", 1000 }, { NULL },
};

/* A full stop behind one of these ends no sentence. */
static const char *const abbreviations[] = { "mr", "mrs", "ms", "dr", "st", "vs", "a.m", "p.m", "e.g", "i.e", "no", "z.b", "d.h", "nr", "ca", NULL };

static void
span_free (EarSpan *span)
{
  g_free (span->text);
  g_free (span->locale);
  g_free (span->voice);
  g_free (span);
}

static void
clear_manner (gpointer data)
{
  Manner *manner = data;

  g_free (manner->locale);
  g_free (manner->voice);
}

static Manner *
get_manner (Parser *self)
{
  return &g_array_index (self->manners, Manner, self->manners->len - 1);
}

static gboolean
find_named (const Named *table,
            const char  *name,
            double      *value)
{
  for (; table->name != NULL; table++)
    if (g_ascii_strcasecmp (table->name, name) == 0) {
      *value = table->value;
      return TRUE;
    }

  return FALSE;
}

/* "slow", "80%", "+10%", "-2st": a factor. */
static double
parse_factor (const Named *table,
              const char  *text)
{
  char *unit;
  double number, value = 1;

  if (text == NULL || find_named (table, text, &value))
    return value;

  number = g_ascii_strtod (text, &unit);
  if (unit == text || !isfinite (number))
    return 1;
  if (g_str_has_prefix (unit, "%"))
    value = *text == '+' || *text == '-' ? 1 + number / 100 : number / 100;
  else if (g_str_has_prefix (unit, "st"))
    value = pow (2, number / 12);
  else if (g_str_has_prefix (unit, "dB"))
    return CLAMP (pow (10, number / 20), 0, 2);

  return CLAMP (value, 0.4, 2.5);
}

static guint
parse_pause (const char *time,
             const char *strength)
{
  char *unit;
  double value = 300;

  if (time == NULL) {
    if (strength != NULL)
      find_named (breaks, strength, &value);
    return (guint) value;
  }

  value = g_ascii_strtod (time, &unit);
  if (unit == time || !(value >= 0))
    return 0;

  return (guint) MIN (g_str_has_prefix (unit, "ms") ? value : value * 1000, MAX_PAUSE_MS);
}

static void
add_span (Parser     *self,
          const char *text,
          gsize       length)
{
  Manner *manner = get_manner (self);
  EarSpan *span = g_new (EarSpan, 1);

  *span = (EarSpan) {
    g_strstrip (g_strndup (text, length)), MIN (self->pause_ms, MAX_PAUSE_MS), manner->rate, manner->pitch, manner->gain,
    g_strdup (manner->locale), g_strdup (manner->voice),
  };
  g_ptr_array_add (self->spans, span);
  self->pause_ms = 0;
}

static gboolean
is_abbreviation (const char *text,
                 const char *stop)
{
  const char *word = stop;
  g_autofree char *low = NULL;

  while (word > text && word[-1] != ' ')
    word--;
  low = g_ascii_strdown (word, stop - word);

  return g_strv_contains (abbreviations, low);
}

/* Where the first sentence of a text ends. */
static const char *
find_stop (const char *text)
{
  const char *comma = NULL;

  for (const char *c = text; *c != '\0'; c++) {
    gboolean at_space = c[1] == ' ' || c[1] == '\0';

    if (strchr (".!?;", *c) != NULL && at_space && !(*c == '.' && is_abbreviation (text, c)))
      return c + 1;
    if (*c == ',' && at_space && c - text > LONG_SENTENCE / 3)
      comma = c + 1;
    if (c - text > LONG_SENTENCE && comma != NULL)
      return comma;
  }

  return text + strlen (text);
}

/* Puts the text that has come so far into spans, a sentence each. */
static void
flush (Parser *self)
{
  g_autofree char *text = g_strdup (self->text->str);
  const char *at;

  g_string_truncate (self->text, 0);
  for (at = g_strstrip (text); *at != '\0';) {
    const char *stop = find_stop (at);

    add_span (self, at, stop - at);
    at = stop + strspn (stop, " ");
    if (*at != '\0')
      self->pause_ms += SENTENCE_PAUSE_MS;
  }
}

static void
append_words (Parser     *self,
              const char *text,
              gssize      length)
{
  for (const char *c = text; c < text + length; c = g_utf8_next_char (c)) {
    gunichar letter = g_utf8_get_char (c);

    if (g_unichar_isspace (letter))
      g_string_append_c (self->text, ' ');
    else
      g_string_append_unichar (self->text, letter);
    if (get_manner (self)->is_spelled && g_unichar_isalnum (letter))
      g_string_append (self->text, " ");
  }
}

static const char *
get_attribute (const char **names,
               const char **values,
               const char  *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_equal (names[i], name))
      return values[i];

  return NULL;
}

static void
push_manner (Parser *self)
{
  Manner manner = *get_manner (self);

  manner.locale = g_strdup (manner.locale);
  manner.voice = g_strdup (manner.voice);
  g_array_append_val (self->manners, manner);
}

static void
set_text (char       **field,
          const char  *text)
{
  if (text == NULL)
    return;
  g_free (*field);
  *field = g_strdup (text);
}

static void
emphasize (Manner     *manner,
           const char *level)
{
  if (level != NULL && (g_str_equal (level, "reduced") || g_str_equal (level, "none"))) {
    manner->gain *= g_str_equal (level, "reduced") ? 0.75 : 1;
    return;
  }
  manner->rate *= 0.9;
  manner->pitch *= 1.06;
  manner->gain *= level != NULL && g_str_equal (level, "strong") ? 1.3 : 1.15;
}

/* What an element does to the manner of what is in it; elements that we do not know do nothing. */
static void
apply_element (Parser      *self,
               const char  *name,
               const char **names,
               const char **values)
{
  Manner *manner = get_manner (self);
  const char *interpret = get_attribute (names, values, "interpret-as");

  if (g_str_equal (name, "prosody")) {
    manner->rate *= parse_factor (rates, get_attribute (names, values, "rate"));
    manner->pitch *= parse_factor (pitches, get_attribute (names, values, "pitch"));
    manner->gain *= parse_factor (volumes, get_attribute (names, values, "volume"));
  } else if (g_str_equal (name, "emphasis")) {
    emphasize (manner, get_attribute (names, values, "level"));
  } else if (g_str_equal (name, "voice")) {
    set_text (&manner->voice, get_attribute (names, values, "name"));
  } else if (g_str_equal (name, "amazon:effect")) {
    manner->gain *= 0.5;
  } else if (g_str_equal (name, "audio") || g_str_equal (name, "desc") || g_str_equal (name, "metadata")) {
    manner->is_skipped = TRUE;
  } else if (g_str_equal (name, "say-as") && interpret != NULL) {
    manner->is_spelled = g_strv_contains ((const char *[]) { "digits", "characters", "spell-out", "telephone", NULL }, interpret);
  } else if (g_str_equal (name, "sub") && get_attribute (names, values, "alias") != NULL) {
    const char *alias = get_attribute (names, values, "alias");

    append_words (self, alias, strlen (alias));
    manner->is_skipped = TRUE;
  }
  set_text (&manner->locale, get_attribute (names, values, "xml:lang"));
}

static gboolean
breaks_flow (const char *name)
{
  return !g_str_equal (name, "sub") && !g_str_equal (name, "say-as") && !g_str_equal (name, "w") && !g_str_equal (name, "phoneme");
}

static void
on_start (GMarkupParseContext  *context,
          const char           *name,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  Parser *self = user_data;

  if (self->manners->len > MAX_DEPTH) {
    g_set_error (error, G_MARKUP_ERROR, G_MARKUP_ERROR_INVALID_CONTENT, _("nested too deeply"));
    return;
  }
  if (breaks_flow (name))
    flush (self);
  push_manner (self);
  apply_element (self, name, names, values);
  if (g_str_equal (name, "break"))
    self->pause_ms += parse_pause (get_attribute (names, values, "time"), get_attribute (names, values, "strength"));
}

static void
on_end (GMarkupParseContext  *context,
        const char           *name,
        gpointer              user_data,
        GError              **error)
{
  Parser *self = user_data;

  if (breaks_flow (name))
    flush (self);
  g_array_set_size (self->manners, self->manners->len - 1);
  if (g_str_equal (name, "p"))
    self->pause_ms += PARAGRAPH_PAUSE_MS;
  else if (g_str_equal (name, "s"))
    self->pause_ms += SENTENCE_PAUSE_MS;
}

static void
on_text (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  Parser *self = user_data;

  if (!get_manner (self)->is_skipped)
    append_words (self, text, length);
}

static const GMarkupParser markup = { on_start, on_end, on_text, NULL, NULL };

/* What is no markup after all is read without its tags. */
static void
read_plain (Parser     *self,
            const char *text)
{
  gboolean in_tag = FALSE;

  g_ptr_array_set_size (self->spans, 0);
  g_array_set_size (self->manners, 1);
  g_string_truncate (self->text, 0);
  self->pause_ms = 0;
  for (; *text != '\0'; text = g_utf8_next_char (text)) {
    if (*text == '<')
      in_tag = TRUE;
    else if (!in_tag)
      append_words (self, text, g_utf8_next_char (text) - text);
    if (*text == '>')
      in_tag = FALSE;
  }
}

/*
 * ear_ssml_parse:
 * @ssml: with or without its root; text that is no markup is taken as text
 *
 * Returns: (transfer full) (element-type EarSpan): what to say, sentence by sentence
 */
GPtrArray *
ear_ssml_parse (const char *ssml)
{
  g_autofree char *valid = g_utf8_make_valid (ssml, strnlen (ssml, MAX_BYTES));
  g_autofree char *whole = g_strconcat ("<ear>", valid, "</ear>", NULL);
  g_autoptr (GArray) manners = g_array_new (FALSE, FALSE, sizeof (Manner));
  Parser parser = { g_ptr_array_new_with_free_func ((GDestroyNotify) span_free), manners, g_string_new (NULL), 0 };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&markup, G_MARKUP_TREAT_CDATA_AS_TEXT, &parser, NULL);
  g_autoptr (GError) error = NULL;
  Manner plain = { 1, 1, 1 };

  g_array_set_clear_func (manners, clear_manner);
  g_array_append_val (manners, plain);
  if (!g_markup_parse_context_parse (context, whole, -1, &error) || !g_markup_parse_context_end_parse (context, &error)) {
    g_debug ("“%s” is read as plain text: %s", valid, error->message);
    read_plain (&parser, valid);
  }
  flush (&parser);
  if (parser.pause_ms > 0)
    add_span (&parser, "", 0);
  g_string_free (parser.text, TRUE);

  return parser.spans;
}
