/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-speaker-page.h"

#include "app/ear-money-panel.h"
#include "app/ear-pane-switch.h"
#include "app/ear-template.h"
#include "app/ear-timeline.h"
#include "app/ear-transcript.h"
#include "app/view/ear-speaker-view.h"

#include <glib/gi18n.h>

#define MIN_SIDE 320
#define MAX_SIDE 470
#define MIN_TALK 120
#define MAX_TALK 280

/* A window lower than this has room for money or for events. */
#define LOW 720

struct _EarSpeakerPage {
  GtkWidget        parent_instance;

  AdwFlap         *flap;
  GtkWidget       *side;
  GtkLabel        *phase_label;
  GtkSpinner      *spinner;
  GtkWidget       *cancel_button;
  GtkLabel        *hint_label;
  GtkEntry        *entry;
  GtkButton       *talk_button;
  EarSpeakerView  *view;
  EarTranscript   *transcript;
  EarPaneSwitch   *pane_switch;
  EarMoneyPanel   *money;
  EarTimeline     *timeline;

  EarSpeaker      *speaker;
  char            *caption;
  char            *locale;      /* what the display speaks */
  gboolean         hearing;
  guint            update_source;
};

enum {
  PROP_0,
  PROP_MONEY_SHOWN,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (EarSpeakerPage, ear_speaker_page, GTK_TYPE_WIDGET)

static const char *
get_phase_words (const EarState *state)
{
  switch (state->phase) {
  case EAR_PHASE_LISTENING:
    return _("Listening");
  case EAR_PHASE_THINKING:
    return _("Thinking");
  case EAR_PHASE_SPEAKING:
    return _("Speaking");
  case EAR_PHASE_EXPECTING:
    return _("Your turn");
  case EAR_PHASE_RINGING:
    return _("Ringing");
  case EAR_PHASE_ERROR:
    return _("Something went wrong");
  case EAR_PHASE_IDLE:
  default:
    break;
  }

  if (state->playing == EAR_PLAYING_ADVERT)
    return _("Advertising");
  if (state->playing == EAR_PLAYING_MUSIC)
    return _("Playing");
  if (state->mic_off)
    return _("Microphone off");

  return _("Ready");
}

static const char *
get_hint (const EarState *state,
          const char     *locale)
{
  if (state->phase == EAR_PHASE_RINGING)
    return _("Press the dot, or say “stop” or “snooze”.");
  if (state->mic_off)
    return _("The microphone is cut off. Press its button to talk again, or type.");
  if (!g_str_has_prefix (locale, "en"))
    return _("No offline recognizer for this language exists, so type here; the speaker answers aloud.");

  return _("Hold the space bar and talk, say “computer”, or type. Try “what’s the weather in Hamburg?”");
}

/* The display speaks the device's language, which may have changed. */
static void
follow_locale (EarSpeakerPage *self)
{
  const char *locale = ear_speaker_get_locale (self->speaker);

  if (g_strcmp0 (self->locale, locale) == 0)
    return;

  g_free (self->locale);
  self->locale = g_strdup (locale);
  ear_speaker_view_set_tape (self->view, ear_speaker_get_tape (self->speaker), ear_speaker_get_household (self->speaker),
                             ear_clock_get_timezone (ear_speaker_get_clock (self->speaker)), locale);
  ear_timeline_set_tariff (self->timeline, ear_speaker_get_tariff (self->speaker), locale);
}

static void
update (EarSpeakerPage *self)
{
  EarState state = ear_speaker_get_state (self->speaker);
  EarTariff *tariff = ear_speaker_get_tariff (self->speaker);

  follow_locale (self);
  ear_speaker_view_set_state (self->view, &state, ear_clock_get_now (ear_speaker_get_clock (self->speaker)));
  gtk_label_set_label (self->phase_label, self->hearing ? _("Hearing a recording…") : get_phase_words (&state));
  gtk_label_set_label (self->hint_label, self->caption ? self->caption : get_hint (&state, ear_speaker_get_locale (self->speaker)));
  if (self->caption != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->hint_label), "story");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->hint_label), "story");
  ear_money_panel_show_ledger (self->money, ear_speaker_get_ledger (self->speaker), tariff, ear_speaker_get_locale (self->speaker));
}

static gboolean
on_update (gpointer user_data)
{
  EarSpeakerPage *self = user_data;

  self->update_source = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

/* A turn puts a dozen events on the tape at once; one look at the end of them is enough. */
static void
on_tape_changed (EarSpeakerPage *self)
{
  if (self->update_source == 0)
    self->update_source = g_idle_add (on_update, self);
}

static void
on_level (EarSpeakerPage *self,
          double          level)
{
  ear_speaker_view_set_level (self->view, level);
}

static void
on_pressed (EarSpeakerPage *self,
            const char     *button)
{
  ear_speaker_press (self->speaker, button);
}

static void
on_held (EarSpeakerPage *self)
{
  ear_speaker_page_hold (self, "action-button");
}

static void
on_released (EarSpeakerPage *self)
{
  ear_speaker_page_release (self);
}

static void
on_entry_activate (EarSpeakerPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry))));

  if (*text == '\0')
    return;

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  ear_speaker_hear_text (self->speaker, text);
}

static gboolean
has_text (EarSpeakerPage *self)
{
  return *gtk_editable_get_text (GTK_EDITABLE (self->entry)) != '\0';
}

/* Who has typed wants to say that, and may have no Enter key to press. */
static void
on_talk_clicked (EarSpeakerPage *self)
{
  if (has_text (self))
    on_entry_activate (self);
  else
    ear_speaker_press (self->speaker, "action");
}

static void
on_entry_changed (EarSpeakerPage *self)
{
  gboolean says = has_text (self);

  gtk_button_set_icon_name (self->talk_button, says ? "go-up-symbolic" : "audio-input-microphone-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->talk_button), says ? _("Say what was typed") : _("Hold to talk (space bar)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->talk_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  says ? _("Say what was typed") : _("Talk"), -1);
}

/**
 * ear_speaker_page_hold:
 * @by: action-button or space-bar
 */
void
ear_speaker_page_hold (EarSpeakerPage *self,
                       const char     *by)
{
  ear_speaker_hold (self->speaker, by);
}

void
ear_speaker_page_release (EarSpeakerPage *self)
{
  ear_speaker_release (self->speaker);
}

/**
 * ear_speaker_page_type:
 * @controller: while it handles a key
 *
 * Moves to the entry and lets it have the key.
 *
 * Returns: whether it took it
 */
gboolean
ear_speaker_page_type (EarSpeakerPage        *self,
                       GtkEventControllerKey *controller)
{
  gtk_entry_grab_focus_without_selecting (self->entry);

  return gtk_event_controller_key_forward (controller, GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (self->entry))));
}

static void
drop_speaker (EarSpeakerPage *self)
{
  if (self->speaker != NULL) {
    g_signal_handlers_disconnect_by_data (self->speaker, self);
    g_signal_handlers_disconnect_by_func (ear_speaker_get_tape (self->speaker), on_tape_changed, self);
  }
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_object (&self->speaker);
}

/**
 * ear_speaker_page_set_look:
 * @body: "puck" or "easel"
 * @finish: "charcoal", "sand", or "auto" for what suits the style
 */
void
ear_speaker_page_set_look (EarSpeakerPage *self,
                           const char     *body,
                           const char     *finish)
{
  ear_speaker_view_set_body (self->view, body);
  ear_speaker_view_set_finish (self->view, finish);
}

/**
 * ear_speaker_page_set_speaker:
 * @speaker: the device to show
 */
void
ear_speaker_page_set_speaker (EarSpeakerPage *self,
                              EarSpeaker     *speaker)
{
  g_return_if_fail (EAR_IS_SPEAKER_PAGE (self));

  drop_speaker (self);
  self->speaker = g_object_ref (speaker);
  g_clear_pointer (&self->locale, g_free);
  g_signal_connect_swapped (speaker, "level", G_CALLBACK (on_level), self);
  g_signal_connect_swapped (ear_speaker_get_tape (speaker), "items-changed", G_CALLBACK (on_tape_changed), self);
  ear_transcript_set_tape (self->transcript, ear_speaker_get_tape (speaker));
  ear_timeline_set_tape (self->timeline, ear_speaker_get_tape (speaker), TRUE);
  update (self);
}

/**
 * ear_speaker_page_set_caption:
 * @caption: (nullable): told below the conversation instead of the usual hint
 */
void
ear_speaker_page_set_caption (EarSpeakerPage *self,
                              const char     *caption)
{
  g_free (self->caption);
  self->caption = g_strdup (caption);
  update (self);
}

/**
 * ear_speaker_page_set_hearing:
 * @hearing: whether a recording is being heard
 *
 * Shows that, and a button that stops it.
 */
void
ear_speaker_page_set_hearing (EarSpeakerPage *self,
                              gboolean        hearing)
{
  self->hearing = hearing;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), hearing);
  gtk_spinner_set_spinning (self->spinner, hearing);
  gtk_widget_set_visible (self->cancel_button, hearing);
  if (self->speaker != NULL)
    update (self);
}

/**
 * ear_speaker_page_focus_speaker:
 *
 * Gives the keyboard to the speaker itself: the space bar talks, and whatever is typed goes to the entry.
 */
void
ear_speaker_page_focus_speaker (EarSpeakerPage *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * ear_speaker_page_set_size:
 * @width: of the window
 * @height: of it
 *
 * Gives money and events their share of the width, and the conversation its share of the height. In a low window money and
 * events are seen by turns, neither of them cut.
 */
void
ear_speaker_page_set_size (EarSpeakerPage *self,
                           int             width,
                           int             height)
{
  gtk_widget_set_size_request (self->side, CLAMP (width * 2 / 5, MIN_SIDE, MAX_SIDE), -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->transcript), -1, CLAMP (height / 3, MIN_TALK, MAX_TALK));
  ear_pane_switch_set_switching (self->pane_switch, height < LOW);
}

/**
 * ear_speaker_page_is_folded:
 *
 * Returns: whether the page is too narrow for money beside the speaker
 */
gboolean
ear_speaker_page_is_folded (EarSpeakerPage *self)
{
  return adw_flap_get_folded (self->flap);
}

/* Whether it did anything. An advert is not to be stopped by a key, as it is not by a button: somebody paid for it. */
static gboolean
stop (EarSpeaker *speaker)
{
  EarState state = ear_speaker_get_state (speaker);

  if (state.n_ringing > 0)
    ear_speaker_press (speaker, "action");
  else if (state.phase == EAR_PHASE_SPEAKING)
    ear_speaker_post (speaker, &(EarEvent) { .type = EAR_EVENT_PRESSED, .pressed = { .button = "action" } });
  else if (state.phase == EAR_PHASE_LISTENING || state.phase == EAR_PHASE_EXPECTING)
    ear_speaker_lapse (speaker);
  else if (state.playing == EAR_PLAYING_MUSIC)
    ear_speaker_press (speaker, "stop");
  else
    return FALSE;

  return TRUE;
}

/**
 * ear_speaker_page_stop:
 *
 * Stops what is in front: what rings, is said, is waited for, or plays.
 *
 * Returns: whether there was anything to stop
 */
gboolean
ear_speaker_page_stop (EarSpeakerPage *self)
{
  return self->speaker != NULL && stop (self->speaker);
}

static gboolean
ear_speaker_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (EAR_SPEAKER_PAGE (widget)->entry));
}

static void
ear_speaker_page_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  EarSpeakerPage *self = EAR_SPEAKER_PAGE (object);

  if (id == PROP_MONEY_SHOWN)
    g_value_set_boolean (value, adw_flap_get_reveal_flap (self->flap));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
ear_speaker_page_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  EarSpeakerPage *self = EAR_SPEAKER_PAGE (object);

  if (id == PROP_MONEY_SHOWN)
    adw_flap_set_reveal_flap (self->flap, g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
on_reveal_changed (EarSpeakerPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MONEY_SHOWN]);
}

static void
ear_speaker_page_dispose (GObject *object)
{
  EarSpeakerPage *self = EAR_SPEAKER_PAGE (object);

  drop_speaker (self);
  g_clear_pointer (&self->caption, g_free);
  g_clear_pointer (&self->locale, g_free);
  ear_template_dispose (GTK_WIDGET (self), EAR_TYPE_SPEAKER_PAGE);

  G_OBJECT_CLASS (ear_speaker_page_parent_class)->dispose (object);
}

static void
ear_speaker_page_class_init (EarSpeakerPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = ear_speaker_page_dispose;
  object_class->get_property = ear_speaker_page_get_property;
  object_class->set_property = ear_speaker_page_set_property;
  widget_class->grab_focus = ear_speaker_page_grab_focus;

  properties[PROP_MONEY_SHOWN] = g_param_spec_boolean ("money-shown", NULL, NULL, TRUE,
                                                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (EAR_TYPE_SPEAKER_VIEW);
  g_type_ensure (EAR_TYPE_TRANSCRIPT);
  g_type_ensure (EAR_TYPE_PANE_SWITCH);
  g_type_ensure (EAR_TYPE_MONEY_PANEL);
  g_type_ensure (EAR_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-speaker-page.ui");
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, flap);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, side);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, phase_label);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, hint_label);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, entry);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, talk_button);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, view);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, transcript);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, pane_switch);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, money);
  gtk_widget_class_bind_template_child (widget_class, EarSpeakerPage, timeline);
  gtk_widget_class_bind_template_callback (widget_class, on_pressed);
  gtk_widget_class_bind_template_callback (widget_class, on_held);
  gtk_widget_class_bind_template_callback (widget_class, on_released);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_entry_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_talk_clicked);
}

static void
ear_speaker_page_init (EarSpeakerPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_focusable (GTK_WIDGET (self->view), TRUE);
  ear_pane_switch_set_panes (self->pane_switch, GTK_WIDGET (self->money), GTK_WIDGET (self->timeline));
  g_signal_connect_swapped (self->flap, "notify::reveal-flap", G_CALLBACK (on_reveal_changed), self);
}
