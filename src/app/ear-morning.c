/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-morning.h"

#include <glib/gi18n.h>
#include <string.h>

/* The story's clock runs with the wall's, in steps that an alarm may be late by. */
#define STEP_MS 100
#define BEGINNING "2026-03-03T06:59:57"
#define ADVERT_PATIENCE_MS 1500
#define ALARM_AFTER (3 * G_TIME_SPAN_SECOND)

/**
 * Step:
 * @caption: (nullable): told to the audience
 * @english: (nullable): what the customer says
 * @german: the same
 * @jump: how far the clock is put forward before
 * @advert: wait until an advert plays, and this long into it
 * @pause_ms: how long the step stands when the device has settled
 */
typedef struct {
  const char *caption;
  const char *english;
  const char *german;
  gint64      jump;
  gboolean    advert;
  guint       pause_ms;
} Step;

static const Step steps[] = {
  { N_("Tuesday, seven o’clock. The speaker was sold below cost; now it has to earn."), NULL, NULL, 0, FALSE, 5500 },
  { N_("Most days begin like this. It costs a little and earns nothing."), "snooze", "schlummern", 0, FALSE, 700 },
  { N_("Nine minutes later…"), NULL, NULL, 9 * G_TIME_SPAN_MINUTE - G_TIME_SPAN_SECOND, FALSE, 2600 },
  { NULL, "stop", "stopp", 0, FALSE, 400 },
  { N_("They make lists, and then shop elsewhere."), "add milk to my shopping list", "setz Milch auf meine Einkaufsliste", 0, FALSE, 500 },
  { N_("The weather: asked for every day, worth nothing by itself."), "what's the weather", "wie wird das Wetter", 0, FALSE, 100 },
  { N_("So somebody had the idea of advertisements."), NULL, NULL, 0, TRUE, 4200 },
  { N_("*groans*"), "stop", "stopp", 0, FALSE, 500 },
  { N_("Music is what people really want from it."), "play some jazz", "spiel etwas Jazz", 0, FALSE, 4500 },
  { N_("The one thing that sold: a subscription, for ten dollars a month."), "subscribe to music unlimited", "abonniere Musik Unlimited", 0, FALSE, 300 },
  { NULL, "no thanks", "nein danke", 0, FALSE, 400 },
  { NULL, "stop", "stopp", 0, FALSE, 600 },
};

struct _EarMorning {
  GObject     parent_instance;

  EarSpeaker *speaker;
  EarClock   *clock;
  guint       tick_source;
  guint       step;
  guint       waited_ms;
  guint       missed_ms;        /* for an advert */
  gboolean    taken;            /* the step was carried out and is waited for */
};

enum {
  CAPTION,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarMorning, ear_morning, G_TYPE_OBJECT)

static void
take_step (EarMorning *self)
{
  const Step *step = &steps[self->step];
  gboolean german = g_str_has_prefix (ear_speaker_get_locale (self->speaker), "de");

  self->taken = TRUE;
  self->waited_ms = self->missed_ms = 0;
  if (step->jump > 0)
    ear_clock_advance (self->clock, step->jump);
  if (step->caption != NULL)
    g_signal_emit (self, signals[CAPTION], 0, _(step->caption));
  if (step->english != NULL)
    ear_speaker_hear_text (self->speaker, german ? step->german : step->english);
}

static void
end (EarMorning *self)
{
  EarResult result = ear_ledger_get_total (ear_speaker_get_ledger (self->speaker));
  const char *currency = ear_tariff_get_currency (ear_speaker_get_tariff (self->speaker));
  g_autofree char *revenue = ear_money_to_text (result.revenue, currency);
  g_autofree char *cost = ear_money_to_text (result.cost[EAR_DEPTH_CONTRIBUTION], currency);
  g_autofree char *loaded = ear_money_to_text (result.revenue - result.cost[EAR_DEPTH_LOADED], currency);
  g_autofree char *caption =
    g_strdup_printf (_("What did this earn? %s came in, %s went out for the answers. With the device and its people: %s."),
                     revenue, cost, loaded);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  ear_speaker_close (self->speaker);
  g_signal_emit (self, signals[CAPTION], 0, caption);
  g_signal_emit (self, signals[ENDED], 0);
}

/* An advert is not sold for every answer; where none comes within a moment the story goes on. */
static gboolean
is_waiting (EarMorning *self)
{
  EarState state = ear_speaker_get_state (self->speaker);

  if (!ear_speaker_is_settled (self->speaker))
    return TRUE;
  if (!steps[self->step].advert || state.playing == EAR_PLAYING_ADVERT || self->missed_ms >= ADVERT_PATIENCE_MS)
    return FALSE;

  self->missed_ms += STEP_MS;

  return TRUE;
}

static gboolean
on_tick (gpointer user_data)
{
  EarMorning *self = user_data;
  G_GNUC_UNUSED g_autoptr (EarMorning) alive = g_object_ref (self);

  ear_clock_advance (self->clock, STEP_MS * G_TIME_SPAN_MILLISECOND);

  if (!self->taken)
    take_step (self);
  if (is_waiting (self))
    return G_SOURCE_CONTINUE;

  self->waited_ms += STEP_MS;
  if (self->waited_ms < steps[self->step].pause_ms)
    return G_SOURCE_CONTINUE;

  self->taken = FALSE;
  if (++self->step < G_N_ELEMENTS (steps))
    return G_SOURCE_CONTINUE;

  self->tick_source = 0;
  end (self);

  return G_SOURCE_REMOVE;
}

static void
ear_morning_dispose (GObject *object)
{
  EarMorning *self = EAR_MORNING (object);

  g_clear_handle_id (&self->tick_source, g_source_remove);
  if (self->speaker != NULL)
    ear_speaker_close (self->speaker);
  g_clear_object (&self->speaker);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (ear_morning_parent_class)->dispose (object);
}

static void
ear_morning_class_init (EarMorningClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_morning_dispose;

  signals[CAPTION] = g_signal_new ("caption", EAR_TYPE_MORNING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ENDED] = g_signal_new ("ended", EAR_TYPE_MORNING, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
ear_morning_init (EarMorning *self)
{
}

/**
 * ear_morning_new:
 * @device: whose voice and player are borrowed
 *
 * Returns: (transfer full) (nullable): a story that is ready to begin
 */
EarMorning *
ear_morning_new (EarDevice  *device,
                 GError    **error)
{
  g_autoptr (EarMorning) self = g_object_new (EAR_TYPE_MORNING, NULL);
  g_autoptr (EarTape) past = ear_tape_new ();

  if (!(self->clock = ear_clock_new_iso8601 (BEGINNING, error)))
    return NULL;

  ear_tape_append (past, ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_SCHEDULED,
    .at = ear_clock_get_now (self->clock),
    .scheduled = { .id = "alert-1", .kind = "alarm", .due = ear_clock_get_now (self->clock) + ALARM_AFTER },
  }));
  self->speaker = ear_device_make_demo (device, self->clock, past, error);

  return self->speaker ? g_steal_pointer (&self) : NULL;
}

EarSpeaker *
ear_morning_get_speaker (EarMorning *self)
{
  return self->speaker;
}

void
ear_morning_start (EarMorning *self)
{
  g_return_if_fail (self->tick_source == 0);

  self->tick_source = g_timeout_add (STEP_MS, on_tick, self);
}
