/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-deletion.h"

#include "app/ear-error-dialog.h"

#include <glib/gi18n.h>

#define SECONDS_TO_THINK 8

typedef struct {
  EarArchive *archive;
  gboolean    over;             /* undone, or deleted */
} Deletion;

static void
tell_failure (const char *message)
{
  GApplication *application = g_application_get_default ();
  GtkWindow *window = application ? gtk_application_get_active_window (GTK_APPLICATION (application)) : NULL;

  if (window != NULL)
    ear_error_dialog_show (window, message);
  else
    g_printerr ("earshot: %s\n", message);
}

static void
finish (Deletion *deletion)
{
  g_autoptr (GError) error = NULL;

  if (deletion->over)
    return;

  deletion->over = TRUE;
  if (!ear_archive_delete_aside (deletion->archive, &error))
    tell_failure (error->message);
}

static void
on_undo (AdwToast *toast,
         Deletion *deletion)
{
  if (deletion->over)
    return;

  deletion->over = TRUE;
  ear_archive_put_back (deletion->archive);
}

static void
on_dismissed (AdwToast *toast,
              Deletion *deletion)
{
  finish (deletion);
}

/* A toast that goes with its window was not answered either. */
static void
free_deletion (gpointer  data,
               GClosure *closure)
{
  Deletion *deletion = data;

  finish (deletion);
  g_object_unref (deletion->archive);
  g_free (deletion);
}

/* Whoever deletes again has thought it over. */
static void
finish_last (EarArchive *archive)
{
  AdwToast *last = g_object_get_data (G_OBJECT (archive), "ear-deletion");

  if (last != NULL)
    adw_toast_dismiss (last);
}

static void
on_toast_gone (gpointer  data,
               GObject  *toast)
{
  if (g_object_get_data (data, "ear-deletion") == (gpointer) toast)
    g_object_set_data (data, "ear-deletion", NULL);
  g_object_unref (data);
}

/**
 * ear_deletion_begin:
 * @session: (nullable): the id of a session, %NULL for all
 *
 * Takes sessions out of the list. They are deleted when the toast goes unanswered, and not before: a program that is killed
 * meanwhile has lost nothing.
 *
 * Returns: (transfer full) (nullable): a toast to show, with a button that undoes it; %NULL without an @error if there was
 *   nothing to delete
 */
AdwToast *
ear_deletion_begin (EarArchive  *archive,
                    const char  *session,
                    GError     **error)
{
  Deletion *deletion;
  AdwToast *toast;

  finish_last (archive);
  if (!ear_archive_set_aside (archive, session, error))
    return NULL;

  toast = adw_toast_new (session ? _("Session deleted") : _("All sessions deleted"));
  deletion = g_new0 (Deletion, 1);
  deletion->archive = g_object_ref (archive);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, SECONDS_TO_THINK);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect (toast, "button-clicked", G_CALLBACK (on_undo), deletion);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (on_dismissed), deletion, free_deletion, 0);
  g_object_set_data (G_OBJECT (archive), "ear-deletion", toast);
  g_object_weak_ref (G_OBJECT (toast), on_toast_gone, g_object_ref (archive));

  return toast;
}
