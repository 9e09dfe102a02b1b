/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-money-panel.h"

#include "app/ear-depth-card.h"
#include "app/ear-share-table.h"
#include "app/ear-template.h"
#include "app/view/ear-waterfall.h"
#include "model/ear-annoyance.h"

#include <glib/gi18n.h>

struct _EarMoneyPanel {
  GtkWidget     parent_instance;

  EarDepthCard *contribution_card;
  EarDepthCard *device_card;
  EarDepthCard *loaded_card;
  GtkLabel     *subsidy_label;
  GtkLabel     *annoyance_label;
  GtkStack     *stack;
  EarWaterfall *waterfall;
  EarShareTable *table;
  GtkToggleButton *table_button;
  GtkWidget    *scale_label;
  gboolean      has_bill;
};

G_DEFINE_FINAL_TYPE (EarMoneyPanel, ear_money_panel, GTK_TYPE_WIDGET)

/* The books know their items in English. */
static void
translate (GPtrArray  *shares,
           EarTariff  *tariff,
           const char *locale)
{
  for (guint i = 0; i < shares->len; i++) {
    EarShare *share = g_ptr_array_index (shares, i);
    const EarTariffItem *item = ear_tariff_find (tariff, share->item);

    if (item != NULL)
      share->label = ear_tariff_item_get_label (item, locale);
  }
}

/* Pictures are for some; the table says the same to all. */
static void
update_stack (EarMoneyPanel *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->table_button), self->has_bill);
  gtk_widget_set_visible (self->scale_label, self->has_bill && !gtk_toggle_button_get_active (self->table_button));
  gtk_stack_set_visible_child_name (self->stack, !self->has_bill ? "empty" :
                                    gtk_toggle_button_get_active (self->table_button) ? "table" : "bill");
}

/* What adverts earn stands in the bill; what they cost is the patience of those who hear them. */
static void
show_annoyance (EarMoneyPanel *self,
                EarLedger     *ledger)
{
  guint n_adverts = ear_ledger_get_n_charges (ledger, "ads.impression"), n_answers = ear_ledger_get_n_charges (ledger, "voice.nlu");
  EarAnnoyance annoyance = ear_annoyance_make (n_adverts, n_answers);
  g_autofree char *sentence = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->annoyance_label), n_adverts > 0);
  /* Translators: the last two figures are per cent. */
  sentence = g_strdup_printf (_("%u of %u answers came with an advert. At this rate people use a speaker %.1f%% less within a month, and %.0f%% less in the long run."),
                              n_adverts, MAX (n_answers, n_adverts), annoyance.lost_soon / 100.0, annoyance.lost_late / 100.0);
  gtk_label_set_label (self->annoyance_label, sentence);
}

/**
 * ear_money_panel_show_ledger:
 * @ledger: the books up to the moment that is shown
 * @tariff: what it was priced by
 * @locale: of the names of its items
 */
void
ear_money_panel_show_ledger (EarMoneyPanel *self,
                             EarLedger     *ledger,
                             EarTariff     *tariff,
                             const char    *locale)
{
  const char *currency = ear_tariff_get_currency (tariff);
  const struct { EarDepthCard *card; const char *title; EarDepth depth; } cards[] = {
    { self->contribution_card, _("Answers alone"), EAR_DEPTH_CONTRIBUTION },
    { self->device_card, _("With the device"), EAR_DEPTH_DEVICE },
    { self->loaded_card, _("Fully loaded"), EAR_DEPTH_LOADED },
  };
  EarResult result = ear_ledger_get_session (ledger);
  g_autoptr (GPtrArray) shares = ear_ledger_list_shares (ledger, g_get_language_names ()[0]);
  gint64 earned_back, subsidy = ear_ledger_get_subsidy (ledger, &earned_back);
  g_autofree char *owed = ear_format_money (subsidy, currency, FALSE);
  g_autofree char *earned = ear_format_money (ABS (earned_back), currency, FALSE);
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cards); i++)
    ear_depth_card_set_result (cards[i].card, cards[i].title, result.revenue, result.cost[cards[i].depth], currency);

  sentence = g_strdup_printf (earned_back >= 0 ? _("Sold %s below cost; its answers have earned back %s.")
                              : _("Sold %s below cost; its answers have cost another %s."), owed, earned);
  gtk_label_set_label (self->subsidy_label, sentence);
  show_annoyance (self, ledger);
  translate (shares, tariff, locale);
  ear_waterfall_set_shares (self->waterfall, shares, currency);
  ear_share_table_set_shares (self->table, shares, &result, currency);
  self->has_bill = shares->len > 0;
  update_stack (self);
}

static void
ear_money_panel_dispose (GObject *object)
{
  ear_template_dispose (GTK_WIDGET (object), EAR_TYPE_MONEY_PANEL);

  G_OBJECT_CLASS (ear_money_panel_parent_class)->dispose (object);
}

static void
ear_money_panel_class_init (EarMoneyPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_money_panel_dispose;

  g_type_ensure (EAR_TYPE_DEPTH_CARD);
  g_type_ensure (EAR_TYPE_SHARE_TABLE);
  g_type_ensure (EAR_TYPE_WATERFALL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-money-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, EarMoneyPanel, contribution_card);
  gtk_widget_class_bind_template_child (widget_class, EarMoneyPanel, device_card);
  gtk_widget_class_bind_template_child (widget_class, EarMoneyPanel, loaded_card);
  gtk_widget_class_bind_template_child (widget_class, EarMoneyPanel, subsidy_label);
  gtk_widget_class_bind_template_child (widget_class, EarMoneyPanel, annoyance_label);
  gtk_widget_class_bind_template_child (widget_class, EarMoneyPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, EarMoneyPanel, waterfall);
  gtk_widget_class_bind_template_child (widget_class, EarMoneyPanel, table);
  gtk_widget_class_bind_template_child (widget_class, EarMoneyPanel, table_button);
  gtk_widget_class_bind_template_child (widget_class, EarMoneyPanel, scale_label);
  gtk_widget_class_bind_template_callback (widget_class, update_stack);
}

static void
ear_money_panel_init (EarMoneyPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
