/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-timeline.h"

#include "app/ear-event-popover.h"
#include "app/ear-event-row.h"
#include "app/ear-event-words.h"
#include "app/ear-template.h"

/* A list that is not seen within a second is not on screen. */
#define MOST_FRAMES 60

struct _EarTimeline {
  GtkWidget           parent_instance;

  GtkLabel           *latency_label;
  GtkStack           *stack;
  GtkScrolledWindow  *scroller;
  GtkListView        *list;
  GtkWidget          *popover;
  GtkSingleSelection *selection;
  EarTape            *tape;
  EarTariff          *tariff;
  char               *locale;
  gboolean            follow;
  guint               scroll_source;
  guint               shown;            /* position to bring into view, 0 if none */
  guint               n_frames;         /* that this was tried in */
  guint               show_source;
};

enum {
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarTimeline, ear_timeline, GTK_TYPE_WIDGET)

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  gtk_list_item_set_child (item, ear_event_row_new ());
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  EarTimeline *self = user_data;

  ear_event_row_set_position (EAR_EVENT_ROW (gtk_list_item_get_child (item)), self->tape,
                              ear_tape_item_get_position (gtk_list_item_get_item (item)), self->tariff, self->locale);
}

/* The popover points at the row that has the keyboard or was clicked, which is that which is activated. */
static void
on_activate (EarTimeline *self,
             guint        index)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->list));
  g_autoptr (EarTapeItem) item = g_list_model_get_item (G_LIST_MODEL (self->tape), index);
  graphene_rect_t bounds, view;

  if (item == NULL || row == NULL || !gtk_widget_compute_bounds (row, GTK_WIDGET (self), &bounds)
      || !gtk_widget_compute_bounds (GTK_WIDGET (self->scroller), GTK_WIDGET (self), &view))
    return;

  /* A row that is still being scrolled to is pointed at from where it will come. */
  bounds.origin.y = CLAMP (bounds.origin.y, view.origin.y, view.origin.y + MAX (view.size.height - bounds.size.height, 0));

  ear_event_popover_set_event (EAR_EVENT_POPOVER (self->popover), ear_tape_item_get_event (item), index + 1);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &(GdkRectangle) {
    (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width, (int) bounds.size.height,
  });
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
update_latency (EarTimeline *self)
{
  g_autofree char *text = ear_event_words_dup_turn (self->tape);

  gtk_label_set_label (self->latency_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->latency_label), *text != '\0');
  gtk_stack_set_visible_child_name (self->stack, ear_tape_get_length (self->tape) > 0 ? "events" : "empty");
}

/* Rows are of about one height. */
static gboolean
is_in_view (EarTimeline *self,
            guint        position)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double length = MAX (ear_tape_get_length (self->tape), 1), page = gtk_adjustment_get_page_size (adjustment);
  double top = gtk_adjustment_get_upper (adjustment) * (position - 0.5) / length - gtk_adjustment_get_value (adjustment);

  return page > 0 && top >= 0 && top <= page;
}

/* A list forgets what it was to scroll to when it is not laid out yet: the request is made until it was followed. */
static gboolean
on_frame (GtkWidget     *list,
          GdkFrameClock *clock,
          gpointer       user_data)
{
  EarTimeline *self = user_data;

  if (is_in_view (self, self->shown) || ++self->n_frames > MOST_FRAMES) {
    self->show_source = 0;
    return G_SOURCE_REMOVE;
  }

  gtk_widget_activate_action (list, "list.scroll-to-item", "u", self->shown - 1);

  return G_SOURCE_CONTINUE;
}

static void
show_position (EarTimeline *self,
               guint        position)
{
  self->shown = position;
  self->n_frames = 0;
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position - 1);
  if (self->show_source == 0)
    self->show_source = gtk_widget_add_tick_callback (GTK_WIDGET (self->list), on_frame, self, NULL);
}

static void
forget_position (EarTimeline *self)
{
  if (self->show_source != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->list), self->show_source);
  self->show_source = 0;
}

static gboolean
scroll_to_end (gpointer user_data)
{
  EarTimeline *self = user_data;
  guint length = ear_tape_get_length (self->tape);

  self->scroll_source = 0;
  update_latency (self);
  if (self->follow && length > 0)
    show_position (self, length);

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
  forget_position (self);
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
 * ear_timeline_set_tariff:
 * @locale: of the names of what is charged
 */
void
ear_timeline_set_tariff (EarTimeline *self,
                         EarTariff   *tariff,
                         const char  *locale)
{
  g_return_if_fail (EAR_IS_TIMELINE (self));

  g_set_object (&self->tariff, tariff);
  g_free (self->locale);
  self->locale = g_strdup (locale);
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
  show_position (self, position);
}

static void
ear_timeline_dispose (GObject *object)
{
  EarTimeline *self = EAR_TIMELINE (object);

  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->list != NULL)
    forget_position (self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  ear_template_dispose (GTK_WIDGET (self), EAR_TYPE_TIMELINE);
  g_clear_object (&self->tariff);
  g_clear_pointer (&self->locale, g_free);
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
  gtk_widget_class_bind_template_child (widget_class, EarTimeline, stack);
  gtk_widget_class_bind_template_child (widget_class, EarTimeline, scroller);
  gtk_widget_class_bind_template_child (widget_class, EarTimeline, list);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
ear_timeline_init (EarTimeline *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->popover = ear_event_popover_new ();
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
}
