/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-speaker"
#include "config.h"

#include "speaker/ear-silent-player.h"
#include "speaker/ear-speaker-private.h"

#include "skills/ear-skills.h"

#include <glib/gi18n.h>
#include <string.h>

/* How long an alert rings for nobody, and how long it goes on when others join it. */
#define RINGING_SPAN (15 * G_TIME_SPAN_MINUTE)
#define MAX_RINGING_SPAN G_TIME_SPAN_HOUR
#define DEFAULT_ALERT_VOLUME 7
#define DEFAULT_WAKE_WORD "computer"
#define DEFAULT_SENSITIVITY 0.5

enum {
  LEVEL,
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarSpeaker, ear_speaker, G_TYPE_OBJECT)

EarState
ear_speaker_get_state (EarSpeaker *self)
{
  return ear_tape_get_state (self->tape, ear_tape_get_length (self->tape));
}

static void
keep (EarSpeaker     *self,
      const EarEvent *event)
{
  g_autoptr (GError) error = NULL;

  if (self->archive == NULL || self->archive_failed || ear_archive_append (self->archive, event, &error))
    return;

  /* Said once: from here on the session goes on without the archive. */
  self->archive_failed = TRUE;
  ear_speaker_post (self, &(EarEvent) {
    .type = EAR_EVENT_ERRED,
    .erred = {
      .domain = "archive",
      .code = "write",
      .message = error->message,
      .remedy = _("The conversation goes on, but it is not being saved. Free some space or choose another profile folder, then start again."),
    },
  });
}

static void
update_player (EarSpeaker *self)
{
  EarState state = ear_speaker_get_state (self);
  const char *alerts = ear_household_get_setting (self->household, "volume-alerts", NULL);

  ear_player_set_volume (self->player, state.volume);
  ear_player_set_alert_volume (self->player, alerts ? CLAMP (g_ascii_strtoll (alerts, NULL, 10), 1, 10) : DEFAULT_ALERT_VOLUME);
  ear_player_set_ramp (self->player, g_strcmp0 (ear_household_get_setting (self->household, "alarm-ramp", "off"), "on") == 0);
}

static void
follow_adjusted (EarSpeaker        *self,
                 const EarAdjusted *adjusted)
{
  EarState state = ear_speaker_get_state (self);

  if (g_strcmp0 (adjusted->setting, "volume") == 0 || g_strcmp0 (adjusted->setting, "volume-alerts") == 0 ||
      g_strcmp0 (adjusted->setting, "alarm-ramp") == 0) {
    update_player (self);
    ear_speaker_follow_volume (self);
  } else if (g_strcmp0 (adjusted->setting, "mic") == 0 && self->listener != NULL) {
    ear_listener_set_muted (self->listener, state.mic_off);
  } else if (g_strcmp0 (adjusted->setting, "wake-word") == 0 && adjusted->value != NULL) {
    ear_speaker_set_wake_word (self, adjusted->value, self->sensitivity);
  } else if (g_strcmp0 (adjusted->setting, "locale") == 0) {
    g_autoptr (GError) error = NULL;
    EarDialog *dialog = ear_dialog_new (self->skills, self->notebook, adjusted->value, &error);

    if (dialog != NULL) {
      g_set_object (&self->dialog, dialog);
      g_object_unref (dialog);
      ear_speaker_set_wake_word (self, self->wake_word, self->sensitivity);
    } else {
      ear_speaker_post (self, &(EarEvent) {
        .type = EAR_EVENT_ERRED,
        .erred = { .domain = "file", .code = "model", .message = error->message, .remedy = _("Install Earshot again.") },
      });
    }
  }
}

/* What only the speaker knows is filled in here: the session's name, its price book and dice, the prices. */
static void
complete (EarSpeaker *self,
          EarEvent   *event,
          char        session[48])
{
  if (event->type == EAR_EVENT_OPENED) {
    g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (event->at / G_USEC_PER_SEC);
    g_autofree char *stamp = g_date_time_format (utc, "%Y%m%dT%H%M%S");

    g_snprintf (session, 48, "%s-%u", stamp, ++self->n_sessions);
    event->opened.session = session;
    event->opened.locale = ear_dialog_get_locale (self->dialog);
    event->opened.tariff = ear_tariff_get_id (self->tariff);
    event->opened.seed = self->dice.seed;
  } else if (event->type == EAR_EVENT_CHARGED) {
    if (event->charged.currency == NULL)
      event->charged.currency = ear_tariff_get_currency (self->tariff);
    if (event->charged.micros == 0 &&
        !ear_tariff_price (self->tariff, event->charged.item, event->charged.quantity, event->charged.gross_micros,
                           &event->charged.micros))
      g_warning ("The tariff “%s” has no price for “%s”.", ear_tariff_get_id (self->tariff), event->charged.item);
  }
}

/**
 * ear_speaker_append:
 *
 * Puts one event on the tape, lets everything fold it, and queues the wishes it leads to.
 */
void
ear_speaker_append (EarSpeaker     *self,
                    const EarEvent *values)
{
  g_autoptr (EarWishes) wishes = ear_wishes_new ();
  EarEvent complete_values = *values;
  char session[48];
  EarEvent *event;
  EarState state;

  complete_values.at = self->moment;
  complete_values.mono_us = g_get_monotonic_time ();
  complete_values.turn = self->turn;
  complete (self, &complete_values, session);

  event = ear_event_new (&complete_values);
  ear_household_apply (self->household, event);
  ear_ledger_apply (self->ledger, event);
  ear_tape_append (self->tape, event);
  keep (self, event);

  if (event->type == EAR_EVENT_ADJUSTED)
    follow_adjusted (self, &event->adjusted);
  else if (event->type == EAR_EVENT_PLAYBACK)
    ear_speaker_follow_playback (self, &event->playback);
  else if (event->type == EAR_EVENT_PLAYED)
    ear_speaker_follow_played (self, &event->played);
  else if (event->type == EAR_EVENT_SENSED && g_strcmp0 (event->sensed.what, "timezone") == 0)
    ear_clock_set_timezone (self->clock, event->sensed.value);
  else if (event->type == EAR_EVENT_CALLED)
    ear_player_set_in_call (self->player, g_strcmp0 (event->called.state, "active") == 0);

  state = ear_speaker_get_state (self);
  ear_dialog_decide (self->dialog, &(EarMoment) {
    .tape = self->tape,
    .state = &state,
    .household = self->household,
    .dice = self->dice,
    .now = self->moment,
    .timezone = ear_clock_get_timezone (self->clock),
  }, wishes);

  g_ptr_array_set_free_func (wishes, NULL);
  for (guint i = 0; i < wishes->len; i++)
    g_queue_push_tail (&self->wishes, g_ptr_array_index (wishes, i));
}

void
ear_speaker_queue_outside (EarSpeaker     *self,
                           const EarEvent *values)
{
  EarEvent now = *values;

  now.at = ear_clock_get_now (self->clock);
  g_queue_push_tail (&self->outside, ear_event_new (&now));
}

void
ear_speaker_stop_waiting (EarSpeaker *self)
{
  if (self->lapse_alarm != 0)
    ear_clock_remove_alarm (self->clock, self->lapse_alarm);
  self->lapse_alarm = 0;
}

static void
on_alert_alarm (gpointer user_data)
{
  EarSpeaker *self = user_data;

  self->alert_alarm = 0;
  self->alert_due = 0;
  ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_TICKED, .ticked = { .reason = "alert" } });
}

static void
on_enough_alarm (gpointer user_data)
{
  EarSpeaker *self = user_data;

  self->enough_alarm = 0;
  ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_TICKED, .ticked = { .reason = "enough" } });
}

/* Each that begins to ring has its time, but all together not for ever. */
static void
update_enough (EarSpeaker     *self,
               const EarState *state)
{
  gint64 now = ear_clock_get_now (self->clock);
  gboolean more = state->n_ringing > self->n_ringing;

  if (self->n_ringing == 0)
    self->ringing_since = now;
  self->n_ringing = state->n_ringing;
  if (self->enough_alarm != 0 && (more || state->n_ringing == 0)) {
    ear_clock_remove_alarm (self->clock, self->enough_alarm);
    self->enough_alarm = 0;
  }
  if (state->n_ringing > 0 && self->enough_alarm == 0)
    self->enough_alarm = ear_clock_add_alarm (self->clock, MIN (now + RINGING_SPAN, self->ringing_since + MAX_RINGING_SPAN),
                                              on_enough_alarm, self);
}

/* Alarms of the clock follow the alerts of the household. */
static void
update_alarms (EarSpeaker *self)
{
  const EarAlert *next = ear_household_peek_next_alert (self->household);
  gint64 due = next ? MAX (next->due, 1) : 0;
  EarState state = ear_speaker_get_state (self);

  if (due != self->alert_due) {
    if (self->alert_alarm != 0)
      ear_clock_remove_alarm (self->clock, self->alert_alarm);
    self->alert_alarm = next ? ear_clock_add_alarm (self->clock, due, on_alert_alarm, self) : 0;
    self->alert_due = due;
  }

  update_enough (self, &state);
}

/* The ears are armed while nobody has the word; the wake word then cuts through speech and music. */
static void
update_ears (EarSpeaker *self)
{
  EarState state = ear_speaker_get_state (self);
  gboolean armed = state.phase != EAR_PHASE_LISTENING && state.phase != EAR_PHASE_EXPECTING && !state.mic_off && !self->deaf;

  if (self->listener != NULL && armed != self->armed)
    ear_listener_set_armed (self->listener, armed, self->wake_word, self->sensitivity);
  self->armed = armed;
}

/* A new turn makes whatever was asked in the old one pointless. */
static void
begin_turn (EarSpeaker *self)
{
  self->turn++;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static gboolean
takes_the_word (EarEventType type)
{
  return type == EAR_EVENT_HEARD || type == EAR_EVENT_LAPSED;
}

static void
grant_all (EarSpeaker *self)
{
  EarWish *wish;

  while ((wish = g_queue_pop_head (&self->wishes))) {
    ear_speaker_grant (self, wish);
    ear_wish_free (wish);
  }
}

/**
 * ear_speaker_take_in:
 * @event: something from outside, with its moment
 *
 * Puts it on the tape and does all that follows from it.
 */
void
ear_speaker_take_in (EarSpeaker     *self,
                     const EarEvent *event)
{
  EarState state = ear_speaker_get_state (self);

  self->moment = event->at;

  if (event->type == EAR_EVENT_WOKEN || (takes_the_word (event->type) && self->heard_turn == self->turn))
    begin_turn (self);
  if (takes_the_word (event->type))
    self->heard_turn = self->turn;
  if (event->type == EAR_EVENT_WOKEN || event->type == EAR_EVENT_HEARD)
    ear_speaker_stop_waiting (self);
  if ((event->type == EAR_EVENT_WOKEN || event->type == EAR_EVENT_HEARD) && !state.session_open)
    ear_speaker_append (self, &(EarEvent) {
      .type = EAR_EVENT_OPENED,
      .opened = { .cause = event->type == EAR_EVENT_WOKEN ? event->woken.by : "text" },
    });

  ear_speaker_append (self, event);
  grant_all (self);
}

/**
 * ear_speaker_post:
 * @values: something that happened outside; it is stamped here
 *
 * Puts it on the tape and does what it calls for. What comes in while that is being done waits its turn.
 */
void
ear_speaker_post (EarSpeaker     *self,
                  const EarEvent *values)
{
  EarEvent *event;

  g_return_if_fail (EAR_IS_SPEAKER (self));
  g_return_if_fail (ear_event_type_is_outside (values->type));

  ear_speaker_queue_outside (self, values);
  if (self->granting || self->rerunning)
    return;

  g_object_ref (self);
  self->granting = TRUE;
  while ((event = g_queue_pop_head (&self->outside))) {
    ear_speaker_take_in (self, event);
    ear_event_unref (event);
  }
  self->granting = FALSE;

  update_alarms (self);
  ear_speaker_update_due (self);
  update_ears (self);
  ear_speaker_settle (self);
  g_object_unref (self);
}

/**
 * ear_speaker_settle:
 *
 * Says so when nothing is under way any more.
 */
void
ear_speaker_settle (EarSpeaker *self)
{
  if (ear_speaker_is_settled (self))
    g_signal_emit (self, signals[SETTLED], 0);
}

/**
 * ear_speaker_is_settled:
 *
 * Returns: whether nothing is under way; music may play, an alert may ring, a reply may be awaited
 */
gboolean
ear_speaker_is_settled (EarSpeaker *self)
{
  EarState state = ear_speaker_get_state (self);

  return !self->granting && self->n_asked == 0 && state.phase != EAR_PHASE_THINKING && state.phase != EAR_PHASE_SPEAKING;
}

/**
 * ear_speaker_hear_text:
 * @text: what the customer typed instead of saying it
 */
void
ear_speaker_hear_text (EarSpeaker *self,
                       const char *text)
{
  EarState state = ear_speaker_get_state (self);

  if (self->listener != NULL)
    ear_listener_cancel (self->listener);
  if (state.phase != EAR_PHASE_EXPECTING && state.phase != EAR_PHASE_LISTENING)
    ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_WOKEN, .woken = { .by = "text", .score = 1 } });
  ear_speaker_post (self, &(EarEvent) {
    .type = EAR_EVENT_HEARD,
    .heard = { .text = text, .confidence = 1, .source = "text" },
  });
}

/**
 * ear_speaker_hear_file:
 * @text: (nullable): what was recognized in a recording; %NULL where nobody spoke
 * @confidence: 0–1
 * @spoke_us: how long the customer spoke
 * @decided_us: from the end of speech to the decision
 */
void
ear_speaker_hear_file (EarSpeaker *self,
                       const char *text,
                       double      confidence,
                       gint64      spoke_us,
                       gint64      decided_us)
{
  EarState state = ear_speaker_get_state (self);

  if (self->listener != NULL)
    ear_listener_cancel (self->listener);
  if (state.phase != EAR_PHASE_EXPECTING && state.phase != EAR_PHASE_LISTENING)
    ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_WOKEN, .woken = { .by = "file", .score = 1 } });
  if (text == NULL)
    ear_speaker_lapse (self);
  else
    ear_speaker_post (self, &(EarEvent) {
      .type = EAR_EVENT_HEARD,
      .heard = { .text = text, .confidence = confidence, .source = "file", .spoke_us = spoke_us, .decided_us = decided_us },
    });
}

/**
 * ear_speaker_press:
 * @button: as in PRESSED
 *
 * The action button stops an alert that rings, and otherwise wakes the device.
 */
void
ear_speaker_press (EarSpeaker *self,
                   const char *button)
{
  EarState state = ear_speaker_get_state (self);

  self->held = self->deaf = FALSE;
  if (strcmp (button, "action") == 0 && state.n_ringing == 0)
    ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_WOKEN, .woken = { .by = "action-button", .score = 1 } });
  else
    ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_PRESSED, .pressed = { .button = button } });
}

/**
 * ear_speaker_hold:
 * @by: action-button or space-bar
 *
 * Push to talk: the microphone stays open until ear_speaker_release().
 */
void
ear_speaker_hold (EarSpeaker *self,
                  const char *by)
{
  self->held = TRUE;
  self->deaf = FALSE;
  ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_WOKEN, .woken = { .by = by, .score = 1 } });
}

void
ear_speaker_release (EarSpeaker *self)
{
  if (self->held && self->listener != NULL)
    ear_listener_release (self->listener);
  self->held = FALSE;
}

/**
 * ear_speaker_lapse:
 *
 * The customer says nothing.
 */
void
ear_speaker_lapse (EarSpeaker *self)
{
  EarState state = ear_speaker_get_state (self);

  ear_speaker_stop_waiting (self);
  if (state.phase == EAR_PHASE_EXPECTING || state.phase == EAR_PHASE_LISTENING)
    ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_LAPSED });
}

/**
 * ear_speaker_close:
 *
 * Ends what is under way: the program is about to end.
 */
void
ear_speaker_close (EarSpeaker *self)
{
  ear_speaker_stop_waiting (self);
  g_cancellable_cancel (self->cancellable);
  if (self->listener != NULL)
    ear_listener_cancel (self->listener);
  if (self->voice != NULL)
    ear_voice_hush (self->voice);
  ear_player_stop (self->player);
  ear_player_hush (self->player);
  ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_PRESSED, .pressed = { .button = "power" } });
}

static void
on_clock_slept (EarSpeaker *self,
                gint64      span)
{
  ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_SENSED, .sensed = { .what = "slept" } });
}

static void
on_clock_shifted (EarSpeaker *self,
                  gint64      span)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, span);

  ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_SENSED, .sensed = { .what = "clock", .value = value } });
}

static void
on_clock_moved (EarSpeaker *self,
                const char *zone)
{
  ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_SENSED, .sensed = { .what = "timezone", .value = zone } });
}

/* Alerts follow the clock on the wall, wherever it hangs and whoever sets it. */
static void
watch_clock (EarSpeaker *self)
{
  g_signal_connect_object (self->clock, "slept", G_CALLBACK (on_clock_slept), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clock, "shifted", G_CALLBACK (on_clock_shifted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clock, "moved", G_CALLBACK (on_clock_moved), self, G_CONNECT_SWAPPED);
  ear_clock_watch (self->clock);
}

static void
ear_speaker_dispose (GObject *object)
{
  EarSpeaker *self = EAR_SPEAKER (object);

  if (self->clock != NULL) {
    ear_speaker_stop_waiting (self);
    if (self->alert_alarm != 0)
      ear_clock_remove_alarm (self->clock, self->alert_alarm);
    if (self->enough_alarm != 0)
      ear_clock_remove_alarm (self->clock, self->enough_alarm);
    self->alert_alarm = self->enough_alarm = 0;
    ear_speaker_forget_waits (self);
    ear_speaker_forget_advert (self);
  }

  g_queue_clear_full (&self->wishes, (GDestroyNotify) ear_wish_free);
  g_queue_clear_full (&self->outside, (GDestroyNotify) ear_event_unref);
  g_clear_object (&self->listener);
  g_clear_object (&self->voice);
  g_clear_object (&self->player);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->dialog);
  g_clear_object (&self->notebook);
  g_clear_object (&self->archive);
  g_clear_object (&self->registry);
  g_clear_object (&self->tariff);
  g_clear_object (&self->clock);
  g_clear_object (&self->household);
  g_clear_object (&self->ledger);
  g_clear_object (&self->tape);
  g_clear_pointer (&self->skills, g_ptr_array_unref);
  g_clear_pointer (&self->wake_word, g_free);

  G_OBJECT_CLASS (ear_speaker_parent_class)->dispose (object);
}

static void
ear_speaker_class_init (EarSpeakerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_speaker_dispose;

  signals[LEVEL] = g_signal_new ("level", EAR_TYPE_SPEAKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[SETTLED] = g_signal_new ("settled", EAR_TYPE_SPEAKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ear_speaker_init (EarSpeaker *self)
{
  g_queue_init (&self->wishes);
  g_queue_init (&self->outside);
  self->cancellable = g_cancellable_new ();
  self->tape = ear_tape_new ();
  self->household = ear_household_new ();
  self->skills = ear_skills_new ();
}

/* What is true only while the device is on. */
static gboolean
is_passing (const EarEvent *event)
{
  static const char *const settings[] = { "bluetooth", "connection", "setup", NULL };

  return event->type == EAR_EVENT_ADJUSTED && event->adjusted.setting && g_strv_contains (settings, event->adjusted.setting);
}

/* What earlier sessions left behind comes first on the tape, so that the tape explains itself. */
static gboolean
remember (EarSpeaker *self,
          EarTape    *past)
{
  gboolean owes = FALSE;

  for (guint i = 1; i <= ear_tape_get_length (past); i++) {
    EarEvent event = *ear_tape_peek (past, i);

    if (is_passing (&event))
      continue;
    event.turn = 0;
    ear_household_apply (self->household, &event);
    ear_tape_append (self->tape, ear_event_new (&event));
    owes = owes || event.type == EAR_EVENT_SCHEDULED;
  }

  return owes;
}

/* A device without a body, a past or a present. */
EarSpeaker *
ear_speaker_make (const EarSpeakerConfig  *config,
                  GError                 **error)
{
  g_autoptr (EarSpeaker) self = g_object_new (EAR_TYPE_SPEAKER, NULL);

  self->clock = g_object_ref (config->clock);
  self->registry = g_object_ref (config->registry);
  self->tariff = g_object_ref (config->tariff);
  self->ledger = ear_ledger_new (config->tariff);
  self->dice.seed = config->seed;
  self->wake_word = g_strdup (config->wake_word ? config->wake_word : DEFAULT_WAKE_WORD);
  self->sensitivity = config->sensitivity > 0 ? config->sensitivity : DEFAULT_SENSITIVITY;
  self->player = config->player ? g_object_ref (config->player) : ear_silent_player_new (config->clock);
  self->moment = ear_clock_get_now (self->clock);
  self->due = G_MAXINT64;
  self->notebook = ear_notebook_new (config->folder);
  ear_registry_set_folder (self->registry, config->folder);
  self->dialog = ear_dialog_new (self->skills, self->notebook, config->locale, error);

  return self->dialog ? g_steal_pointer (&self) : NULL;
}

/* What the household wrote down and nobody can read. */
static void
complain (EarSpeaker *self)
{
  GPtrArray *notices = ear_notebook_get_notices (self->notebook);

  for (guint i = 0; i < notices->len; i++)
    ear_speaker_post (self, &(EarEvent) {
      .type = EAR_EVENT_ERRED,
      .erred = {
        .domain = "file",
        .code = "notebook",
        .message = g_ptr_array_index (notices, i),
        .remedy = _("Mend the file and start again."),
      },
    });
}

/**
 * ear_speaker_new:
 * @config: what it is made of; everything is referenced or copied
 *
 * Makes a device. What the archive remembers of alerts, lists, orders, plans and settings is in force at once.
 *
 * Returns: (transfer full) (nullable): the device
 */
EarSpeaker *
ear_speaker_new (const EarSpeakerConfig  *config,
                 GError                 **error)
{
  g_autoptr (EarSpeaker) self = ear_speaker_make (config, error);
  g_autoptr (EarTape) past = ear_tape_new ();
  EarState state;

  if (self == NULL)
    return NULL;

  g_set_object (&self->listener, config->listener);
  g_set_object (&self->voice, config->voice);
  g_set_object (&self->archive, config->archive);
  ear_speaker_connect_ports (self);
  watch_clock (self);

  if (self->archive != NULL && !ear_archive_load_household (self->archive, past, &self->n_sessions, error))
    return NULL;
  if (remember (self, config->past ? config->past : past))
    ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_TICKED, .ticked = { .reason = "start" } });

  complain (self);
  ear_speaker_update_due (self);

  state = ear_speaker_get_state (self);
  update_player (self);
  if (self->listener != NULL) {
    ear_listener_set_muted (self->listener, state.mic_off);
    ear_speaker_set_wake_word (self, ear_household_get_setting (self->household, "wake-word", self->wake_word), self->sensitivity);
  }

  return g_steal_pointer (&self);
}

EarTape *
ear_speaker_get_tape (EarSpeaker *self)
{
  return self->tape;
}

EarHousehold *
ear_speaker_get_household (EarSpeaker *self)
{
  return self->household;
}

EarClock *
ear_speaker_get_clock (EarSpeaker *self)
{
  return self->clock;
}

EarTariff *
ear_speaker_get_tariff (EarSpeaker *self)
{
  return self->tariff;
}

EarLedger *
ear_speaker_get_ledger (EarSpeaker *self)
{
  return self->ledger;
}

EarRegistry *
ear_speaker_get_registry (EarSpeaker *self)
{
  return self->registry;
}

EarResolver *
ear_speaker_get_resolver (EarSpeaker *self)
{
  return ear_dialog_get_resolver (self->dialog);
}

const char *
ear_speaker_get_locale (EarSpeaker *self)
{
  return ear_dialog_get_locale (self->dialog);
}

/**
 * ear_speaker_set_locale:
 * @locale: "en-US" or "de-DE"
 *
 * Changes the language that the device hears and speaks. Where its models are not there the old one stays, and the tape
 * says so.
 */
void
ear_speaker_set_locale (EarSpeaker *self,
                        const char *locale)
{
  ear_speaker_post (self, &(EarEvent) { .type = EAR_EVENT_PRESSED, .pressed = { .button = "locale", .value = locale } });
}

/**
 * ear_speaker_set_wake_word:
 * @word: what wakes the device
 * @sensitivity: 0–1
 */
void
ear_speaker_set_wake_word (EarSpeaker *self,
                           const char *word,
                           double      sensitivity)
{
  char *copy = g_strdup (word);

  g_free (self->wake_word);
  self->wake_word = copy;
  self->sensitivity = sensitivity;

  if (self->listener != NULL) {
    g_autofree char *jsgf = ear_resolver_dup_jsgf (ear_dialog_get_resolver (self->dialog));

    ear_listener_set_grammar (self->listener, ear_dialog_get_locale (self->dialog), jsgf);
    self->armed = FALSE;
    update_ears (self);
  }
}
