/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-depth-card.h"

#include "app/ear-template.h"

#include <glib/gi18n.h>

struct _EarDepthCard {
  GtkWidget  parent_instance;

  GtkLabel  *title_label;
  GtkLabel  *margin_label;
  GtkLabel  *parts_label;
};

G_DEFINE_FINAL_TYPE (EarDepthCard, ear_depth_card, GTK_TYPE_WIDGET)

/* Among words that run from right to left an amount would end with its sign. */
static char *
isolate (const char *amount)
{
  return g_strconcat ("\342\201\246", amount, "\342\201\251", NULL);     /* left-to-right isolate, pop */
}

/**
 * ear_format_money:
 * @sign: whether a gain gets a plus; a loss always has its minus
 *
 * Returns: (transfer full): an amount as it is written everywhere, and as it stands among words of any direction
 */
char *
ear_format_money (gint64      micros,
                  const char *currency,
                  gboolean    sign)
{
  g_autofree char *text = ear_money_to_text (micros, currency), *whole = g_strconcat (sign && micros > 0 ? "+" : "", text, NULL);

  return gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? isolate (whole) : g_steal_pointer (&whole);
}

void
ear_depth_card_set_result (EarDepthCard *self,
                           const char   *title,
                           gint64        revenue,
                           gint64        cost,
                           const char   *currency)
{
  g_autofree char *margin = ear_format_money (revenue - cost, currency, TRUE);
  g_autofree char *earned = ear_format_money (revenue, currency, FALSE);
  g_autofree char *spent = ear_format_money (cost, currency, FALSE);
  g_autofree char *parts = g_strdup_printf (_("%s in\n%s out"), earned, spent);
  g_autofree char *name = g_strdup_printf (_("%s: margin %s, revenue %s, cost %s"), title, margin, earned, spent);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->margin_label, margin);
  gtk_label_set_label (self->parts_label, parts);
  gtk_widget_remove_css_class (GTK_WIDGET (self->margin_label), "gain");
  gtk_widget_remove_css_class (GTK_WIDGET (self->margin_label), "loss");
  if (revenue != cost)
    gtk_widget_add_css_class (GTK_WIDGET (self->margin_label), revenue > cost ? "gain" : "loss");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
ear_depth_card_dispose (GObject *object)
{
  ear_template_dispose (GTK_WIDGET (object), EAR_TYPE_DEPTH_CARD);

  G_OBJECT_CLASS (ear_depth_card_parent_class)->dispose (object);
}

static void
ear_depth_card_class_init (EarDepthCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_depth_card_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-depth-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EarDepthCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, EarDepthCard, margin_label);
  gtk_widget_class_bind_template_child (widget_class, EarDepthCard, parts_label);
}

static void
ear_depth_card_init (EarDepthCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
