/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-exchange-detail.h"

#include "app/ear-exchange-words.h"
#include "app/ear-template.h"

#include <glib/gi18n.h>

struct _EarExchangeDetail {
  GtkWidget      parent_instance;

  GtkLabel      *title_label;
  GtkLabel      *heard_label;
  GtkLabel      *facts_label;
  GtkTextBuffer *raw;
  GtkTextBuffer *mapped;
  GtkTextBuffer *sent;

  EarExchange   *exchange;
  EarTape       *tape;
  gulong         waiting;       /* for the answer to the question, 0 where it is there */
};

G_DEFINE_FINAL_TYPE (EarExchangeDetail, ear_exchange_detail, GTK_TYPE_WIDGET)

static void
stop_waiting (EarExchangeDetail *self)
{
  if (self->waiting != 0)
    g_signal_handler_disconnect (self->tape, self->waiting);
  self->waiting = 0;
}

/* A call ends a moment before the speaker has made something of it. */
static void
update_mapped (EarExchangeDetail *self)
{
  const EarHttpTrace *trace = ear_exchange_peek (self->exchange);
  g_autofree char *mapped = ear_exchange_words_dup_mapped (trace, self->tape);

  gtk_text_buffer_set_text (self->mapped, mapped, -1);
  if (!ear_exchange_words_is_pending (trace, self->tape))
    stop_waiting (self);
  else if (self->waiting == 0)
    self->waiting = g_signal_connect_swapped (self->tape, "items-changed", G_CALLBACK (update_mapped), self);
}

/**
 * ear_exchange_detail_set_exchange:
 * @tape: with the question that it was for
 */
void
ear_exchange_detail_set_exchange (EarExchangeDetail *self,
                                  EarExchange       *exchange,
                                  EarTape           *tape)
{
  const EarHttpTrace *trace;
  g_autofree char *title = NULL, *facts = NULL, *raw = NULL, *sent = NULL, *question = NULL;
  const char *heard;

  g_return_if_fail (EAR_IS_EXCHANGE_DETAIL (self));
  g_return_if_fail (EAR_IS_EXCHANGE (exchange));

  stop_waiting (self);
  g_set_object (&self->exchange, exchange);
  g_set_object (&self->tape, tape);
  trace = ear_exchange_peek (exchange);
  title = ear_exchange_words_dup_title (trace);
  facts = ear_exchange_words_dup_facts (trace);
  raw = ear_exchange_words_dup_raw (trace);
  sent = ear_exchange_words_dup_sent (trace);
  heard = ear_exchange_words_find_heard (trace, tape);
  question = heard ? g_strdup_printf (_("For “%s”"), heard) : NULL;

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->heard_label, question ? question : "");
  gtk_widget_set_visible (GTK_WIDGET (self->heard_label), question != NULL);
  gtk_label_set_label (self->facts_label, facts);
  gtk_text_buffer_set_text (self->raw, raw, -1);
  gtk_text_buffer_set_text (self->sent, sent, -1);
  update_mapped (self);
}

static void
on_copy_clicked (EarExchangeDetail *self)
{
  g_autofree char *command = self->exchange ? ear_exchange_dup_curl (self->exchange) : NULL;

  if (command != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), command);
}

static void
ear_exchange_detail_dispose (GObject *object)
{
  EarExchangeDetail *self = EAR_EXCHANGE_DETAIL (object);

  ear_template_dispose (GTK_WIDGET (self), EAR_TYPE_EXCHANGE_DETAIL);
  stop_waiting (self);
  g_clear_object (&self->exchange);
  g_clear_object (&self->tape);

  G_OBJECT_CLASS (ear_exchange_detail_parent_class)->dispose (object);
}

static void
ear_exchange_detail_class_init (EarExchangeDetailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_exchange_detail_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-exchange-detail.ui");
  gtk_widget_class_bind_template_child (widget_class, EarExchangeDetail, title_label);
  gtk_widget_class_bind_template_child (widget_class, EarExchangeDetail, heard_label);
  gtk_widget_class_bind_template_child (widget_class, EarExchangeDetail, facts_label);
  gtk_widget_class_bind_template_child (widget_class, EarExchangeDetail, raw);
  gtk_widget_class_bind_template_child (widget_class, EarExchangeDetail, mapped);
  gtk_widget_class_bind_template_child (widget_class, EarExchangeDetail, sent);
  gtk_widget_class_bind_template_callback (widget_class, on_copy_clicked);
}

static void
ear_exchange_detail_init (EarExchangeDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
