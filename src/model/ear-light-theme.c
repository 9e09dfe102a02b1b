/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-light-theme-private.h"

#include "ear-lights-resources.h"

#include <glib/gi18n.h>
#include <string.h>

#define RESOURCE_FOLDER "/io/github/earshot/lights/"
#define DEFAULT_LOCALE  "en-US"

G_DEFINE_BOXED_TYPE (EarLightTheme, ear_light_theme, ear_light_theme_ref, ear_light_theme_unref)

static const char *const built_in[] = { "classic", "hearth", NULL };

/* When the device wants a chime to sound, it is the one of the light that comes with it. */
static const struct {
  const char *chime;
  EarLight    light;
} announcing[] = {
  { "start", EAR_LIGHT_STARTING },
  { "wake", EAR_LIGHT_LISTENING_START },
  { "heard", EAR_LIGHT_LISTENING_END },
  { "end", EAR_LIGHT_OFF },
  { "error", EAR_LIGHT_ERROR },
  { "mic-off", EAR_LIGHT_MIC_OFF },
  { "volume", EAR_LIGHT_VOLUME },
  { "alarm", EAR_LIGHT_RINGING },
  { "timer", EAR_LIGHT_RINGING_TIMER },
  { "reminder", EAR_LIGHT_RINGING_REMINDER },
  { "call", EAR_LIGHT_CALL_INCOMING },
  { "notification", EAR_LIGHT_NOTIFICATION },
  { "pairing", EAR_LIGHT_PAIRING },
  { "offline", EAR_LIGHT_OFFLINE },
};

static void
clear_title (gpointer data)
{
  EarLightTitle *title = data;

  g_free (title->locale);
  g_free (title->text);
}

EarLightTheme *
ear_light_theme_alloc (void)
{
  EarLightTheme *self = g_atomic_rc_box_new0 (EarLightTheme);

  self->titles = g_array_new (FALSE, FALSE, sizeof (EarLightTitle));
  g_array_set_clear_func (self->titles, clear_title);

  return self;
}

void
ear_light_theme_add_title (EarLightTheme *self,
                           const char    *locale,
                           const char    *text)
{
  EarLightTitle title = { g_strdup (locale), g_strdup (text) };

  if (strcmp (locale, DEFAULT_LOCALE) == 0)
    g_array_prepend_val (self->titles, title);
  else
    g_array_append_val (self->titles, title);
}

static void
free_parts (gpointer data)
{
  EarLightTheme *self = data;

  g_free (self->id);
  g_free (self->based_on);
  g_array_unref (self->titles);
}

EarLightTheme *
ear_light_theme_ref (const EarLightTheme *self)
{
  return g_atomic_rc_box_acquire ((EarLightTheme *) self);
}

void
ear_light_theme_unref (EarLightTheme *self)
{
  g_atomic_rc_box_release_full (self, free_parts);
}

static EarLightTheme *
copy (const EarLightTheme *self)
{
  EarLightTheme *other = ear_light_theme_alloc ();

  other->id = g_strdup (self->id);
  other->based_on = g_strdup (self->based_on);
  for (guint i = 0; i < self->titles->len; i++)
    ear_light_theme_add_title (other, g_array_index (self->titles, EarLightTitle, i).locale,
                               g_array_index (self->titles, EarLightTitle, i).text);
  memcpy (other->looks, self->looks, sizeof self->looks);
  other->n_tunes = self->n_tunes;
  memcpy (other->tunes, self->tunes, sizeof self->tunes);
  other->still = self->still;

  return other;
}

/* NULL is the classic theme. */
static const EarLightTheme *
resolve (const EarLightTheme *self)
{
  return self ? self : ear_light_theme_get_classic ();
}

/**
 * ear_light_theme_get_classic:
 *
 * Returns: (transfer none): the theme that is in force where none was chosen
 */
const EarLightTheme *
ear_light_theme_get_classic (void)
{
  static gsize ready;
  static EarLightTheme *classic;

  if (g_once_init_enter (&ready)) {
    g_autoptr (GError) error = NULL;

    classic = ear_light_theme_new_by_id (built_in[0], &error);
    if (classic == NULL)
      g_error ("%s", error->message);
    g_once_init_leave (&ready, 1);
  }

  return classic;
}

/**
 * ear_light_theme_list_ids:
 *
 * Returns: (transfer none): the themes that Earshot comes with
 */
const char *const *
ear_light_theme_list_ids (void)
{
  return built_in;
}

/**
 * ear_light_theme_new_by_id:
 * @id: one of ear_light_theme_list_ids()
 *
 * Returns: (transfer full) (nullable): the theme
 */
EarLightTheme *
ear_light_theme_new_by_id (const char  *id,
                           GError     **error)
{
  g_autofree char *path = g_strdup_printf (RESOURCE_FOLDER "%s.json", id);
  g_autofree char *names = NULL;
  g_autoptr (GBytes) data = NULL;
  EarLightTheme *self;

  if (!g_strv_contains (built_in, id)) {
    names = g_strjoinv (", ", (char **) built_in);
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no light theme “%s”. Use one of %s, or a file."), id, names);
    return NULL;
  }

  data = g_resource_lookup_data (ear_lights_get_resource (), path, 0, error);
  self = data ? ear_light_theme_parse (g_bytes_get_data (data, NULL), (gssize) g_bytes_get_size (data), error) : NULL;
  if (self == NULL)
    g_prefix_error (error, "%s.json: ", id);

  return self;
}

/**
 * ear_light_theme_new_still:
 * @self: (nullable): a theme
 *
 * Returns: (transfer full): the same without motion: one picture for each light that tells as much
 */
EarLightTheme *
ear_light_theme_new_still (const EarLightTheme *self)
{
  EarLightTheme *other = copy (resolve (self));

  other->still = TRUE;

  return other;
}

/**
 * ear_light_theme_new_copy:
 * @self: (nullable): a theme
 * @id: of the copy
 * @title: of the copy, in all languages
 *
 * Returns: (transfer full): a copy that knows where it came from
 */
EarLightTheme *
ear_light_theme_new_copy (const EarLightTheme *self,
                          const char          *id,
                          const char          *title)
{
  EarLightTheme *other = copy (resolve (self));

  g_free (other->based_on);
  other->based_on = g_steal_pointer (&other->id);
  other->id = g_strdup (id);
  g_array_set_size (other->titles, 0);
  ear_light_theme_add_title (other, DEFAULT_LOCALE, title);

  return other;
}

/**
 * ear_light_theme_new_with:
 * @self: (nullable): a theme
 * @light: which light to change
 * @look: how it shall look and sound
 *
 * Returns: (transfer full) (nullable): the changed theme, unless no theme may look so
 */
EarLightTheme *
ear_light_theme_new_with (const EarLightTheme  *self,
                          EarLight              light,
                          const EarLightLook   *look,
                          GError              **error)
{
  g_autoptr (EarLightTheme) other = copy (resolve (self));

  g_return_val_if_fail (light < EAR_N_LIGHTS, NULL);

  other->looks[light] = *look;

  return ear_light_theme_check (other, error) ? g_steal_pointer (&other) : NULL;
}

/**
 * ear_light_theme_is_still:
 * @self: (nullable): a theme
 *
 * Returns: whether it is one without motion
 */
gboolean
ear_light_theme_is_still (const EarLightTheme *self)
{
  return self != NULL && self->still;
}

/**
 * ear_light_theme_equal:
 *
 * Returns: whether both would be written alike
 */
gboolean
ear_light_theme_equal (const EarLightTheme *self,
                       const EarLightTheme *other)
{
  g_autofree char *a = NULL, *b = NULL;

  if (self == other)
    return TRUE;
  a = ear_light_theme_to_json (resolve (self));
  b = ear_light_theme_to_json (resolve (other));

  return strcmp (a, b) == 0;
}

const char *
ear_light_theme_get_id (const EarLightTheme *self)
{
  return resolve (self)->id;
}

/**
 * ear_light_theme_get_based_on:
 *
 * Returns: (nullable): the id of the theme that this one is a copy of
 */
const char *
ear_light_theme_get_based_on (const EarLightTheme *self)
{
  return resolve (self)->based_on;
}

/**
 * ear_light_theme_get_title:
 * @self: (nullable): a theme
 * @locale: e.g. "de-DE" or "de_DE.UTF-8"
 *
 * Returns: what people call it, in English where it has no other name
 */
const char *
ear_light_theme_get_title (const EarLightTheme *self,
                           const char          *locale)
{
  GArray *titles = resolve (self)->titles;

  for (guint i = 0; locale != NULL && i < titles->len; i++)
    if (g_ascii_strncasecmp (g_array_index (titles, EarLightTitle, i).locale, locale, 2) == 0)
      return g_array_index (titles, EarLightTitle, i).text;

  return g_array_index (titles, EarLightTitle, 0).text;
}

const EarLightLook *
ear_light_theme_get_look (const EarLightTheme *self,
                          EarLight             light)
{
  g_return_val_if_fail (light < EAR_N_LIGHTS, NULL);

  return &resolve (self)->looks[light];
}

guint
ear_light_theme_get_n_tunes (const EarLightTheme *self)
{
  return resolve (self)->n_tunes;
}

const EarTune *
ear_light_theme_get_tune (const EarLightTheme *self,
                          guint                index)
{
  g_return_val_if_fail (index < resolve (self)->n_tunes, NULL);

  return &resolve (self)->tunes[index];
}

/**
 * ear_light_theme_find_tune:
 * @self: (nullable): a theme
 * @name: of a chime in it
 *
 * Returns: (nullable): what it sounds like
 */
const EarTune *
ear_light_theme_find_tune (const EarLightTheme *self,
                           const char          *name)
{
  const EarLightTheme *theme = resolve (self);

  for (guint i = 0; i < theme->n_tunes; i++)
    if (strcmp (theme->tunes[i].name, name) == 0)
      return &theme->tunes[i];

  return NULL;
}

/**
 * ear_light_theme_find_chime:
 * @self: (nullable): a theme
 * @chime: what the device wants to sound: wake, end, error, mic-off, mic-on, volume, alarm, timer, reminder, …
 *
 * Light and chime go together: "wake" is the chime of `listening-start`, whatever that is called in this theme. What comes
 * with no light is looked up by its name, then in the classic theme; what nobody knows sounds like waking.
 *
 * Returns: (nullable): what it sounds like; %NULL where the theme wants it silent
 */
const EarTune *
ear_light_theme_find_chime (const EarLightTheme *self,
                            const char          *chime)
{
  const EarTune *tune;

  for (guint i = 0; i < G_N_ELEMENTS (announcing); i++)
    if (strcmp (announcing[i].chime, chime) == 0) {
      const char *name = ear_light_theme_get_look (self, announcing[i].light)->chime;

      return *name ? ear_light_theme_find_tune (self, name) : NULL;
    }

  if ((tune = ear_light_theme_find_tune (self, chime)) || (tune = ear_light_theme_find_tune (NULL, chime)))
    return tune;

  return ear_light_theme_find_tune (NULL, "wake");
}
