/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-notebook.h"

#include "model/ear-file.h"
#include "model/ear-json.h"
#include "model/ear-paths.h"

#include <glib/gi18n.h>
#include <string.h>

/* More of one kind than this nobody keeps by hand. */
#define MAX_FILES 200
#define MAX_CONTACTS 200
#define MAX_NAME 60

static const EarJsonLimits limits = { 64 * 1024, 4 };

struct _EarNotebook {
  GObject    parent_instance;

  GPtrArray *notices;           /* of text */
  GPtrArray *contacts;          /* of names */
  GPtrArray *books;             /* of titles */
  GPtrArray *routines;          /* of EarRoutine */
};

G_DEFINE_FINAL_TYPE (EarNotebook, ear_notebook, G_TYPE_OBJECT)

static void
ear_notebook_finalize (GObject *object)
{
  EarNotebook *self = EAR_NOTEBOOK (object);

  g_ptr_array_unref (self->notices);
  g_ptr_array_unref (self->contacts);
  g_ptr_array_unref (self->books);
  g_ptr_array_unref (self->routines);

  G_OBJECT_CLASS (ear_notebook_parent_class)->finalize (object);
}

static void
ear_notebook_class_init (EarNotebookClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_notebook_finalize;
}

static void
ear_notebook_init (EarNotebook *self)
{
  self->notices = g_ptr_array_new_with_free_func (g_free);
  self->contacts = g_ptr_array_new_with_free_func (g_free);
  self->books = g_ptr_array_new_with_free_func (g_free);
  self->routines = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_routine_free);
}

/* One's own routine takes the place of one of the same name that came with the product. */
static void
drop_namesakes (EarNotebook *self,
                guint        from)
{
  for (guint i = from; i-- > 0;) {
    const EarRoutine *old = g_ptr_array_index (self->routines, i);
    gboolean again = FALSE;

    for (guint j = from; j < self->routines->len && !again; j++)
      again = strcmp (((EarRoutine *) g_ptr_array_index (self->routines, j))->id, old->id) == 0;
    if (again) {
      g_ptr_array_remove_index (self->routines, i);
      from--;
    }
  }
}

static void
read_routines (EarNotebook *self,
               const char  *folder)
{
  g_autoptr (GPtrArray) paths = ear_file_list (folder, ".json", MAX_FILES);

  for (guint i = 0; i < paths->len; i++) {
    g_autoptr (GError) error = NULL;
    guint before = self->routines->len;

    if (ear_routine_load (g_ptr_array_index (paths, i), self->routines, &error))
      drop_namesakes (self, before);
    else
      g_ptr_array_add (self->notices, g_steal_pointer (&error->message));
  }
}

/* A name as it is said: letters, spaces, apostrophes and hyphens. */
static gboolean
is_name (const char *name)
{
  gboolean letter = FALSE;

  for (const char *p = name; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    letter = letter || g_unichar_isalpha (c);
    if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && c != 0x2019 && (c >= 128 || strchr (" '-.", (int) c) == NULL))
      return FALSE;
  }

  return letter && strlen (name) <= MAX_NAME;
}

static gboolean
take_contact (EarNotebook  *self,
              JsonNode     *node,
              GError      **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *name = object ? ear_json_get_string (object, "name", NULL) : NULL;

  if (name == NULL || !is_name (name)) {
    g_set_error (error, EAR_NOTEBOOK_ERROR, EAR_NOTEBOOK_ERROR_INVALID,
                 _("$.contacts: write each as {\"name\": …}, a name of up to %d letters"), MAX_NAME);
    return FALSE;
  }
  if (!g_ptr_array_find_with_equal_func (self->contacts, name, g_str_equal, NULL))
    g_ptr_array_add (self->contacts, g_strdup (name));

  return TRUE;
}

static gboolean
load_contacts (EarNotebook  *self,
               const char   *path,
               GError      **error)
{
  g_autoptr (JsonNode) node = ear_json_load (path, &limits, error);
  JsonObject *root = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *array = root ? ear_json_get_array (root, "contacts", NULL) : NULL;
  gboolean well = TRUE;

  if (node == NULL)
    return FALSE;
  if (array == NULL || json_array_get_length (array) > MAX_CONTACTS) {
    g_set_error (error, EAR_NOTEBOOK_ERROR, EAR_NOTEBOOK_ERROR_INVALID,
                 _("%s: expected {\"contacts\": […]} with at most %d of them"), path, MAX_CONTACTS);
    return FALSE;
  }

  for (guint i = 0; well && i < json_array_get_length (array); i++)
    well = take_contact (self, json_array_get_element (array, i), error);
  if (!well) {
    g_prefix_error (error, "%s: ", path);
    g_ptr_array_set_size (self->contacts, 0);
  }

  return well;
}

/* One's own contacts stand instead of the invented ones. */
static void
read_contacts (EarNotebook *self,
               const char  *folder)
{
  g_autofree char *own = folder ? g_build_filename (folder, "contacts.json", NULL) : NULL;
  g_autofree char *invented = ear_paths_find_data ("contacts/contacts.json", NULL);
  g_autoptr (GError) error = NULL;

  if (own != NULL && g_file_test (own, G_FILE_TEST_EXISTS) && load_contacts (self, own, &error))
    return;
  if (error != NULL)
    g_ptr_array_add (self->notices, g_strdup (error->message));
  g_clear_error (&error);
  if (invented != NULL && !load_contacts (self, invented, &error))
    g_ptr_array_add (self->notices, g_strdup (error->message));
}

/* What the book is called is the name of its file: "my_diary.txt". */
static void
read_books (EarNotebook *self,
            const char  *folder)
{
  g_autoptr (GPtrArray) paths = ear_file_list (folder, ".txt", MAX_FILES);

  for (guint i = 0; i < paths->len; i++) {
    g_autofree char *title = g_path_get_basename (g_ptr_array_index (paths, i));

    title[strlen (title) - strlen (".txt")] = '\0';
    g_strdelimit (title, "_-", ' ');
    if (is_name (g_strstrip (title)))
      g_ptr_array_add (self->books, g_strdup (title));
  }
}

/**
 * ear_notebook_new:
 * @folder: (nullable): the profile's
 */
EarNotebook *
ear_notebook_new (const char *folder)
{
  EarNotebook *self = g_object_new (EAR_TYPE_NOTEBOOK, NULL);
  g_autofree char *shipped = ear_paths_find_data ("routines", NULL);
  g_autofree char *own = folder ? g_build_filename (folder, "routines", NULL) : NULL;
  g_autofree char *shelf = folder ? g_build_filename (folder, "books", NULL) : NULL;

  read_routines (self, shipped);
  read_routines (self, own);
  read_contacts (self, folder);
  read_books (self, shelf);

  return self;
}

/**
 * ear_notebook_get_notices:
 *
 * Returns: (transfer none) (element-type utf8): what could not be read, and why
 */
GPtrArray *
ear_notebook_get_notices (EarNotebook *self)
{
  return self->notices;
}

/**
 * ear_notebook_get_contacts:
 *
 * Returns: (transfer none) (element-type utf8): whom the household calls
 */
GPtrArray *
ear_notebook_get_contacts (EarNotebook *self)
{
  return self->contacts;
}

/**
 * ear_notebook_get_books:
 *
 * Returns: (transfer none) (element-type utf8): the titles of its own books
 */
GPtrArray *
ear_notebook_get_books (EarNotebook *self)
{
  return self->books;
}

/**
 * ear_notebook_get_routines:
 *
 * Returns: (transfer none) (element-type EarRoutine): those of all languages
 */
GPtrArray *
ear_notebook_get_routines (EarNotebook *self)
{
  return self->routines;
}

/**
 * ear_notebook_find_routine:
 *
 * Returns: (nullable): the routine in that language
 */
const EarRoutine *
ear_notebook_find_routine (EarNotebook *self,
                           const char  *locale,
                           const char  *id)
{
  for (guint i = 0; i < self->routines->len; i++) {
    const EarRoutine *routine = g_ptr_array_index (self->routines, i);

    if (g_strcmp0 (routine->id, id) == 0 && g_strcmp0 (routine->locale, locale) == 0)
      return routine;
  }

  return NULL;
}

/**
 * ear_notebook_find_contact:
 * @name: in any case
 *
 * Returns: (nullable): the name as it was written down
 */
const char *
ear_notebook_find_contact (EarNotebook *self,
                           const char  *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < self->contacts->len; i++) {
    g_autofree char *other = g_utf8_casefold (g_ptr_array_index (self->contacts, i), -1);

    if (strcmp (folded, other) == 0)
      return g_ptr_array_index (self->contacts, i);
  }

  return NULL;
}

static JsonNode *
make_value (const char *name)
{
  JsonObject *value = json_object_new (), *inner = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_object_set_string_member (inner, "value", name);
  json_object_set_object_member (value, "name", inner);
  json_node_take_object (node, value);

  return node;
}

static gboolean
has_value (JsonArray  *values,
           const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < json_array_get_length (values); i++) {
    JsonObject *inner = ear_json_get_object (json_array_get_object_element (values, i), "name", NULL);
    const char *value = inner ? ear_json_get_string (inner, "value", NULL) : NULL;
    g_autofree char *other = value ? g_utf8_casefold (value, -1) : NULL;

    if (g_strcmp0 (folded, other) == 0)
      return TRUE;
  }

  return FALSE;
}

static void
add_values (JsonObject *language,
            const char *type,
            GPtrArray  *names)
{
  JsonArray *types = ear_json_get_array (language, "types", NULL);

  for (guint i = 0; types != NULL && i < json_array_get_length (types); i++) {
    JsonObject *object = json_array_get_object_element (types, i);
    JsonArray *values = ear_json_get_array (object, "values", NULL);

    if (values == NULL || g_strcmp0 (ear_json_get_string (object, "name", NULL), type) != 0)
      continue;
    for (guint j = 0; j < names->len; j++)
      if (!has_value (values, g_ptr_array_index (names, j)))
        json_array_add_element (values, make_value (g_ptr_array_index (names, j)));
  }
}

/* A routine is an intent of its own: "routine." and its id. */
static void
add_routines (EarNotebook *self,
              JsonObject  *language,
              const char  *locale)
{
  JsonArray *intents = ear_json_get_array (language, "intents", NULL);
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  for (guint i = 0; intents != NULL && i < self->routines->len; i++) {
    const EarRoutine *routine = g_ptr_array_index (self->routines, i);
    g_autofree char *name = g_strconcat ("routine.", routine->id, NULL);
    JsonArray *samples = json_array_new ();
    JsonObject *intent = json_object_new ();

    if (strcmp (routine->locale, locale) != 0) {
      json_array_unref (samples);
      json_object_unref (intent);
      continue;
    }
    for (char **phrase = routine->phrases; *phrase; phrase++)
      json_array_add_string_element (samples, *phrase);
    json_object_set_string_member (intent, "name", name);
    json_object_set_array_member (intent, "samples", samples);
    json_array_add_object_element (intents, intent);
    g_ptr_array_add (titles, routine->title);
  }

  add_values (language, "Routine", titles);
}

/**
 * ear_notebook_amend_model:
 * @model: of a skill, as it came with the product
 *
 * Returns: (transfer full): the model with what the household wrote down for that skill
 */
JsonNode *
ear_notebook_amend_model (EarNotebook *self,
                          JsonNode    *model,
                          const char  *skill,
                          const char  *locale)
{
  static const char *const amended[] = { "routines", "calls", "books", NULL };
  g_autofree char *text = NULL;
  JsonObject *root, *language;
  JsonNode *copy;

  if (!g_strv_contains (amended, skill))
    return json_node_ref (model);

  /* What was parsed is sealed; what is written out and read again is not. */
  text = ear_json_to_string (model);
  copy = json_from_string (text, NULL);
  root = copy && JSON_NODE_HOLDS_OBJECT (copy) ? ear_json_get_object (json_node_get_object (copy), "interactionModel", NULL) : NULL;
  language = root ? ear_json_get_object (root, "languageModel", NULL) : NULL;
  if (language == NULL) {
    g_clear_pointer (&copy, json_node_unref);
    return json_node_ref (model);
  }

  if (strcmp (skill, "routines") == 0)
    add_routines (self, language, locale);
  else if (strcmp (skill, "calls") == 0)
    add_values (language, "Contact", self->contacts);
  else
    add_values (language, "Book", self->books);

  return copy;
}
