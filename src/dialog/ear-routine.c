/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-routine.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_STEPS 20
#define MAX_PHRASES 20
#define MAX_WORDS 200
#define MAX_SPOKEN 500
#define MAX_PAUSE 600
#define MAX_ID 40

static const EarJsonLimits limits = { 64 * 1024, 8 };
static const char *const locales[] = { "en-US", "de-DE" };

G_DEFINE_QUARK (ear-notebook-error-quark, ear_notebook_error)

/* Where in the file the reader is; said before whatever is wrong there. */
typedef struct {
  const char  *path;
  GError     **error;
} Reader;

static gboolean refuse (Reader     *self,
                        const char *place,
                        const char *format,
                        ...) G_GNUC_PRINTF (3, 4);

static gboolean
refuse (Reader     *self,
        const char *place,
        const char *format,
        ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (self->error, EAR_NOTEBOOK_ERROR, EAR_NOTEBOOK_ERROR_INVALID, "%s: %s: %s", self->path, place, what);

  return FALSE;
}

static gboolean
has_only (Reader            *self,
          JsonObject        *object,
          const char        *place,
          const char *const *members)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l; l = l->next)
    if (!g_strv_contains (members, l->data))
      return refuse (self, place, _("there is no “%s” in a routine; take it out"), (const char *) l->data);

  return TRUE;
}

/* Text that somebody says is of letters; "{" would be a slot, and what is spoken is no SSML. */
static gboolean
is_spoken (const char *text,
           gsize       most,
           gboolean    sentence)
{
  gboolean word = FALSE;

  if (text == NULL || strlen (text) > most)
    return FALSE;

  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    word = word || g_unichar_isalnum (c);
    if (!g_unichar_isalpha (c) && !g_unichar_ismark (c) && strchr (" '-", (int) (c < 128 ? c : '{')) == NULL && c != 0x2019 &&
        !(sentence && g_unichar_isprint (c) && c != '{' && c != '}'))
      return FALSE;
  }

  return word;
}

static JsonObject *
get_object (Reader     *self,
            JsonObject *object,
            const char *member)
{
  JsonNode *node = json_object_get_member (object, member);
  g_autofree char *place = g_strconcat ("$.", member, NULL);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  refuse (self, place, _("expected an object with “en-US” or “de-DE”"));

  return NULL;
}

/* Returns: (nullable): the array for the language, an error where it is no array */
static JsonArray *
get_array (Reader     *self,
           JsonObject *object,
           const char *place,
           const char *locale,
           guint       most)
{
  JsonNode *node = json_object_get_member (object, locale);
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array != NULL && json_array_get_length (array) > 0 && json_array_get_length (array) <= most)
    return array;
  refuse (self, place, _("expected an array of 1 to %u entries for %s"), most, locale);

  return NULL;
}

static const char *
get_text (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

static gboolean
take_phrases (Reader     *self,
              JsonArray  *array,
              EarRoutine *routine)
{
  routine->phrases = g_new0 (char *, json_array_get_length (array) + 1);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    const char *phrase = get_text (json_array_get_element (array, i));

    if (!is_spoken (phrase, MAX_WORDS, FALSE))
      return refuse (self, "$.phrases", _("entry %u is not what somebody can say: write words of letters only, up to %d bytes"), i,
                     MAX_WORDS);
    routine->phrases[i] = g_strdup (phrase);
  }

  return TRUE;
}

static gboolean
check_step (Reader   *self,
            JsonNode *node,
            guint     i)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autofree char *place = g_strdup_printf ("$.steps[%u]", i);
  gint64 seconds;

  if (object == NULL || json_object_get_size (object) != 1)
    return refuse (self, place, _("write {\"do\": …}, {\"say\": …} or {\"pause\": seconds}"));
  if (json_object_has_member (object, "do"))
    return is_spoken (get_text (json_object_get_member (object, "do")), MAX_WORDS, TRUE) ||
           refuse (self, place, _("“do” is not what somebody can say: write a sentence of up to %d bytes"), MAX_WORDS);
  if (json_object_has_member (object, "say"))
    return is_spoken (get_text (json_object_get_member (object, "say")), MAX_SPOKEN, TRUE) ||
           refuse (self, place, _("“say” is not what can be spoken: write up to %d bytes of text"), MAX_SPOKEN);
  if (json_object_has_member (object, "pause"))
    return ear_json_get_int (object, "pause", 1, MAX_PAUSE, &seconds, NULL) ||
           refuse (self, place, _("“pause” takes 1 to %d seconds"), MAX_PAUSE);

  return refuse (self, place, _("write {\"do\": …}, {\"say\": …} or {\"pause\": seconds}"));
}

static gboolean
take_steps (Reader     *self,
            JsonArray  *array,
            EarRoutine *routine)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!check_step (self, json_array_get_element (array, i), i))
      return FALSE;

  json_node_set_array (node, array);
  routine->steps = ear_json_to_string (node);
  routine->n_steps = json_array_get_length (array);

  return TRUE;
}

static gboolean
is_id (const char *id)
{
  return id != NULL && *id != '\0' && strlen (id) <= MAX_ID && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen (id);
}

static gboolean
take_language (Reader     *self,
               JsonObject *root,
               const char *locale,
               GPtrArray  *routines)
{
  JsonObject *titles = get_object (self, root, "titles");
  JsonObject *phrases = titles ? get_object (self, root, "phrases") : NULL;
  JsonObject *steps = phrases ? get_object (self, root, "steps") : NULL;
  JsonArray *said, *done;
  EarRoutine *routine;

  if (steps == NULL)
    return FALSE;
  if (!json_object_has_member (steps, locale))
    return TRUE;
  if (!is_spoken (get_text (json_object_get_member (titles, locale)), MAX_WORDS, TRUE))
    return refuse (self, "$.titles", _("the title in %s is missing"), locale);
  if (!(said = get_array (self, phrases, "$.phrases", locale, MAX_PHRASES)) ||
      !(done = get_array (self, steps, "$.steps", locale, MAX_STEPS)))
    return FALSE;

  routine = g_new0 (EarRoutine, 1);
  g_ptr_array_add (routines, routine);
  routine->id = g_strdup (get_text (json_object_get_member (root, "id")));
  routine->locale = g_strdup (locale);
  routine->title = g_strdup (get_text (json_object_get_member (titles, locale)));

  return take_phrases (self, said, routine) && take_steps (self, done, routine);
}

static gboolean
read_routine (Reader    *self,
              JsonNode  *node,
              GPtrArray *routines)
{
  static const char *const members[] = { "earshot-routine", "id", "titles", "phrases", "steps", NULL };
  JsonObject *root = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  gint64 version;

  if (root == NULL || !ear_json_get_int (root, "earshot-routine", 1, 1, &version, NULL))
    return refuse (self, "$", _("this is no routine of this version; it begins with {\"earshot-routine\": 1, …}"));
  if (!has_only (self, root, "$", members))
    return FALSE;
  if (!is_id (get_text (json_object_get_member (root, "id"))))
    return refuse (self, "$.id", _("name it with up to %d lower-case letters, digits and hyphens"), MAX_ID);

  for (guint i = 0; i < G_N_ELEMENTS (locales); i++)
    if (!take_language (self, root, locales[i], routines))
      return FALSE;

  return TRUE;
}

/**
 * ear_routine_load:
 * @routines: (element-type EarRoutine): it is added here, once for each of its languages; all or nothing
 * @error: names file, place, what is wrong and what to do
 */
gboolean
ear_routine_load (const char  *path,
                  GPtrArray   *routines,
                  GError     **error)
{
  g_autoptr (JsonNode) node = ear_json_load (path, &limits, error);
  Reader reader = { path, error };
  guint before = routines->len;

  if (node == NULL)
    return FALSE;
  if (!read_routine (&reader, node, routines)) {
    g_ptr_array_set_size (routines, before);
    return FALSE;
  }
  if (routines->len == before)
    return refuse (&reader, "$.steps", _("there are no steps in any language; add them for en-US or de-DE"));

  return TRUE;
}

void
ear_routine_free (EarRoutine *self)
{
  g_free (self->id);
  g_free (self->locale);
  g_free (self->title);
  g_strfreev (self->phrases);
  g_free (self->steps);
  g_free (self);
}

void
ear_step_clear (EarStep *self)
{
  g_clear_pointer (&self->text, g_free);
}

/**
 * ear_step_read:
 * @self: (out caller-allocates): to be cleared by ear_step_clear()
 * @steps: (nullable): as in PLANNED; may be from any tape
 * @index: counted from 0
 *
 * Returns: whether there is such a step
 */
gboolean
ear_step_read (EarStep    *self,
               const char *steps,
               guint       index)
{
  g_autoptr (JsonNode) node = steps ? ear_json_parse (steps, -1, &limits, NULL) : NULL;
  JsonArray *array = node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  JsonNode *step = array && index < json_array_get_length (array) ? json_array_get_element (array, index) : NULL;
  JsonObject *object = step && JSON_NODE_HOLDS_OBJECT (step) ? json_node_get_object (step) : NULL;

  *self = (EarStep) { 0 };
  if (object == NULL)
    return FALSE;

  if (ear_json_get_int (object, "pause", 1, MAX_PAUSE, &self->seconds, NULL)) {
    self->kind = EAR_STEP_PAUSE;
    return TRUE;
  }
  self->kind = json_object_has_member (object, "say") ? EAR_STEP_SAY : EAR_STEP_DO;
  self->text = g_strdup (get_text (json_object_get_member (object, self->kind == EAR_STEP_SAY ? "say" : "do")));

  return self->text != NULL;
}
