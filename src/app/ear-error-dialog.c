/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-error-dialog.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/**
 * ear_error_dialog_show:
 * @parent: the window in which it was tried
 * @message: what went wrong, and what to do about it
 *
 * Says that something the user asked for did not work.
 */
void
ear_error_dialog_show (GtkWindow  *parent,
                       const char *message)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, _("That did not work"), message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}
