/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-undo-toast.h"

#include <glib/gi18n.h>

#define SECONDS 10

struct _EarUndoToast {
  GObject          parent_instance;

  AdwToastOverlay *overlay;
  EarSpeaker      *speaker;
  AdwToast        *toast;       /* that is shown */
  guint            source;
};

G_DEFINE_FINAL_TYPE (EarUndoToast, ear_undo_toast, G_TYPE_OBJECT)

static void
dismiss (EarUndoToast *self)
{
  g_autoptr (AdwToast) toast = g_steal_pointer (&self->toast);

  if (toast != NULL)
    adw_toast_dismiss (toast);
}

static char *
make_title (GPtrArray *losses)
{
  static const struct { const char *kind, *title; } kinds[] = {
    { "alarm", N_("Alarm canceled") }, { "timer", N_("Timer canceled") }, { "reminder", N_("Reminder canceled") },
    { "sleep", N_("Sleep timer canceled") }, { "quiet", N_("Do not disturb is off the schedule") },
  };
  const EarEvent *first = g_ptr_array_index (losses, 0);

  if (losses->len > 1)
    return g_strdup_printf (ngettext ("%u thing removed", "%u things removed", losses->len), losses->len);
  if (first->type == EAR_EVENT_LISTED)
    return g_strdup_printf (_("“%s” is off the list"), first->listed.item ? first->listed.item : "");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (first->scheduled.kind, kinds[i].kind) == 0)
      return g_strdup (_(kinds[i].title));

  return g_strdup_printf (ngettext ("%u thing removed", "%u things removed", 1), 1);
}

static void
on_undo (EarUndoToast *self)
{
  ear_speaker_press (self->speaker, "undo");
}

static void
on_dismissed (EarUndoToast *self,
              AdwToast     *toast)
{
  if (toast == self->toast)
    g_clear_object (&self->toast);
}

/* All that one turn takes away is one toast. */
static gboolean
show (gpointer user_data)
{
  EarUndoToast *self = user_data;
  gint64 at;
  GPtrArray *losses = ear_household_get_losses (ear_speaker_get_household (self->speaker), &at);
  g_autofree char *title = NULL, *escaped = NULL;

  self->source = 0;
  dismiss (self);
  if (losses->len == 0)
    return G_SOURCE_REMOVE;

  title = make_title (losses);
  escaped = g_markup_escape_text (title, -1);
  self->toast = g_object_ref (adw_toast_new (escaped));
  adw_toast_set_button_label (self->toast, _("Undo"));
  adw_toast_set_timeout (self->toast, SECONDS);
  g_signal_connect_object (self->toast, "button-clicked", G_CALLBACK (on_undo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->toast, "dismissed", G_CALLBACK (on_dismissed), self, G_CONNECT_SWAPPED);
  adw_toast_overlay_add_toast (self->overlay, self->toast);

  return G_SOURCE_REMOVE;
}

static gboolean
is_loss (const EarEvent *event)
{
  return event->type == EAR_EVENT_UNSCHEDULED ||
         (event->type == EAR_EVENT_LISTED && g_strcmp0 (event->listed.change, "added") != 0);
}

static void
on_tape_changed (EarUndoToast *self,
                 guint         position,
                 guint         removed,
                 guint         added,
                 EarTape      *tape)
{
  gint64 at;

  for (guint i = position + 1; i <= position + added; i++)
    if (is_loss (ear_tape_peek (tape, i)) && self->source == 0)
      self->source = g_idle_add (show, self);
  /* Somebody said “undo”. */
  if (self->toast != NULL && ear_household_get_losses (ear_speaker_get_household (self->speaker), &at)->len == 0)
    dismiss (self);
}

static void
ear_undo_toast_dispose (GObject *object)
{
  EarUndoToast *self = EAR_UNDO_TOAST (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_object (&self->toast);
  g_clear_object (&self->overlay);
  g_clear_object (&self->speaker);

  G_OBJECT_CLASS (ear_undo_toast_parent_class)->dispose (object);
}

static void
ear_undo_toast_class_init (EarUndoToastClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_undo_toast_dispose;
}

static void
ear_undo_toast_init (EarUndoToast *self)
{
}

/**
 * ear_undo_toast_new:
 * @overlay: where it is said
 * @speaker: whose household loses something
 */
EarUndoToast *
ear_undo_toast_new (AdwToastOverlay *overlay,
                    EarSpeaker      *speaker)
{
  EarUndoToast *self = g_object_new (EAR_TYPE_UNDO_TOAST, NULL);

  self->overlay = g_object_ref (overlay);
  self->speaker = g_object_ref (speaker);
  g_signal_connect_object (ear_speaker_get_tape (speaker), "items-changed", G_CALLBACK (on_tape_changed), self, G_CONNECT_SWAPPED);

  return self;
}
