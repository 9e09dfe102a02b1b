/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-share-table.h"

#include "app/ear-depth-card.h"

#include <glib/gi18n.h>

struct _EarShareTable {
  GtkWidget     parent_instance;

  GtkWidget    *rows;
  GtkSizeGroup *amounts;
};

G_DEFINE_FINAL_TYPE (EarShareTable, ear_share_table, GTK_TYPE_WIDGET)

static void
add_cell (GtkWidget         *row,
          GtkAccessibleRole  role,
          const char        *text,
          gboolean           strong,
          GtkSizeGroup      *amounts)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "accessible-role", role, "label", text, "wrap", amounts == NULL,
                                   "xalign", amounts ? 1.0 : 0.0, "hexpand", amounts == NULL, NULL);

  if (amounts != NULL) {
    gtk_widget_add_css_class (label, "numeric");
    gtk_size_group_add_widget (amounts, label);
  }
  if (strong)
    gtk_widget_add_css_class (label, "heading");
  gtk_box_append (GTK_BOX (row), label);
}

static void
add_row (EarShareTable     *self,
         GtkAccessibleRole  role,
         const char        *name,
         const char        *amount,
         gboolean           strong)
{
  GtkWidget *row = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_ROW, "spacing", 12, NULL);

  add_cell (row, role, name, strong, NULL);
  add_cell (row, role, amount, strong, self->amounts);
  gtk_box_append (GTK_BOX (self->rows), row);
}

static void
add_amount (EarShareTable *self,
            const char    *name,
            gint64         micros,
            const char    *currency,
            gboolean       strong)
{
  g_autofree char *amount = ear_format_money (micros, currency, TRUE);

  add_row (self, GTK_ACCESSIBLE_ROLE_CELL, name, amount, strong);
}

/**
 * ear_share_table_set_shares:
 * @shares: (element-type EarShare): the steps of the bill
 * @result: what they come to
 * @currency: of all of them
 */
void
ear_share_table_set_shares (EarShareTable   *self,
                            GPtrArray       *shares,
                            const EarResult *result,
                            const char      *currency)
{
  const char *const sums[EAR_N_DEPTHS] = {
    [EAR_DEPTH_CONTRIBUTION] = _("Answers alone"),
    [EAR_DEPTH_DEVICE] = _("With the device"),
    [EAR_DEPTH_LOADED] = _("Fully loaded"),
  };
  GtkWidget *row;

  g_return_if_fail (EAR_IS_SHARE_TABLE (self));

  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);

  add_row (self, GTK_ACCESSIBLE_ROLE_COLUMN_HEADER, _("Step"), _("Amount"), TRUE);
  for (EarDepth depth = 0; depth < EAR_N_DEPTHS; depth++) {
    for (guint i = 0; i < shares->len; i++) {
      const EarShare *share = g_ptr_array_index (shares, i);

      if (share->depth == depth)
        add_amount (self, share->label, share->micros, currency, FALSE);
    }
    add_amount (self, sums[depth], result->revenue - result->cost[depth], currency, TRUE);
  }
}

static void
ear_share_table_dispose (GObject *object)
{
  EarShareTable *self = EAR_SHARE_TABLE (object);

  g_clear_object (&self->amounts);
  g_clear_pointer (&self->rows, gtk_widget_unparent);

  G_OBJECT_CLASS (ear_share_table_parent_class)->dispose (object);
}

static void
ear_share_table_class_init (EarShareTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_share_table_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sharetable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
ear_share_table_init (EarShareTable *self)
{
  self->rows = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL, "spacing", 6,
                             "accessible-role", GTK_ACCESSIBLE_ROLE_ROW_GROUP, NULL);
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
  self->amounts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("The bill, step by step"), -1);
}
