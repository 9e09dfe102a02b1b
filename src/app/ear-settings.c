/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-settings.h"

/**
 * ear_settings_get:
 *
 * Returns: (transfer none) (nullable): the settings; %NULL where their schema is not installed, as in a build folder, where a
 *   window remembers nothing and works
 */
GSettings *
ear_settings_get (void)
{
  static GSettings *settings;
  static gsize once;

  if (g_once_init_enter (&once)) {
    GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
    GSettingsSchema *schema = source ? g_settings_schema_source_lookup (source, EAR_APPLICATION_ID, TRUE) : NULL;

    /* g_settings_new() would end the program. */
    if (schema != NULL)
      settings = g_settings_new_full (schema, NULL, NULL);
    g_clear_pointer (&schema, g_settings_schema_unref);
    g_once_init_leave (&once, 1);
  }

  return settings;
}

static void
on_style_changed (GSettings *settings)
{
  g_autofree char *style = g_settings_get_string (settings, "style");
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (style, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (style, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

/**
 * ear_settings_follow_style:
 *
 * Keeps to the light or dark style that is chosen. To be called once, when there is a display.
 */
void
ear_settings_follow_style (void)
{
  GSettings *settings = ear_settings_get ();

  if (settings == NULL)
    return;

  g_signal_connect (settings, "changed::style", G_CALLBACK (on_style_changed), NULL);
  on_style_changed (settings);
}

/* A page may have gone since, or a size may be nobody's. */
static gboolean
has_page (AdwViewStack *pages,
          const char   *name)
{
  return adw_view_stack_get_child_by_name (pages, name) != NULL;
}

/**
 * ear_settings_restore_window:
 *
 * Makes a window as it was when it was closed.
 */
void
ear_settings_restore_window (GtkWindow      *window,
                             AdwViewStack   *pages,
                             EarSpeakerPage *speaker_page)
{
  GSettings *settings = ear_settings_get ();
  g_autofree char *page = NULL;
  int width, height;

  if (settings == NULL)
    return;

  g_settings_get (settings, "window-size", "(ii)", &width, &height);
  if (width > 0 && height > 0)
    gtk_window_set_default_size (window, width, height);
  if (g_settings_get_boolean (settings, "maximized"))
    gtk_window_maximize (window);
  page = g_settings_get_string (settings, "page");
  if (has_page (pages, page))
    adw_view_stack_set_visible_child_name (pages, page);
  g_object_set (speaker_page, "money-shown", g_settings_get_boolean (settings, "money-shown"), NULL);
}

/**
 * ear_settings_keep_window:
 *
 * Remembers how a window is. Where it is too narrow for money beside the speaker, hiding that says nothing of what the user
 * wishes.
 */
void
ear_settings_keep_window (GtkWindow      *window,
                          AdwViewStack   *pages,
                          EarSpeakerPage *speaker_page)
{
  GSettings *settings = ear_settings_get ();
  const char *page = adw_view_stack_get_visible_child_name (pages);
  gboolean money_shown;
  int width, height;

  if (settings == NULL)
    return;

  gtk_window_get_default_size (window, &width, &height);
  g_settings_set (settings, "window-size", "(ii)", width, height);
  g_settings_set_boolean (settings, "maximized", gtk_window_is_maximized (window));
  if (page != NULL)
    g_settings_set_string (settings, "page", page);
  g_object_get (speaker_page, "money-shown", &money_shown, NULL);
  if (!ear_speaker_page_is_folded (speaker_page))
    g_settings_set_boolean (settings, "money-shown", money_shown);
  g_settings_sync ();
}
