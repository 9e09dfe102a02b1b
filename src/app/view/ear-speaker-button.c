/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-app"

#include "config.h"

#include "app/view/ear-speaker-button.h"

#include <glib/gi18n.h>

static const struct {
  const char *label;
  const char *tooltip;
} texts[EAR_N_BUTTONS] = {
  [EAR_BUTTON_ACTION] = { N_("Action"), N_("Action: press to talk, hold to talk as long as you hold") },
  [EAR_BUTTON_MUTE] = { N_("Microphone off/on"), N_("Microphone off/on") },
  [EAR_BUTTON_VOLUME_UP] = { N_("Volume up"), N_("Volume up") },
  [EAR_BUTTON_VOLUME_DOWN] = { N_("Volume down"), N_("Volume down") },
};

/* The body shows the buttons, hovered and pressed too; these only show where the keyboard is. */
static const char css[] =
  "button.on-speaker { min-width: 0; min-height: 0; padding: 0; margin: 0; border: none; border-radius: 50%;"
  " background: none; box-shadow: none; }"
  "button.on-speaker:hover, button.on-speaker:active, button.on-speaker.keyboard-activating { background: none; }"
  "button.on-speaker:focus:focus-visible { outline: 2px solid @accent_color; outline-offset: 1px; }";

static void
ensure_css (GtkWidget *widget)
{
  static gsize ready;
  g_autoptr (GtkCssProvider) provider = NULL;

  if (!g_once_init_enter (&ready))
    return;

  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, css, -1);
  gtk_style_context_add_provider_for_display (gtk_widget_get_display (widget), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_once_init_leave (&ready, 1);
}

/**
 * ear_speaker_button_new:
 * @which: which button
 *
 * Returns: (transfer floating): a button that nothing is seen of but its focus
 */
GtkWidget *
ear_speaker_button_new (EarButton which)
{
  GtkWidget *button = gtk_button_new ();

  ensure_css (button);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "on-speaker");
  gtk_widget_set_tooltip_text (button, _(texts[which].tooltip));
  gtk_widget_set_cursor_from_name (button, "pointer");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, _(texts[which].label), -1);

  return button;
}

/**
 * ear_speaker_button_get_look:
 * @button: a button
 *
 * Returns: what is to be seen of it on the body
 */
EarButtonLook
ear_speaker_button_get_look (GtkWidget *button)
{
  GtkStateFlags flags = gtk_widget_get_state_flags (button);
  EarButtonLook look = EAR_BUTTON_RESTS;

  /* A key presses a button without making it active. */
  if ((flags & GTK_STATE_FLAG_ACTIVE) != 0 || gtk_widget_has_css_class (button, "keyboard-activating"))
    look |= EAR_BUTTON_DOWN;
  if ((flags & GTK_STATE_FLAG_PRELIGHT) != 0)
    look |= EAR_BUTTON_HOVERED;

  return look;
}
