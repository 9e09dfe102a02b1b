/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/ear-light-style.h"

struct _EarLightStyle {
  GObject        parent_instance;

  EarLightTheme *theme;
};

G_DEFINE_FINAL_TYPE (EarLightStyle, ear_light_style, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  SIGNAL_PREVIEW,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
ear_light_style_finalize (GObject *object)
{
  g_clear_pointer (&EAR_LIGHT_STYLE (object)->theme, ear_light_theme_unref);

  G_OBJECT_CLASS (ear_light_style_parent_class)->finalize (object);
}

static void
ear_light_style_class_init (EarLightStyleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_light_style_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", EAR_TYPE_LIGHT_STYLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PREVIEW] = g_signal_new ("preview", EAR_TYPE_LIGHT_STYLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                                          EAR_TYPE_LIGHT_THEME);
}

static void
ear_light_style_init (EarLightStyle *self)
{
  self->theme = ear_light_theme_ref (ear_light_theme_get_classic ());
}

/**
 * ear_light_style_get_default:
 *
 * Returns: (transfer none): the style of this program
 */
EarLightStyle *
ear_light_style_get_default (void)
{
  static EarLightStyle *style;

  if (style == NULL)
    style = g_object_new (EAR_TYPE_LIGHT_STYLE, NULL);

  return style;
}

const EarLightTheme *
ear_light_style_get_theme (EarLightStyle *self)
{
  g_return_val_if_fail (EAR_IS_LIGHT_STYLE (self), NULL);

  return self->theme;
}

/**
 * ear_light_style_set_theme:
 * @theme: (nullable): %NULL for the classic one
 *
 * Puts a theme in force: every ring that has none of its own shows it at once.
 */
void
ear_light_style_set_theme (EarLightStyle       *self,
                           const EarLightTheme *theme)
{
  g_return_if_fail (EAR_IS_LIGHT_STYLE (self));

  if (theme == NULL)
    theme = ear_light_theme_get_classic ();
  if (theme == self->theme)
    return;

  ear_light_theme_unref (self->theme);
  self->theme = ear_light_theme_ref (theme);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * ear_light_style_preview:
 * @light: what to show
 * @theme: in which theme
 *
 * Lets the speaker show a light for a few seconds, or until it has something of its own to tell.
 */
void
ear_light_style_preview (EarLightStyle       *self,
                         EarLight             light,
                         const EarLightTheme *theme)
{
  g_return_if_fail (EAR_IS_LIGHT_STYLE (self));
  g_return_if_fail (light < EAR_N_LIGHTS);

  g_signal_emit (self, signals[SIGNAL_PREVIEW], 0, light, theme);
}
