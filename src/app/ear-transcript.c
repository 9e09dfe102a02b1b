/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-transcript.h"

#include "app/ear-card.h"
#include "app/ear-template.h"

#include <glib/gi18n.h>

struct _EarTranscript {
  GtkWidget          parent_instance;

  GtkScrolledWindow *scroller;
  GtkListView       *list;
  guint              scroll_source;
};

G_DEFINE_FINAL_TYPE (EarTranscript, ear_transcript, GTK_TYPE_WIDGET)

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  const EarEvent *event = ear_tape_item_get_event (item);

  switch ((int) event->type) {
  case EAR_EVENT_HEARD:
  case EAR_EVENT_SAID:
  case EAR_EVENT_NEARLY_WOKEN:
  case EAR_EVENT_ERRED:
    return TRUE;
  case EAR_EVENT_PLAYED:
    return event->turn > 0;
  default:
    return FALSE;
  }
}

static char *
describe (const EarEvent *event)
{
  switch ((int) event->type) {
  case EAR_EVENT_HEARD:
    return g_strdup (event->heard.text && *event->heard.text ? event->heard.text : _("(not understood)"));
  case EAR_EVENT_SAID:
    return g_strdup (event->said.text);
  case EAR_EVENT_NEARLY_WOKEN:
    return g_strdup_printf (_("That sounded almost like “%s”"), event->woken.word);
  case EAR_EVENT_ERRED:
    return event->erred.remedy ? g_strdup_printf ("%s %s", event->erred.message, event->erred.remedy)
                               : g_strdup (event->erred.message);
  case EAR_EVENT_PLAYED:
    if (g_strcmp0 (event->played.kind, "advert") == 0)
      return g_strdup_printf (_("Advertisement: %s"), event->played.artist ? event->played.artist : event->played.title);
    return g_strdup_printf ("♪ %s – %s", event->played.title, event->played.artist);
  default:
    return NULL;
  }
}

static const char *
get_style (const EarEvent *event)
{
  return event->type == EAR_EVENT_HEARD ? "customer" : event->type == EAR_EVENT_SAID ? "device" : "aside";
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), FALSE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

/* Most answers have no card, so rows get one only when they first need it. */
static void
show_card (GtkWidget  *box,
           const char *json)
{
  GtkWidget *card = gtk_widget_get_next_sibling (gtk_widget_get_first_child (box));

  if (card == NULL && json != NULL) {
    card = ear_card_new ();
    gtk_box_append (GTK_BOX (box), card);
  }
  if (card != NULL)
    ear_card_set_json (EAR_CARD (card), json);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  const EarEvent *event = ear_tape_item_get_event (gtk_list_item_get_item (item));
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  const char *classes[] = { "bubble", get_style (event), NULL };
  g_autofree char *text = describe (event);

  gtk_label_set_label (GTK_LABEL (label), text ? text : "");
  gtk_widget_set_css_classes (label, classes);
  gtk_widget_set_halign (label, event->type == EAR_EVENT_HEARD ? GTK_ALIGN_END :
                         event->type == EAR_EVENT_SAID ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
  show_card (gtk_widget_get_parent (label), event->type == EAR_EVENT_SAID ? event->said.card : NULL);
}

static gboolean
scroll_to_end (gpointer user_data)
{
  EarTranscript *self = user_data;
  GListModel *model = G_LIST_MODEL (gtk_list_view_get_model (self->list));
  guint length = model ? g_list_model_get_n_items (model) : 0;

  self->scroll_source = 0;
  if (length > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", length - 1);

  return G_SOURCE_REMOVE;
}

/* The list learns its height when it is laid out, so the last bubble is sought after that. */
static void
on_items_changed (EarTranscript *self)
{
  if (self->scroll_source == 0)
    self->scroll_source = g_timeout_add (80, scroll_to_end, self);
}

void
ear_transcript_set_tape (EarTranscript *self,
                         EarTape       *tape)
{
  g_autoptr (GtkFilterListModel) shown = NULL;
  g_autoptr (GtkNoSelection) selection = NULL;
  GtkFilter *filter;

  g_return_if_fail (EAR_IS_TRANSCRIPT (self));

  filter = GTK_FILTER (gtk_custom_filter_new (is_shown, NULL, NULL));
  shown = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (tape)), filter);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (shown)));
  g_signal_connect_object (shown, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  on_items_changed (self);
}

static void
ear_transcript_dispose (GObject *object)
{
  EarTranscript *self = EAR_TRANSCRIPT (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  ear_template_dispose (GTK_WIDGET (self), EAR_TYPE_TRANSCRIPT);

  G_OBJECT_CLASS (ear_transcript_parent_class)->dispose (object);
}

static void
ear_transcript_class_init (EarTranscriptClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_transcript_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-transcript.ui");
  gtk_widget_class_bind_template_child (widget_class, EarTranscript, scroller);
  gtk_widget_class_bind_template_child (widget_class, EarTranscript, list);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
}

static void
ear_transcript_init (EarTranscript *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
