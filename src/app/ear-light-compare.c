/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-light-compare.h"

#include "app/ear-demo-turn.h"
#include "app/ear-labels.h"
#include "app/view/ear-light-dial.h"
#include "app/view/ear-light-words.h"
#include "draw/ear-light-export.h"

#include <glib/gi18n.h>
#include <string.h>

#define LEAD      (300 * G_GINT64_CONSTANT (1000))
#define TAIL      (2 * G_USEC_PER_SEC)
#define DIAL_SIZE 260
#define FIRST_LOOK 1.2          /* seconds: somebody talks already */
#define N_DIALS   2

struct _EarLightCompare {
  GtkWidget       parent_instance;

  EarLightDial   *dial_a;
  EarLightDial   *dial_b;
  GtkDropDown    *theme_a;
  GtkDropDown    *theme_b;
  GtkDropDown    *source;
  GtkLabel       *light_label;
  GtkLabel       *moment_label;
  GtkButton      *play_button;
  GtkScale       *scale;
  GtkAdjustment  *moment;

  EarDevice      *device;
  EarLightThemes *themes;
  EarTape        *tape;
  gint64          begins;
  double          level;
  guint           tick_id;
  gint64          last_frame;
  gboolean        is_filling;
};

G_DEFINE_FINAL_TYPE (EarLightCompare, ear_light_compare, GTK_TYPE_WIDGET)

static guint
count_events (EarTape *tape,
              gint64   until)
{
  guint n = 0;

  while (n < ear_tape_get_length (tape) && ear_tape_peek (tape, n + 1)->at <= until)
    n++;

  return n;
}

static void
say_moment (EarLightCompare *self,
            EarLight         light)
{
  double seconds = gtk_adjustment_get_value (self->moment);
  g_autofree char *words = g_strdup_printf (_("%.1f of %.1f s"), seconds, gtk_adjustment_get_upper (self->moment));
  g_autofree char *spoken = g_strdup_printf ("%s, %s", words, ear_light_get_title (light));

  /* Sixty times a second would lay the page out anew for what nobody can read. */
  if (strcmp (words, gtk_label_get_label (self->moment_label)) == 0 &&
      strcmp (ear_light_get_title (light), gtk_label_get_label (self->light_label)) == 0)
    return;

  gtk_label_set_label (self->moment_label, words);
  gtk_label_set_label (self->light_label, ear_light_get_title (light));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken, -1);
}

static void
show_moment (EarLightCompare *self)
{
  gint64 now = self->begins + (gint64) (gtk_adjustment_get_value (self->moment) * G_USEC_PER_SEC);
  guint n = self->tape ? count_events (self->tape, now) : 0;
  EarState state = EAR_STATE_INIT;
  EarLight light;

  if (n > 0)
    state = ear_tape_get_state (self->tape, n);
  light = ear_light_from_state (&state, now);
  ear_light_dial_set_moment (self->dial_a, &state, now, self->level);
  ear_light_dial_set_moment (self->dial_b, &state, now, self->level);
  say_moment (self, light);
}

/* While it plays the level is followed as a speaker would; where somebody scrubs it stands. */
static void
on_moment_changed (EarLightCompare *self)
{
  if (self->tick_id == 0)
    self->level = ear_light_sample_voice (gtk_adjustment_get_value (self->moment));
  show_moment (self);
}

static void
set_playing (EarLightCompare *self,
             gboolean         playing)
{
  const char *words = playing ? _("Pause") : _("Play both");

  if (!playing && self->tick_id != 0) {
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
    self->tick_id = 0;
  }
  gtk_button_set_icon_name (self->play_button, playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  EarLightCompare *self = EAR_LIGHT_COMPARE (widget);
  gint64 frame = gdk_frame_clock_get_frame_time (clock), elapsed = frame - self->last_frame;
  double seconds = gtk_adjustment_get_value (self->moment) + (double) elapsed / G_USEC_PER_SEC;

  self->last_frame = frame;
  self->level = ear_light_follow (self->level, ear_light_sample_voice (seconds), elapsed);
  gtk_adjustment_set_value (self->moment, seconds);
  if (seconds < gtk_adjustment_get_upper (self->moment))
    return G_SOURCE_CONTINUE;

  self->tick_id = 0;
  set_playing (self, FALSE);

  return G_SOURCE_REMOVE;
}

static void
on_play_clicked (EarLightCompare *self)
{
  if (self->tick_id != 0) {
    set_playing (self, FALSE);
    return;
  }

  if (gtk_adjustment_get_value (self->moment) >= gtk_adjustment_get_upper (self->moment))
    gtk_adjustment_set_value (self->moment, 0);
  self->last_frame = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
  set_playing (self, TRUE);
}

static void
on_theme_selected (EarLightCompare *self)
{
  EarLightDial *dials[N_DIALS] = { self->dial_a, self->dial_b };
  GtkDropDown *choices[N_DIALS] = { self->theme_a, self->theme_b };

  if (self->is_filling || self->themes == NULL)
    return;

  for (guint i = 0; i < N_DIALS; i++) {
    guint selected = gtk_drop_down_get_selected (choices[i]);
    EarLightTheme *theme;
    g_autofree char *label = NULL;

    if (selected >= ear_light_themes_get_n (self->themes))
      continue;
    theme = ear_light_themes_get (self->themes, selected);
    label = g_strdup_printf (_("Light ring, %s"), ear_light_theme_get_title (theme, ear_speaker_get_locale (ear_device_get_speaker (self->device))));
    ear_light_dial_set_theme (dials[i], theme);
    gtk_accessible_update_property (GTK_ACCESSIBLE (dials[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  }
}

/* The last session that anything was kept of, or NULL. */
static EarTape *
load_last_session (EarLightCompare *self)
{
  EarArchive *archive = ear_device_get_archive (self->device);
  g_autoptr (GListModel) sessions = archive ? ear_archive_list_sessions (archive, NULL) : NULL;
  g_autoptr (EarSession) session = sessions ? g_list_model_get_item (sessions, 0) : NULL;
  g_autoptr (EarTape) tape = ear_tape_new ();

  if (session == NULL || !ear_archive_load_tape (archive, ear_session_get_id (session), tape, NULL) || ear_tape_get_length (tape) == 0)
    return NULL;

  return g_steal_pointer (&tape);
}

static void
on_source_selected (EarLightCompare *self)
{
  gint64 ends;

  if (self->is_filling || self->device == NULL)
    return;

  set_playing (self, FALSE);
  g_clear_object (&self->tape);
  if (gtk_drop_down_get_selected (self->source) == 1)
    self->tape = load_last_session (self);
  if (self->tape == NULL)
    self->tape = ear_demo_turn_make_tape ();

  self->begins = ear_tape_peek (self->tape, 1)->at - LEAD;
  ends = ear_tape_peek (self->tape, ear_tape_get_length (self->tape))->at + TAIL;
  gtk_adjustment_set_upper (self->moment, (double) (ends - self->begins) / G_USEC_PER_SEC);
  gtk_adjustment_set_value (self->moment, FIRST_LOOK);
  show_moment (self);
}

/* “Last session” is there as soon as there is one. */
static void
fill_sources (EarLightCompare *self)
{
  g_autoptr (EarTape) last = load_last_session (self);
  const char *const names[] = { _("Demo turn"), last ? _("The last session") : NULL, NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);
  guint selected = gtk_drop_down_get_selected (self->source);

  self->is_filling = TRUE;
  gtk_drop_down_set_model (self->source, G_LIST_MODEL (model));
  gtk_drop_down_set_selected (self->source, last && selected == 1 ? 1 : 0);
  self->is_filling = FALSE;
  if (self->tape == NULL)
    on_source_selected (self);
}

static void
fill_themes (EarLightCompare *self)
{
  GtkDropDown *choices[N_DIALS] = { self->theme_a, self->theme_b };
  const char *locale = ear_speaker_get_locale (ear_device_get_speaker (self->device));
  guint n = ear_light_themes_get_n (self->themes);

  self->is_filling = TRUE;
  for (guint i = 0; i < N_DIALS; i++) {
    g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
    guint selected = gtk_drop_down_get_selected (choices[i]);

    for (guint j = 0; j < n; j++)
      gtk_string_list_append (names, ear_light_theme_get_title (ear_light_themes_get (self->themes, j), locale));
    gtk_drop_down_set_model (choices[i], G_LIST_MODEL (names));
    gtk_drop_down_set_selected (choices[i], selected < n ? selected : MIN (i, n - 1));
  }
  self->is_filling = FALSE;
  on_theme_selected (self);
}

/**
 * ear_light_compare_set_up:
 * @device: whose last session can be played
 * @themes: to choose from
 */
void
ear_light_compare_set_up (EarLightCompare *self,
                          EarDevice       *device,
                          EarLightThemes  *themes)
{
  g_return_if_fail (EAR_IS_LIGHT_COMPARE (self));

  g_set_object (&self->device, device);
  g_set_object (&self->themes, themes);
  g_signal_connect_object (themes, "changed", G_CALLBACK (fill_themes), self, G_CONNECT_SWAPPED);
  fill_themes (self);
  fill_sources (self);
}

static void
ear_light_compare_map (GtkWidget *widget)
{
  EarLightCompare *self = EAR_LIGHT_COMPARE (widget);

  if (self->device != NULL)
    fill_sources (self);

  GTK_WIDGET_CLASS (ear_light_compare_parent_class)->map (widget);
}

static void
ear_light_compare_unmap (GtkWidget *widget)
{
  set_playing (EAR_LIGHT_COMPARE (widget), FALSE);

  GTK_WIDGET_CLASS (ear_light_compare_parent_class)->unmap (widget);
}

static void
ear_light_compare_dispose (GObject *object)
{
  EarLightCompare *self = EAR_LIGHT_COMPARE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), EAR_TYPE_LIGHT_COMPARE);
  g_clear_object (&self->tape);
  g_clear_object (&self->themes);
  g_clear_object (&self->device);

  G_OBJECT_CLASS (ear_light_compare_parent_class)->dispose (object);
}

static void
ear_light_compare_class_init (EarLightCompareClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_light_compare_dispose;
  widget_class->map = ear_light_compare_map;
  widget_class->unmap = ear_light_compare_unmap;

  g_type_ensure (EAR_TYPE_LIGHT_DIAL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-light-compare.ui");
  gtk_widget_class_bind_template_child (widget_class, EarLightCompare, dial_a);
  gtk_widget_class_bind_template_child (widget_class, EarLightCompare, dial_b);
  gtk_widget_class_bind_template_child (widget_class, EarLightCompare, theme_a);
  gtk_widget_class_bind_template_child (widget_class, EarLightCompare, theme_b);
  gtk_widget_class_bind_template_child (widget_class, EarLightCompare, source);
  gtk_widget_class_bind_template_child (widget_class, EarLightCompare, light_label);
  gtk_widget_class_bind_template_child (widget_class, EarLightCompare, moment_label);
  gtk_widget_class_bind_template_child (widget_class, EarLightCompare, play_button);
  gtk_widget_class_bind_template_child (widget_class, EarLightCompare, scale);
  gtk_widget_class_bind_template_child (widget_class, EarLightCompare, moment);
  gtk_widget_class_bind_template_callback (widget_class, on_theme_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_play_clicked);
  gtk_widget_class_bind_template_callback (widget_class, on_moment_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_source_selected);
}

static void
ear_light_compare_init (EarLightCompare *self)
{
  self->is_filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->is_filling = FALSE;
  ear_light_dial_set_size (self->dial_a, DIAL_SIZE);
  ear_light_dial_set_size (self->dial_b, DIAL_SIZE);
  ear_label_drop_down (self->theme_a, _("Theme A"));
  ear_label_drop_down (self->theme_b, _("Theme B"));
  ear_label_drop_down (self->source, _("What is played"));
  set_playing (self, FALSE);
}
