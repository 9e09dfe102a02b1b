/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-fault-row.h"

#include <glib/gi18n.h>
#include <string.h>

/* What may befall a service, and the fault that does it. */
static const struct {
  const char *spec;
  const char *label;
} mishaps[] = {
  { "", N_("Works") }, { "offline", N_("Offline") }, { "down", N_("Down") }, { "hang", N_("Never answers") }, { "slow-3g", N_("Slow as on 3G") },
  { "flaky", N_("Flaky") }, { "rate-limited", N_("Asked too often") }, { "garbage", N_("Answers garbage") },
  { "auth-expired", N_("Key has expired") },
};

static void
on_selected (AdwComboRow *row,
             GParamSpec  *pspec,
             EarRegistry *registry)
{
  EarServiceKind kind = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), "kind"));
  guint selected = adw_combo_row_get_selected (row);
  g_autoptr (GError) error = NULL;

  /* One more is a fault of the command line, which nobody can choose anew. */
  if (selected < G_N_ELEMENTS (mishaps) && !ear_registry_set_fault (registry, kind, mishaps[selected].spec, &error))
    g_warning ("%s", error->message);
}

/**
 * ear_fault_row_new:
 * @registry: whose service is broken or mended as soon as something is chosen
 *
 * Lets somebody break a service on purpose. Faults last as long as the program: nobody should find a speaker broken that was
 * broken on another day.
 */
GtkWidget *
ear_fault_row_new (EarRegistry    *registry,
                   EarServiceKind  kind)
{
  const char *spec = ear_registry_get_fault (registry, kind);
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  GtkWidget *row = adw_combo_row_new ();
  guint selected = G_N_ELEMENTS (mishaps);

  for (guint i = 0; i < G_N_ELEMENTS (mishaps); i++) {
    gtk_string_list_append (labels, _(mishaps[i].label));
    if (strcmp (mishaps[i].spec, spec ? spec : "") == 0)
      selected = i;
  }
  if (selected == G_N_ELEMENTS (mishaps))
    gtk_string_list_append (labels, spec);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Break on purpose"));
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  g_object_set_data (G_OBJECT (row), "kind", GUINT_TO_POINTER (kind));
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (on_selected), registry, 0);

  return row;
}
