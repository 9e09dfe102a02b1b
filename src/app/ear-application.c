/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-application.h"

#include "app/ear-alert-notifier.h"
#include "app/ear-device.h"
#include "app/ear-settings.h"
#include "app/ear-window.h"

#include "control/ear-mpris.h"

#include <glib/gi18n.h>
#include <malloc.h>
#include <stdlib.h>

struct _EarApplication {
  AdwApplication    parent_instance;

  EarDeviceOptions  options;
  EarDevice        *device;
  EarAlertNotifier *notifier;
  EarMpris         *mpris;
};

G_DEFINE_FINAL_TYPE (EarApplication, ear_application, ADW_TYPE_APPLICATION)

static char *
make_debug_info (EarApplication *self)
{
  g_autoptr (GString) text = g_string_new ("Earshot " EAR_VERSION "\n");
  EarTape *tape = self->device ? ear_speaker_get_tape (ear_device_get_speaker (self->device)) : NULL;
  guint length = tape ? ear_tape_get_length (tape) : 0;

  g_string_append_printf (text, "GTK %u.%u.%u\nGLib %u.%u.%u\n%s\n\n", gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), glib_major_version, glib_minor_version, glib_micro_version,
                          EAR_HAVE_AUDIO ? "with sound" : "without sound");
  for (guint i = length > 50 ? length - 49 : 1; i <= length; i++) {
    g_autofree char *line = ear_event_to_json (ear_tape_peek (tape, i), FALSE);

    g_string_append_printf (text, "%s\n", line);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  EarApplication *self = user_data;
  g_autofree char *debug_info = make_debug_info (self);
  GtkWidget *about = adw_about_window_new ();

  gtk_window_set_transient_for (GTK_WINDOW (about), gtk_application_get_active_window (GTK_APPLICATION (self)));
  adw_about_window_set_application_name (ADW_ABOUT_WINDOW (about), _("Earshot"));
  adw_about_window_set_application_icon (ADW_ABOUT_WINDOW (about), EAR_APPLICATION_ID);
  adw_about_window_set_developer_name (ADW_ABOUT_WINDOW (about), _("The Earshot developers"));
  adw_about_window_set_version (ADW_ABOUT_WINDOW (about), EAR_VERSION);
  adw_about_window_set_license_type (ADW_ABOUT_WINDOW (about), GTK_LICENSE_GPL_3_0);
  adw_about_window_set_comments (ADW_ABOUT_WINDOW (about), _("A smart speaker without hardware, and what each of its answers costs and earns."));
  adw_about_window_set_debug_info (ADW_ABOUT_WINDOW (about), debug_info);
  gtk_window_present (GTK_WINDOW (about));
}

static void
close_window (EarApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (window != NULL)
    gtk_window_close (window);
}

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  close_window (user_data);
}

static void
on_morning (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  GtkWindow *window;

  g_application_activate (user_data);
  window = gtk_application_get_active_window (user_data);
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.morning", NULL);
}

static void
ear_application_startup (GApplication *application)
{
  static const GActionEntry actions[] = {
    { "about", on_about },
    { "morning", on_morning },
    { "quit", on_quit },
  };
  static const struct { const char *action; const char *keys[2]; } keys[] = {
    { "app.quit", { "<Control>q" } },
    { "win.preferences", { "<Control>comma" } },
    { "win.open-recording", { "<Control>o" } },
    { "win.morning", { "<Control>m" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "win.help", { "F1" } },
    { "win.money", { "F9" } },
    { "win.welcome", { "<Alt>Home" } },
    { "window.close", { "<Control>w" } },
    { "win.export", { "<Control>e" } },
  };

  G_APPLICATION_CLASS (ear_application_parent_class)->startup (application);

  ear_settings_follow_style ();
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++) {
    const char *accels[] = { keys[i].keys[0], NULL };

    gtk_application_set_accels_for_action (GTK_APPLICATION (application), keys[i].action, accels);
  }
  for (guint i = 1; i <= 9; i++) {
    g_autofree char *action = g_strdup_printf ("win.page(%u)", i);
    g_autofree char *accel = g_strdup_printf ("<Alt>%u", i);
    const char *accels[] = { accel, NULL };

    gtk_application_set_accels_for_action (GTK_APPLICATION (application), action, accels);
  }
}

/* Puts the device on the desk: from here on the desktop knows of it. */
static void
open_device (EarApplication *self)
{
  GDBusConnection *bus = g_application_get_dbus_connection (G_APPLICATION (self));
  g_autoptr (GError) error = NULL;

  if (!(self->device = ear_device_new (&self->options, &error))) {
    g_printerr ("earshot: %s\n", error->message);
    exit (2);
  }

  self->notifier = ear_alert_notifier_new (G_APPLICATION (self), ear_device_get_speaker (self->device));
  if (bus != NULL) {
    self->mpris = ear_mpris_new (ear_device_get_speaker (self->device), bus, EAR_APPLICATION_ID);
    g_signal_connect_object (self->mpris, "raise", G_CALLBACK (g_application_activate), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (self->mpris, "quit", G_CALLBACK (close_window), self, G_CONNECT_SWAPPED);
  }
}

static void
ear_application_activate (GApplication *application)
{
  EarApplication *self = EAR_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (self->device == NULL)
    open_device (self);
  if (window == NULL)
    window = GTK_WINDOW (ear_window_new (ADW_APPLICATION (self), self->device));

  gtk_window_present (window);
}

/* A recording on the command line, or from “Open with”, is heard by the speaker. */
static void
ear_application_open (GApplication  *application,
                      GFile        **files,
                      int            n_files,
                      const char    *hint)
{
  GtkWindow *window;

  g_application_activate (application);
  window = gtk_application_get_active_window (GTK_APPLICATION (application));
  if (EAR_IS_WINDOW (window))
    ear_window_open_file (EAR_WINDOW (window), files[n_files - 1]);
}

static void
ear_application_dispose (GObject *object)
{
  EarApplication *self = EAR_APPLICATION (object);

  g_clear_object (&self->mpris);
  g_clear_object (&self->notifier);
  g_clear_object (&self->device);
  g_clear_pointer (&self->options.profile, g_free);
  g_clear_pointer (&self->options.clock, g_free);
  g_clear_pointer (&self->options.locale, g_free);

  G_OBJECT_CLASS (ear_application_parent_class)->dispose (object);
}

static void
ear_application_class_init (EarApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_application_dispose;
  G_APPLICATION_CLASS (klass)->startup = ear_application_startup;
  G_APPLICATION_CLASS (klass)->activate = ear_application_activate;
  G_APPLICATION_CLASS (klass)->open = ear_application_open;
}

static void
ear_application_init (EarApplication *self)
{
}

EarApplication *
ear_application_new (void)
{
  EarApplication *self = g_object_new (EAR_TYPE_APPLICATION,
                                       "application-id", EAR_APPLICATION_ID,
                                       "flags", G_APPLICATION_HANDLES_OPEN,
                                       "resource-base-path", "/io/github/earshot/Earshot",
                                       NULL);
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &self->options.profile, N_("Folder of settings and archive"), "DIR" },
    { "clock", 0, 0, G_OPTION_ARG_STRING, &self->options.clock, N_("A virtual clock that starts then and stands still"), "ISO-8601" },
    { "locale", 0, 0, G_OPTION_ARG_STRING, &self->options.locale, N_("Language of the device: en-US or de-DE"), "LOCALE" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &self->options.seed, N_("Seed of all dice"), "N" },
    { "silent", 0, 0, G_OPTION_ARG_NONE, &self->options.silent, N_("No microphone and no sound"), NULL },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);

  return self;
}

/**
 * ear_application_return_memory:
 *
 * Turns make many small things and a few large ones that soon go: what is free goes back to the system, not into holes. To be called
 * before anything else.
 */
void
ear_application_return_memory (void)
{
#ifdef __GLIBC__
  mallopt (M_MMAP_THRESHOLD, 64 * 1024);
  mallopt (M_TRIM_THRESHOLD, 128 * 1024);
#endif
}
