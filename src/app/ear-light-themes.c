/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-light-themes.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_THEMES 200
#define MAX_PAST   200

/* A theme with what it was before and what was taken back. */
typedef struct {
  EarLightTheme *theme;
  GPtrArray     *past;
  GPtrArray     *future;
  gboolean       is_own;
} Entry;

struct _EarLightThemes {
  GObject       parent_instance;

  char         *folder;
  GFileMonitor *monitor;
  GPtrArray    *entries;        /* ours first, then the user's by their ids */
};

G_DEFINE_FINAL_TYPE (EarLightThemes, ear_light_themes, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_BROKEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  ear_light_theme_unref (entry->theme);
  g_ptr_array_unref (entry->past);
  g_ptr_array_unref (entry->future);
  g_free (entry);
}

static Entry *
entry_new (EarLightTheme *theme,
           gboolean       is_own)
{
  Entry *entry = g_new (Entry, 1);

  *entry = (Entry) {
    theme, g_ptr_array_new_with_free_func ((GDestroyNotify) ear_light_theme_unref),
    g_ptr_array_new_with_free_func ((GDestroyNotify) ear_light_theme_unref), is_own,
  };

  return entry;
}

static Entry *
find_entry (EarLightThemes *self,
            const char     *id,
            guint          *index)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = self->entries->pdata[i];

    if (g_strcmp0 (ear_light_theme_get_id (entry->theme), id) == 0) {
      if (index != NULL)
        *index = i;
      return entry;
    }
  }

  return NULL;
}

static void
add_entry (EarLightThemes *self,
           Entry          *entry)
{
  guint at = g_strv_length ((char **) ear_light_theme_list_ids ());

  while (at < self->entries->len &&
         strcmp (ear_light_theme_get_id (((Entry *) self->entries->pdata[at])->theme), ear_light_theme_get_id (entry->theme)) < 0)
    at++;
  g_ptr_array_insert (self->entries, (int) MIN (at, self->entries->len), entry);
}

static char *
dup_path (EarLightThemes *self,
          const char     *id)
{
  g_autofree char *name = g_strconcat (id, ".json", NULL);

  return g_build_filename (self->folder, name, NULL);
}

static void
tell_broken (EarLightThemes *self,
             const char     *message)
{
  g_signal_emit (self, signals[SIGNAL_BROKEN], 0, message);
}

/* The name of the file is the id, so that two files are never one theme. */
static EarLightTheme *
load_own (EarLightThemes *self,
          const char     *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL), *id = g_strndup (name, strlen (name) - strlen (".json"));
  g_autofree char *message = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarLightTheme) theme = ear_light_theme_load (path, &error);

  if (theme == NULL)
    message = g_strdup_printf (_("%s. The theme stays as it was."), error->message);
  else if (strcmp (ear_light_theme_get_id (theme), id) != 0)
    message = g_strdup_printf (_("%s: its id is “%s”. Rename the file or change the id."), path, ear_light_theme_get_id (theme));
  else if (g_strv_contains (ear_light_theme_list_ids (), id))
    message = g_strdup_printf (_("%s: “%s” is a theme that Earshot comes with. Choose another name and id."), path, id);
  else if (self->entries->len >= MAX_THEMES)
    message = g_strdup_printf (_("%s: there are already %d light themes. Remove some."), path, MAX_THEMES);
  else
    return g_steal_pointer (&theme);

  tell_broken (self, message);

  return NULL;
}

/* What the user's editor wrote is a change like any other: it can be taken back here. */
static gboolean
take_file (EarLightThemes *self,
           const char     *name)
{
  EarLightTheme *theme = load_own (self, name);
  Entry *entry = theme ? find_entry (self, ear_light_theme_get_id (theme), NULL) : NULL;

  if (theme == NULL)
    return FALSE;
  if (entry == NULL) {
    add_entry (self, entry_new (theme, TRUE));
    return TRUE;
  }
  if (ear_light_theme_equal (entry->theme, theme)) {
    ear_light_theme_unref (theme);
    return FALSE;
  }

  g_ptr_array_add (entry->past, entry->theme);
  g_ptr_array_set_size (entry->future, 0);
  entry->theme = theme;

  return TRUE;
}

static gboolean
drop_file (EarLightThemes *self,
           const char     *name)
{
  g_autofree char *id = g_strndup (name, strlen (name) - strlen (".json"));
  guint index;
  Entry *entry = find_entry (self, id, &index);

  if (entry == NULL || !entry->is_own)
    return FALSE;

  g_ptr_array_remove_index (self->entries, index);

  return TRUE;
}

static void
on_file_changed (EarLightThemes    *self,
                 GFile             *file,
                 GFile             *other,
                 GFileMonitorEvent  event)
{
  g_autofree char *name = g_file_get_basename (file), *renamed = other ? g_file_get_basename (other) : NULL;
  gboolean changed = FALSE;

  if (g_str_has_suffix (name, ".json")) {
    if (event == G_FILE_MONITOR_EVENT_CHANGES_DONE_HINT || event == G_FILE_MONITOR_EVENT_MOVED_IN)
      changed = take_file (self, name);
    else if (event == G_FILE_MONITOR_EVENT_DELETED || event == G_FILE_MONITOR_EVENT_MOVED_OUT || event == G_FILE_MONITOR_EVENT_RENAMED)
      changed = drop_file (self, name);
  }
  if (event == G_FILE_MONITOR_EVENT_RENAMED && renamed != NULL && g_str_has_suffix (renamed, ".json"))
    changed = take_file (self, renamed) || changed;

  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
ear_light_themes_finalize (GObject *object)
{
  EarLightThemes *self = EAR_LIGHT_THEMES (object);

  g_clear_object (&self->monitor);
  g_ptr_array_unref (self->entries);
  g_free (self->folder);

  G_OBJECT_CLASS (ear_light_themes_parent_class)->finalize (object);
}

static void
ear_light_themes_class_init (EarLightThemesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_light_themes_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EAR_TYPE_LIGHT_THEMES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BROKEN] = g_signal_new ("broken", EAR_TYPE_LIGHT_THEMES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
ear_light_themes_init (EarLightThemes *self)
{
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint i = 0; ear_light_theme_list_ids ()[i] != NULL; i++)
    g_ptr_array_add (self->entries, entry_new (ear_light_theme_new_by_id (ear_light_theme_list_ids ()[i], NULL), FALSE));
}

/**
 * ear_light_themes_new:
 * @folder: of the user's own themes; made when the first is written
 */
EarLightThemes *
ear_light_themes_new (const char *folder)
{
  EarLightThemes *self = g_object_new (EAR_TYPE_LIGHT_THEMES, NULL);

  self->folder = g_strdup (folder);

  return self;
}

static void
watch (EarLightThemes *self)
{
  g_autoptr (GFile) folder = g_file_new_for_path (self->folder);

  if (self->monitor != NULL || !g_file_test (self->folder, G_FILE_TEST_IS_DIR))
    return;

  self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor != NULL)
    g_signal_connect_object (self->monitor, "changed", G_CALLBACK (on_file_changed), self, G_CONNECT_SWAPPED);
}

/**
 * ear_light_themes_load:
 *
 * Reads the user's own themes and watches them from here on. Connect to `broken` before.
 */
void
ear_light_themes_load (EarLightThemes *self)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_if_fail (EAR_IS_LIGHT_THEMES (self));

  dir = g_dir_open (self->folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)))
    if (g_str_has_suffix (name, ".json"))
      take_file (self, name);
  watch (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

guint
ear_light_themes_get_n (EarLightThemes *self)
{
  g_return_val_if_fail (EAR_IS_LIGHT_THEMES (self), 0);

  return self->entries->len;
}

/**
 * ear_light_themes_get:
 *
 * Returns: (transfer none): the theme at @index
 */
EarLightTheme *
ear_light_themes_get (EarLightThemes *self,
                      guint           index)
{
  g_return_val_if_fail (EAR_IS_LIGHT_THEMES (self), NULL);
  g_return_val_if_fail (index < self->entries->len, NULL);

  return ((Entry *) self->entries->pdata[index])->theme;
}

/**
 * ear_light_themes_find:
 *
 * Returns: (transfer none) (nullable): the theme of that id
 */
EarLightTheme *
ear_light_themes_find (EarLightThemes *self,
                       const char     *id)
{
  Entry *entry;

  g_return_val_if_fail (EAR_IS_LIGHT_THEMES (self), NULL);

  entry = find_entry (self, id, NULL);

  return entry ? entry->theme : NULL;
}

gboolean
ear_light_themes_is_own (EarLightThemes *self,
                         const char     *id)
{
  Entry *entry = find_entry (self, id, NULL);

  return entry != NULL && entry->is_own;
}

/**
 * ear_light_themes_make_own:
 * @theme: any theme
 * @locale: in whose words it is called the user's own
 *
 * Returns: (transfer full): a copy with an id that no other has; it is not among the themes before ear_light_themes_put()
 */
EarLightTheme *
ear_light_themes_make_own (EarLightThemes      *self,
                           const EarLightTheme *theme,
                           const char          *locale)
{
  const char *title = ear_light_theme_get_title (theme, locale);
  g_autofree char *id = g_strdup_printf ("my-%.40s", ear_light_theme_get_id (theme));
  /* Translators: the name of the user's own copy of a light theme, e.g. “My Classic” */
  g_autofree char *mine = g_strdup_printf (_("My %s"), title);

  for (guint i = 2; find_entry (self, id, NULL) != NULL; i++) {
    g_free (id);
    g_free (mine);
    id = g_strdup_printf ("my-%.40s-%u", ear_light_theme_get_id (theme), i);
    mine = g_strdup_printf (_("My %s %u"), title, i);
  }

  return ear_light_theme_new_copy (theme, id, mine);
}

static gboolean
write_theme (EarLightThemes       *self,
             const EarLightTheme  *theme,
             GError              **error)
{
  g_autofree char *path = dup_path (self, ear_light_theme_get_id (theme)), *json = ear_light_theme_to_json (theme);

  if (g_mkdir_with_parents (self->folder, 0700) != 0) {
    g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("%s: the folder can not be made: %s"), self->folder, g_strerror (errno));
    return FALSE;
  }
  watch (self);

  return g_file_set_contents (path, json, -1, error);
}

/**
 * ear_light_themes_put:
 * @theme: (transfer none): a new theme of the user's, or a changed one
 *
 * Writes the theme and puts it among the others. What was before can be brought back by ear_light_themes_undo().
 */
gboolean
ear_light_themes_put (EarLightThemes  *self,
                      EarLightTheme   *theme,
                      GError         **error)
{
  Entry *entry;

  g_return_val_if_fail (EAR_IS_LIGHT_THEMES (self), FALSE);

  entry = find_entry (self, ear_light_theme_get_id (theme), NULL);
  g_return_val_if_fail (entry == NULL || entry->is_own, FALSE);

  if (!write_theme (self, theme, error))
    return FALSE;

  if (entry == NULL) {
    add_entry (self, entry_new (ear_light_theme_ref (theme), TRUE));
  } else {
    g_ptr_array_add (entry->past, entry->theme);
    if (entry->past->len > MAX_PAST)
      g_ptr_array_remove_index (entry->past, 0);
    g_ptr_array_set_size (entry->future, 0);
    entry->theme = ear_light_theme_ref (theme);
  }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return TRUE;
}

gboolean
ear_light_themes_can_undo (EarLightThemes *self,
                           const char     *id)
{
  Entry *entry = find_entry (self, id, NULL);

  return entry != NULL && entry->past->len > 0;
}

gboolean
ear_light_themes_can_redo (EarLightThemes *self,
                           const char     *id)
{
  Entry *entry = find_entry (self, id, NULL);

  return entry != NULL && entry->future->len > 0;
}

static gboolean
step (EarLightThemes  *self,
      Entry           *entry,
      GPtrArray       *from,
      GPtrArray       *to,
      GError         **error)
{
  if (from->len == 0)
    return TRUE;
  if (!write_theme (self, from->pdata[from->len - 1], error))
    return FALSE;

  g_ptr_array_add (to, entry->theme);
  entry->theme = g_ptr_array_steal_index (from, from->len - 1);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);

  return TRUE;
}

gboolean
ear_light_themes_undo (EarLightThemes  *self,
                       const char      *id,
                       GError         **error)
{
  Entry *entry = find_entry (self, id, NULL);

  return entry == NULL || step (self, entry, entry->past, entry->future, error);
}

gboolean
ear_light_themes_redo (EarLightThemes  *self,
                       const char      *id,
                       GError         **error)
{
  Entry *entry = find_entry (self, id, NULL);

  return entry == NULL || step (self, entry, entry->future, entry->past, error);
}

static EarLightTheme *
make_reverted (EarLightThemes *self,
               const char     *id)
{
  EarLightTheme *theme = ear_light_themes_find (self, id);
  EarLightTheme *origin = theme ? ear_light_themes_find (self, ear_light_theme_get_based_on (theme)) : NULL;

  return origin ? ear_light_theme_new_copy (origin, id, ear_light_theme_get_title (theme, NULL)) : NULL;
}

/**
 * ear_light_themes_can_revert:
 *
 * Returns: whether the theme differs from the one that it is a copy of
 */
gboolean
ear_light_themes_can_revert (EarLightThemes *self,
                             const char     *id)
{
  g_autoptr (EarLightTheme) reverted = ear_light_themes_is_own (self, id) ? make_reverted (self, id) : NULL;

  return reverted != NULL && !ear_light_theme_equal (reverted, ear_light_themes_find (self, id));
}

/**
 * ear_light_themes_revert:
 *
 * Makes a copy what it was when it was made. This, too, can be taken back.
 */
gboolean
ear_light_themes_revert (EarLightThemes  *self,
                         const char      *id,
                         GError         **error)
{
  g_autoptr (EarLightTheme) reverted = ear_light_themes_is_own (self, id) ? make_reverted (self, id) : NULL;

  return reverted == NULL || ear_light_themes_put (self, reverted, error);
}
