/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-timeline.h"

#include <glib/gi18n.h>
#include <string.h>

/* A row shows this much of an event; the whole of it is in the tooltip. */
#define MAX_DETAIL 120

struct _EarTimeline {
  GtkWidget           parent_instance;

  GtkLabel           *latency_label;
  GtkScrolledWindow  *scroller;
  GtkListView        *list;
  GtkSingleSelection *selection;
  EarTape            *tape;
  gboolean            follow;
  guint               scroll_source;
};

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarTimeline, ear_timeline, GTK_TYPE_WIDGET)

/* What an event says, by its table of fields. */
static char *
describe (const EarEvent *event)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const EarField *f = ear_event_type_get_fields (event->type); f->name; f++) {
    switch (f->kind) {
    case EAR_FIELD_TEXT:
    case EAR_FIELD_JSON: {
      const char *value = G_STRUCT_MEMBER (const char *, event, f->offset);

      if (value != NULL && strcmp (value, "{}") != 0)
        g_string_append_printf (text, " %s", value);
      break;
    }
    case EAR_FIELD_COUNT:
      if (G_STRUCT_MEMBER (gint64, event, f->offset) != 0)
        g_string_append_printf (text, " %s %" G_GINT64_FORMAT, f->name, G_STRUCT_MEMBER (gint64, event, f->offset));
      break;
    case EAR_FIELD_REAL:
      if (G_STRUCT_MEMBER (double, event, f->offset) != 0)
        g_string_append_printf (text, " %s %.2f", f->name, G_STRUCT_MEMBER (double, event, f->offset));
      break;
    case EAR_FIELD_FLAG:
    default:
      if (G_STRUCT_MEMBER (gboolean, event, f->offset))
        g_string_append_printf (text, " %s", f->name);
    }
  }

  return g_strdup (text->len > 0 ? text->str + 1 : "");
}

static char *
format_moment (const EarEvent *event)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (event->at / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);

  return g_date_time_format (local, "%H:%M:%S");
}

static char *
format_latency (EarTape *tape,
                guint    position)
{
  const EarEvent *event = ear_tape_peek (tape, position);
  const EarEvent *before = position > 1 ? ear_tape_peek (tape, position - 1) : NULL;
  gint64 span = before && before->mono_us && event->turn == before->turn ? event->mono_us - before->mono_us : -1;

  if (span < 0)
    return g_strdup ("");

  return span < 10 * G_TIME_SPAN_MILLISECOND ? g_strdup_printf (_("+%.1f ms"), span / 1000.0)
                                             : g_strdup_printf (_("+%.0f ms"), span / 1000.0);
}

static GtkWidget *
add_label (GtkWidget  *box,
           const char *style,
           gboolean    expand)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), expand ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), expand ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (label, expand);
  gtk_widget_add_css_class (label, style);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *name;

  add_label (box, "moment", FALSE);
  name = add_label (box, "event-name", FALSE);
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_width_chars (GTK_LABEL (name), 11);
  add_label (box, "event-detail", TRUE);
  add_label (box, "latency", FALSE);
  gtk_list_item_set_child (item, box);
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  EarTimeline *self = EAR_TIMELINE (gtk_widget_get_ancestor (gtk_list_item_get_child (item), EAR_TYPE_TIMELINE));
  EarTapeItem *tape_item = gtk_list_item_get_item (item);
  const EarEvent *event = ear_tape_item_get_event (tape_item);
  g_autofree char *detail = describe (event);
  g_autofree char *brief = g_utf8_strlen (detail, -1) > MAX_DETAIL ? g_utf8_substring (detail, 0, MAX_DETAIL) : g_strdup (detail);
  g_autofree char *moment = format_moment (event);
  g_autofree char *latency = self ? format_latency (self->tape, ear_tape_item_get_position (tape_item)) : g_strdup ("");
  const char *texts[] = { moment, ear_event_type_to_name (event->type), brief, latency };
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++, label = gtk_widget_get_next_sibling (label))
    gtk_label_set_label (GTK_LABEL (label), texts[i]);
  gtk_widget_set_tooltip_text (gtk_list_item_get_child (item), detail);
}

/* Hearing, understanding and answering in the last turn, from their stamps. */
static void
update_latency (EarTimeline *self)
{
  guint length = ear_tape_get_length (self->tape);
  const EarEvent *heard = ear_tape_peek_last (self->tape, length, EAR_EVENT_HEARD);
  const EarEvent *understood = ear_tape_peek_last (self->tape, length, EAR_EVENT_UNDERSTOOD);
  const EarEvent *said = ear_tape_peek_last (self->tape, length, EAR_EVENT_SAID);
  g_autofree char *text = NULL;

  if (heard && understood && said && heard->turn == said->turn && understood->turn == said->turn)
    text = g_strdup_printf (_("hearing %.0f ms · understanding %.1f ms · answer %.1f ms"), heard->heard.decided_us / 1000.0,
                            (understood->mono_us - heard->mono_us) / 1000.0, (said->mono_us - understood->mono_us) / 1000.0);
  gtk_label_set_label (self->latency_label, text ? text : "");
}

static gboolean
scroll_to_end (gpointer user_data)
{
  EarTimeline *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->scroll_source = 0;
  update_latency (self);
  if (self->follow)
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));

  return G_SOURCE_REMOVE;
}

static void
on_items_changed (EarTimeline *self)
{
  if (self->scroll_source == 0)
    self->scroll_source = g_timeout_add (80, scroll_to_end, self);
}

static void
on_selected (EarTimeline *self)
{
  guint index = gtk_single_selection_get_selected (self->selection);

  if (index != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[CHOSEN], 0, index + 1);
}

/**
 * ear_timeline_set_tape:
 * @follow: whether the end stays in view while the tape grows
 */
void
ear_timeline_set_tape (EarTimeline *self,
                       EarTape     *tape,
                       gboolean     follow)
{
  g_return_if_fail (EAR_IS_TIMELINE (self));

  if (self->tape != NULL)
    g_signal_handlers_disconnect_by_func (self->tape, on_items_changed, self);
  gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_set_object (&self->tape, tape);
  self->follow = follow;
  gtk_label_set_label (self->latency_label, "");
  if (tape == NULL)
    return;

  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (tape)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (on_selected), self);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (tape, "items-changed", G_CALLBACK (on_items_changed), self, G_CONNECT_SWAPPED);
  on_items_changed (self);
}

/**
 * ear_timeline_choose:
 * @position: on the tape, from 1; it is selected and brought into view
 */
void
ear_timeline_choose (EarTimeline *self,
                     guint        position)
{
  if (self->selection == NULL || position == 0)
    return;

  gtk_single_selection_set_selected (self->selection, position - 1);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position - 1);
}

static void
ear_timeline_dispose (GObject *object)
{
  EarTimeline *self = EAR_TIMELINE (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), EAR_TYPE_TIMELINE);
  g_clear_object (&self->selection);
  g_clear_object (&self->tape);

  G_OBJECT_CLASS (ear_timeline_parent_class)->dispose (object);
}

static void
ear_timeline_class_init (EarTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_timeline_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", EAR_TYPE_TIMELINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, EarTimeline, latency_label);
  gtk_widget_class_bind_template_child (widget_class, EarTimeline, scroller);
  gtk_widget_class_bind_template_child (widget_class, EarTimeline, list);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
}

static void
ear_timeline_init (EarTimeline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
