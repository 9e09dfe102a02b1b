/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-export-dialog.h"

#include "app/ear-error-dialog.h"
#include "ledger/ear-export.h"
#include "model/ear-file.h"

#include <glib/gi18n.h>

typedef struct {
  GtkWindow  *parent;
  EarArchive *archive;
  EarTariff  *tariff;
  char       *format;
  char       *session;          /* NULL for all */
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->parent);
  g_object_unref (export->archive);
  g_object_unref (export->tariff);
  g_free (export->format);
  g_free (export->session);
  g_free (export);
}

static gboolean
write_export (GOutputStream  *stream,
              gpointer        user_data,
              GCancellable   *cancellable,
              GError        **error)
{
  const Export *export = user_data;
  const char *ids[] = { export->session, NULL };
  EarExportFormat format;

  return ear_export_format_from_name (export->format, &format) &&
         ear_export_write (export->archive, export->tariff, export->session ? ids : NULL, format, stream, cancellable, error);
}

static void
on_response (GtkNativeDialog *dialog,
             int              response,
             Export          *export)
{
  if (response == GTK_RESPONSE_ACCEPT) {
    g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
    g_autoptr (GError) error = NULL;

    if (!ear_file_replace (file, write_export, export, NULL, &error))
      ear_error_dialog_show (export->parent, error ? error->message : _("The format is unknown."));
  }

  export_free (export);
  g_object_unref (dialog);
}

/**
 * ear_export_dialog_show:
 * @archive: the sessions
 * @tariff: what they are priced by
 * @format: a name that ear_export_format_from_name() knows
 * @session: (nullable): the only one to export, or %NULL for all
 *
 * Asks where to, and writes it there.
 */
void
ear_export_dialog_show (GtkWindow  *parent,
                        EarArchive *archive,
                        EarTariff  *tariff,
                        const char *format,
                        const char *session)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (_("Export"), parent, GTK_FILE_CHOOSER_ACTION_SAVE, _("_Export"), NULL);
  g_autofree char *name = g_strdup_printf ("%s.%s", session ? session : "sessions", g_str_equal (format, "tape") ? "jsonl" : format);
  Export *export = g_new (Export, 1);

  *export = (Export) { g_object_ref (parent), g_object_ref (archive), g_object_ref (tariff), g_strdup (format), g_strdup (session) };
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  g_signal_connect (dialog, "response", G_CALLBACK (on_response), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}
