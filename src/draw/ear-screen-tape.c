/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-screen-maker.h"

#include "model/ear-json.h"

#include <string.h>

/* What the display shows, as a fold over the tape. The first that applies: an alert that rings; what the conversation
 * does, with the answer of this turn; that answer for some seconds after; what is played; the time.
 */

#define LINGER_ANSWER  (12 * G_USEC_PER_SEC)
#define LINGER_WORDS   (3 * G_USEC_PER_SEC)
#define MINUTE         (60 * G_USEC_PER_SEC)
#define DAY            (24 * 60 * G_GINT64_CONSTANT (60) * G_USEC_PER_SEC)
#define MAX_CHARACTERS 400

/* A tape from elsewhere may hold any words: they are cut to what a display could ever show. */
const char *
ear_maker_keep (EarScreenMaker      *self,
                const char          *text)
{
  g_autofree char *valid = NULL;
  glong length;

  if (text == NULL || *text == '\0')
    return NULL;
  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  length = g_utf8_strlen (text, -1);

  return g_string_chunk_insert_len (self->strings, text,
                                    length > MAX_CHARACTERS ? g_utf8_offset_to_pointer (text, MAX_CHARACTERS) - text : -1);
}

const char *
ear_maker_print (EarScreenMaker      *self,
                 const char          *format,
                 ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  return ear_maker_keep (self, text);
}

/* A time from a tape from elsewhere, so that sums with it fit. */
static gint64
sane (gint64 at)
{
  return CLAMP (at, 0, G_MAXINT64 / 8);
}

GDateTime *
ear_maker_new_local (EarScreenMaker  *self,
                     gint64           at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / G_USEC_PER_SEC);
  GDateTime *local = utc ? g_date_time_to_timezone (utc, self->zone) : NULL;

  return local ? local : g_date_time_new (self->zone, 1970, 1, 1, 0, 0, 0);
}

static const char *
print_time (EarScreenMaker    *self,
            gint64             at,
            gboolean           with_half)
{
  g_autoptr (GDateTime) local = ear_maker_new_local (self, at);
  int hour = g_date_time_get_hour (local), minute = g_date_time_get_minute (local);

  if (!self->words->half_days)
    return ear_maker_print (self, "%02d:%02d", hour, minute);

  return ear_maker_print (self, "%d:%02d%s", (hour + 11) % 12 + 1, minute, !with_half ? "" : hour < 12 ? " AM" : " PM");
}

/* With the day where it is not soon. */
static const char *
print_due (EarScreenMaker  *self,
           gint64           due)
{
  g_autoptr (GDateTime) local = ear_maker_new_local (self, due);
  const char *time = print_time (self, due, TRUE);

  if (due - self->now < DAY / 2)
    return time;

  return ear_maker_print (self, "%s %s", self->words->short_days[g_date_time_get_day_of_week (local) - 1], time);
}

static const char *
print_span (EarScreenMaker  *self,
            gint64           span)
{
  gint64 seconds = MAX (span, 0) / G_USEC_PER_SEC;

  if (seconds < 3600)
    return ear_maker_print (self, "%d:%02d", (int) (seconds / 60), (int) (seconds % 60));

  return ear_maker_print (self, "%" G_GINT64_FORMAT ":%02d:%02d", seconds / 3600, (int) (seconds / 60 % 60), (int) (seconds % 60));
}

static void
change_at (EarScreenMaker  *self,
           gint64           at)
{
  if (at > self->now)
    self->screen.next_change = MIN (self->screen.next_change, at);
}

static gboolean
is_kind (const EarAlert *alert,
         const char     *kind)
{
  return strcmp (alert->kind, kind) == 0;
}

static const EarAlert *
find_next (EarScreenMaker    *self,
           gboolean           is_timer)
{
  GPtrArray *alerts = ear_household_get_alerts (self->household);
  const EarAlert *next = NULL;

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);

    if (alert->state != EAR_ALERT_RINGING && sane (alert->due) > self->now && is_kind (alert, "timer") == is_timer &&
        (next == NULL || alert->due < next->due))
      next = alert;
  }

  return next;
}

const EarEvent *
ear_maker_peek (EarScreenMaker  *self,
                guint            position)
{
  return position > 0 && position <= ear_tape_get_length (self->tape) ? ear_tape_peek (self->tape, position) : NULL;
}

/* Parcels that came since somebody last spoke with the device. */
static guint
count_notices (EarScreenMaker *self)
{
  GPtrArray *purchases = ear_household_get_purchases (self->household);
  const EarEvent *woken = ear_maker_peek (self, self->state->last.woken);
  gint64 since = MAX (woken ? sane (woken->at) : 0, self->now - DAY);
  guint n = 0;

  for (guint i = 0; i < purchases->len; i++) {
    const EarPurchase *purchase = g_ptr_array_index (purchases, i);

    if (strcmp (purchase->state, "canceled") == 0)
      continue;
    if (purchase->due > since && purchase->due <= self->now)
      n++;
    change_at (self, purchase->due);
  }

  return n;
}

/* What is on every face: the time, the next alarm, a timer that runs, badges. */
static void
show_status (EarScreenMaker *self)
{
  EarScreen *screen = &self->screen;
  const EarAlert *alarm = find_next (self, FALSE), *timer = find_next (self, TRUE);

  screen->clock = print_time (self, self->now, FALSE);
  change_at (self, self->now - self->now % MINUTE + MINUTE);
  screen->mic_off = self->state->mic_off;
  screen->n_notices = count_notices (self);
  if (alarm != NULL)
    screen->alarm = print_due (self, sane (alarm->due));
  if (timer != NULL) {
    gint64 left = sane (timer->due) - self->now;

    screen->timer = print_span (self, left + G_USEC_PER_SEC - 1);
    change_at (self, self->now + (left - 1) % G_USEC_PER_SEC + 1);
  }
}

static void
show_clock (EarScreenMaker *self)
{
  EarScreen *screen = &self->screen;
  g_autoptr (GDateTime) local = ear_maker_new_local (self, self->now);
  const char *day = self->words->days[g_date_time_get_day_of_week (local) - 1];
  const char *month = self->words->months[g_date_time_get_month (local) - 1];

  screen->face = EAR_SCREEN_CLOCK;
  screen->title = g_steal_pointer (&screen->clock);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  screen->subtitle = ear_maker_print (self, self->words->date, day, month, g_date_time_get_day_of_month (local));
#pragma GCC diagnostic pop
}

static gboolean
show_ringing (EarScreenMaker *self)
{
  const EarAlert *alert = ear_household_peek_ringing (self->household);
  EarScreen *screen = &self->screen;
  const char *kind;

  if (alert == NULL)
    return FALSE;

  kind = is_kind (alert, "timer") ? self->words->timer
         : is_kind (alert, "reminder") ? self->words->reminder : self->words->alarm;
  screen->face = EAR_SCREEN_RINGING;
  screen->title = ear_maker_keep (self, alert->label);
  screen->subtitle = ear_maker_print (self, "%s · %s", kind, print_time (self, alert->due, TRUE));
  if (screen->title == NULL) {
    screen->title = kind;
    screen->subtitle = print_time (self, alert->due, TRUE);
  }
  screen->text = is_kind (alert, "timer") ? self->words->stop : self->words->stop_or_snooze;
  screen->image = is_kind (alert, "timer") ? "timer" : "alarm";

  return TRUE;
}

/* Where the turn began whose answer is shown. */
static guint
get_turn_start (EarScreenMaker *self)
{
  return MAX (MAX (self->state->last.heard, self->state->last.opened), 1);
}

const EarEvent *
ear_maker_find_in_turn (EarScreenMaker        *self,
                        EarEventType           type)
{
  for (guint i = self->state->n_events; i >= get_turn_start (self); i--) {
    const EarEvent *event = ear_maker_peek (self, i);

    if (event != NULL && event->type == type)
      return event;
  }

  return NULL;
}

static void
show_caption (EarScreenMaker      *self,
              const char          *what,
              const char          *text)
{
  self->screen.face = EAR_SCREEN_CAPTION;
  self->screen.subtitle = what;
  self->screen.text = ear_maker_keep (self, text);
}

static void
show_said (EarScreenMaker *self)
{
  const EarEvent *said = ear_maker_peek (self, self->state->last.said);

  if (!ear_maker_show_answer (self))
    show_caption (self, NULL, said != NULL && said->type == EAR_EVENT_SAID ? said->said.text : NULL);
}

static void
show_error (EarScreenMaker *self)
{
  const EarEvent *failed = ear_maker_find_in_turn (self, EAR_EVENT_FAILED);

  self->screen.face = EAR_SCREEN_ERROR;
  self->screen.title = self->words->error;
  self->screen.text = ear_maker_keep (self, failed ? failed->failed.message : NULL);
}

/* An answer stays to be read when it is spoken; longer when it is worth looking at. */
static gboolean
show_lingering (EarScreenMaker *self)
{
  const EarEvent *spoken = NULL;
  gint64 linger;

  for (guint i = self->state->last.said; i > 0 && i <= self->state->n_events && spoken == NULL; i++) {
    const EarEvent *event = ear_maker_peek (self, i);

    if (event != NULL && event->type == EAR_EVENT_SPOKEN)
      spoken = event;
  }
  if (spoken == NULL || spoken->spoken.interrupted || self->now - sane (spoken->at) >= LINGER_ANSWER)
    return FALSE;

  linger = ear_maker_show_answer (self) ? LINGER_ANSWER : LINGER_WORDS;
  if (self->now - sane (spoken->at) >= linger)
    return FALSE;

  if (linger == LINGER_WORDS)
    show_said (self);
  change_at (self, sane (spoken->at) + linger);

  return TRUE;
}

static gint64
get_elapsed (EarScreenMaker          *self,
             const EarEvent          *played)
{
  for (guint i = self->state->n_events; i > self->state->last.played; i--) {
    const EarEvent *event = ear_maker_peek (self, i);

    if (event == NULL || event->type != EAR_EVENT_PLAYBACK)
      continue;
    if (self->state->playing == EAR_PLAYING_PAUSED)
      return sane (event->playback.position_us);

    return sane (event->playback.position_us) + self->now - sane (event->at);
  }

  return self->now - sane (played->at);
}

static const char *
keep_album (EarScreenMaker          *self,
            const EarEvent          *played)
{
  g_autoptr (JsonNode) item = played->played.item ? ear_json_parse (played->played.item, -1, NULL, NULL) : NULL;

  return item != NULL && JSON_NODE_HOLDS_OBJECT (item) ? ear_maker_keep (self, ear_maker_get_member (json_node_get_object (item), "album"))
                                                       : NULL;
}

static gboolean
show_playing (EarScreenMaker *self)
{
  const EarEvent *played = ear_maker_peek (self, self->state->last.played);
  gboolean is_advert = self->state->playing == EAR_PLAYING_ADVERT;
  EarScreen *screen = &self->screen;
  gint64 length, elapsed;

  if (self->state->playing == EAR_PLAYING_NOTHING || played == NULL || played->type != EAR_EVENT_PLAYED)
    return FALSE;

  length = sane (played->played.length_us);
  screen->face = EAR_SCREEN_PLAYING;
  screen->title = ear_maker_keep (self, played->played.title);
  screen->subtitle = is_advert ? self->words->advert : ear_maker_keep (self, played->played.artist);
  screen->text = is_advert ? NULL : keep_album (self, played);
  screen->image = screen->text ? screen->text : screen->title;
  screen->paused = self->state->playing == EAR_PLAYING_PAUSED;
  if (length > 0) {
    elapsed = CLAMP (get_elapsed (self, played), 0, length);
    screen->progress = (double) (elapsed / G_USEC_PER_SEC) * G_USEC_PER_SEC / (double) length;
    screen->start = print_span (self, elapsed);
    screen->detail = print_span (self, length);
    if (!screen->paused && elapsed < length)
      change_at (self, self->now + G_USEC_PER_SEC - elapsed % G_USEC_PER_SEC);
  }

  return TRUE;
}

static void
show_rest (EarScreenMaker *self)
{
  if (self->state->n_ringing > 0 && show_ringing (self))
    return;
  if (show_lingering (self) || show_playing (self))
    return;

  show_clock (self);
}

static void
show_phase (EarScreenMaker *self)
{
  const EarEvent *heard = ear_maker_peek (self, self->state->last.heard);

  switch (self->state->phase) {
  case EAR_PHASE_LISTENING:
    show_caption (self, self->words->listening, NULL);
    break;
  case EAR_PHASE_THINKING:
    show_caption (self, self->words->thinking, heard && heard->type == EAR_EVENT_HEARD ? heard->heard.text : NULL);
    break;
  case EAR_PHASE_SPEAKING:
    show_said (self);
    break;
  case EAR_PHASE_EXPECTING:
    show_said (self);
    if (self->screen.face == EAR_SCREEN_CAPTION)
      self->screen.subtitle = self->words->your_turn;
    break;
  case EAR_PHASE_ERROR:
    show_error (self);
    break;
  case EAR_PHASE_RINGING:
  case EAR_PHASE_IDLE:
  default:
    show_rest (self);
    break;
  }
}

/* The device's language when it last said which, else @locale. */
static const char *
find_locale (EarTape        *tape,
             const EarState *state,
             const char     *locale)
{
  const EarEvent *opened = state->last.opened > 0 && state->last.opened <= ear_tape_get_length (tape)
                           ? ear_tape_peek (tape, state->last.opened) : NULL;

  for (guint i = MIN (state->n_events, ear_tape_get_length (tape)); i > MAX (state->last.opened, 1); i--) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->type == EAR_EVENT_ADJUSTED && g_strcmp0 (event->adjusted.setting, "locale") == 0)
      return event->adjusted.value;
  }

  return opened && opened->type == EAR_EVENT_OPENED && opened->opened.locale ? opened->opened.locale : locale;
}

/**
 * ear_screen_from_tape:
 * @tape: what happened
 * @household: what outlives a session, as it was at @state
 * @state: the device; its last event is the last that is looked at
 * @now: µs since 1970 by the device's clock
 * @zone: where the device stands
 * @locale: (nullable): its language, where the tape does not say
 *
 * A pure function: the same arguments give the same screen.
 *
 * Returns: (transfer full): what the display of the device shows
 */
EarScreen *
ear_screen_from_tape (EarTape        *tape,
                      EarHousehold   *household,
                      const EarState *state,
                      gint64          now,
                      GTimeZone      *zone,
                      const char     *locale)
{
  EarScreenMaker *self;

  g_return_val_if_fail (EAR_IS_TAPE (tape), NULL);
  g_return_val_if_fail (EAR_IS_HOUSEHOLD (household), NULL);
  g_return_val_if_fail (state != NULL && zone != NULL, NULL);

  self = g_new (EarScreenMaker, 1);
  *self = (EarScreenMaker) {
    .screen = { .progress = -1.0, .next_change = G_MAXINT64 },
    .strings = g_string_chunk_new (512),
    .tape = tape,
    .household = household,
    .state = state,
    .words = ear_screen_get_words (find_locale (tape, state, locale)),
    .zone = zone,
    .now = sane (now),
  };
  show_status (self);
  show_phase (self);

  return &self->screen;
}

/**
 * ear_screen_free:
 * @self: (transfer full): a screen from ear_screen_from_tape()
 *
 * Frees it with its texts.
 */
void
ear_screen_free (EarScreen *self)
{
  EarScreenMaker *maker = (EarScreenMaker *) self;

  g_string_chunk_free (maker->strings);
  g_free (maker);
}
