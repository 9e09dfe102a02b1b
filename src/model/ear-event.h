/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-record.h"

G_BEGIN_DECLS

/**
 * EAR_TAPE_VERSION:
 *
 * The version of the event vocabulary. It grows with every change that an older reader would misunderstand.
 */
#define EAR_TAPE_VERSION 2

/**
 * EAR_EVENT_MAX_BYTES:
 *
 * The longest line of a tape that is read.
 */
#define EAR_EVENT_MAX_BYTES (16 * 1024 * 1024)

/**
 * EarEventType:
 * @EAR_EVENT_OPENED: a session began (outside: `cause`)
 * @EAR_EVENT_CLOSED: the session is over
 * @EAR_EVENT_WOKEN: somebody called the device: wake word, button, key, typed text, a sound file (outside)
 * @EAR_EVENT_NEARLY_WOKEN: something that sounded almost like the wake word (outside)
 * @EAR_EVENT_HEARD: what the customer said (outside)
 * @EAR_EVENT_LAPSED: the microphone was open and nobody said anything (outside)
 * @EAR_EVENT_UNDERSTOOD: what was meant; a %NULL intent for what was not understood
 * @EAR_EVENT_ASKED: a service was asked
 * @EAR_EVENT_ANSWERED: it answered (outside)
 * @EAR_EVENT_FAILED: it did not (outside)
 * @EAR_EVENT_SAID: the device began to speak
 * @EAR_EVENT_SPOKEN: it finished, or was interrupted (outside)
 * @EAR_EVENT_EXPECTED: when this answer is spoken the device will want a reply; the context of that reply
 * @EAR_EVENT_QUEUED: something is to be played when the speech is over
 * @EAR_EVENT_PLAYED: something began to play
 * @EAR_EVENT_PLAYBACK: the player reports (outside)
 * @EAR_EVENT_PRESSED: a button was pressed (outside)
 * @EAR_EVENT_ADJUSTED: a setting of the device changed: volume, mic-off, locale
 * @EAR_EVENT_SENSED: something else than words or a button reached the device: a notification, a doorbell, a call, a lost
 *   connection (outside)
 * @EAR_EVENT_TICKED: the time for something has come (outside)
 * @EAR_EVENT_SCHEDULED: an alarm, a timer or a reminder was set, or something else that happens at a time
 * @EAR_EVENT_RESCHEDULED: and was moved: its next recurrence, another time zone, "five minutes more"
 * @EAR_EVENT_UNSCHEDULED: and was canceled
 * @EAR_EVENT_MISSED: its time passed while the device was off
 * @EAR_EVENT_RANG: it began to ring
 * @EAR_EVENT_SNOOZED: it was told to come back later
 * @EAR_EVENT_HUSHED: it was stopped
 * @EAR_EVENT_NOTIFIED: a notification waits to be read
 * @EAR_EVENT_READ: and was read out, or thrown away
 * @EAR_EVENT_CALLED: a call came, was answered, ended
 * @EAR_EVENT_BOOKMARKED: how far a book was read
 * @EAR_EVENT_PLANNED: a routine of several steps began
 * @EAR_EVENT_STEPPED: its next step began
 * @EAR_EVENT_LISTED: something was put on a list or taken off
 * @EAR_EVENT_ORDERED: something was bought
 * @EAR_EVENT_SUBSCRIBED: a plan was begun or ended
 * @EAR_EVENT_CHARGED: something that costs or earns happened
 * @EAR_EVENT_ERRED: the device could not do something; says what, where and what to do (outside)
 *
 * Everything that happens. The ones marked (outside) come from the world; a rerun feeds only these and must
 * reproduce all the others.
 */
typedef enum {
  EAR_EVENT_OPENED,
  EAR_EVENT_CLOSED,
  EAR_EVENT_WOKEN,
  EAR_EVENT_NEARLY_WOKEN,
  EAR_EVENT_HEARD,
  EAR_EVENT_LAPSED,
  EAR_EVENT_UNDERSTOOD,
  EAR_EVENT_ASKED,
  EAR_EVENT_ANSWERED,
  EAR_EVENT_FAILED,
  EAR_EVENT_SAID,
  EAR_EVENT_SPOKEN,
  EAR_EVENT_EXPECTED,
  EAR_EVENT_QUEUED,
  EAR_EVENT_PLAYED,
  EAR_EVENT_PLAYBACK,
  EAR_EVENT_PRESSED,
  EAR_EVENT_ADJUSTED,
  EAR_EVENT_SENSED,
  EAR_EVENT_TICKED,
  EAR_EVENT_SCHEDULED,
  EAR_EVENT_RESCHEDULED,
  EAR_EVENT_UNSCHEDULED,
  EAR_EVENT_MISSED,
  EAR_EVENT_RANG,
  EAR_EVENT_SNOOZED,
  EAR_EVENT_HUSHED,
  EAR_EVENT_NOTIFIED,
  EAR_EVENT_READ,
  EAR_EVENT_CALLED,
  EAR_EVENT_BOOKMARKED,
  EAR_EVENT_PLANNED,
  EAR_EVENT_STEPPED,
  EAR_EVENT_LISTED,
  EAR_EVENT_ORDERED,
  EAR_EVENT_SUBSCRIBED,
  EAR_EVENT_CHARGED,
  EAR_EVENT_ERRED,
  EAR_N_EVENTS
} EarEventType;

/* `cause`: wake-word, action-button, space-bar, text, file, alert, playback. `tariff`: id of the price book of this session.
 * `seed`: of all dice of this session. `household`: the profile's name.
 */
typedef struct { const char *session; const char *cause; const char *locale; const char *tariff; gint64 seed; } EarOpened;
/* `reason`: done, lapsed, stopped, failed, quit. */
typedef struct { const char *reason; } EarClosed;
typedef struct { const char *by; const char *word; double score; double direction; } EarWoken;
/* `source`: voice, text, file. `spoke_us`: how long the customer spoke; `decided_us`: from the end of speech to this event. */
typedef struct { const char *text; double confidence; const char *source; gint64 spoke_us; gint64 decided_us; } EarHeard;
/* `slots`: {"name": {"value": …, "heard": …, "resolved": […]}}. `heard_as`: exact, tolerant. */
typedef struct { const char *intent; const char *skill; double score; const char *slots; const char *heard_as; } EarUnderstood;
/* `kind`: weather, music, shop, ads, assistant, books. `question`: an EarQuestion as JSON. `skill`: who gets the answer. */
typedef struct { const char *kind; const char *skill; const char *question; } EarAsked;
/* `answer`: an EarAnswer as JSON. */
typedef struct { const char *kind; const char *provider; const char *answer; } EarAnswered;
typedef struct { const char *kind; const char *provider; const char *code; const char *message; } EarFailed;
/* `ssml`: with its <speak> root. `text`: the same as words. `card`: {"title", "text", "image"}. `reprompt`: ssml. */
typedef struct { const char *skill; const char *ssml; const char *text; const char *reprompt; const char *card; } EarSaid;
typedef struct { gint64 spoke_us; gboolean interrupted; } EarSpoken;
/* `kind`: confirm, elicit, follow-up. `intent`, `slot`: what the reply is for. `proposal`: what the skill wants back. */
typedef struct { const char *skill; const char *kind; const char *intent; const char *slot; const char *proposal; } EarExpected;
/* `kind`: music, advert, book, alarm, timer, chime. `token`: what PLAYBACK will refer to. `item`: an answer row as JSON. */
typedef struct { const char *kind; const char *token; const char *url; const char *title; const char *artist; const char *item; gint64 length_us; } EarQueued;
/* `state`: started, paused, resumed, nearly-finished, finished, stopped, failed. `audible`: not muted, volume over 0. */
typedef struct { const char *state; const char *token; gint64 position_us; gboolean audible; const char *message; } EarPlayback;
/* `button`: action, mute, volume-up, volume-down, pause, resume, next, previous, stop, snooze, undo, power (the program ends); action
 * with the `value` held or released while a finger rests on it; or the name of a setting, a knob set to `value`; or quiet-hours, set
 * to "22:00-07:00" or off.
 */
typedef struct { const char *button; const char *value; } EarPressed;
/* `setting`: volume (0–10), volume-alerts (1–10), mic, do-not-disturb, child-mode, brief-mode, alarm-ramp (on, off), locale (en-US,
 * …), units (auto, metric, imperial), wake-word, child-code (what ends child mode), bluetooth (pairing, paired, off), connection (lost,
 * restored), setup (begun, done).
 */
typedef struct { const char *setting; const char *value; } EarAdjusted;
/* `what`: notification, announcement (`value`: the words, `detail`: who), doorbell, motion (`value`: where), call (`value`: incoming
 * or ended, `detail`: who), bluetooth, connection, setup (`value`: as in ADJUSTED), timezone (`value`: its name), slept (the machine
 * was asleep), clock (somebody set it; `value`: by how many µs).
 */
typedef struct { const char *what; const char *value; const char *detail; } EarSensed;
/* `reason`: start, alert (one is due), enough (it rang long enough), household (a parcel is due, a trial is over); or the name of a
 * wait that is over: step (of a routine), call (nobody answers), pairing.
 */
typedef struct { const char *reason; } EarTicked;
/* `kind`: alarm, timer, reminder; sleep (stops the music), quiet (do not disturb; `label` on or off), which do not ring. `due`: µs
 * since 1970. `span_us`: of a timer. `wall`: what the clock on the wall shows then, "2026-03-02T07:30:00", for what follows the wall
 * rather than the hourglass. `recurrence`: RRULE or NULL. `sound`: what to ring with, a genre, artist or title, or NULL.
 */
typedef struct {
  const char *id; const char *kind; const char *label; gint64 due; gint64 span_us; const char *wall; const char *recurrence; const char *sound;
} EarScheduled;
/* The alert is named by its id. SNOOZED and RESCHEDULED move it to `due`. RANG repeats its `kind`. */
typedef struct { const char *id; gint64 due; const char *kind; } EarAlerted;
/* `kind`: message, delivery, announcement, doorbell, motion, call, offer. `source`: who sent it. */
typedef struct { const char *id; const char *kind; const char *source; const char *text; } EarNotified;
/* `state`: incoming, active, ended. */
typedef struct { const char *state; const char *who; } EarCalled;
/* `position`: characters from the start of the text. */
typedef struct { const char *book; const char *title; gint64 position; } EarBookmarked;
/* PLANNED: `steps`: {"do": what the customer would say}, {"say": words} or {"pause": seconds} each, as JSON; `count` of them.
 * STEPPED: `count` are left; 0 with `steps` "end" where the customer wanted no more of it.
 */
typedef struct { const char *routine; const char *steps; gint64 count; } EarPlanned;
/* `change`: added, removed, cleared. */
typedef struct { const char *list; const char *item; const char *change; } EarListed;
/* `state`: placed, canceled, delivered. Money in micros. */
typedef struct { const char *order; const char *sku; const char *title; gint64 quantity; gint64 micros; const char *currency; const char *state; gint64 due; } EarOrdered;
/* `state`: offered, trial, active, ended. `until`: when the trial ends. */
typedef struct { const char *plan; const char *state; gint64 micros; const char *currency; gint64 until; } EarSubscribed;
/* `item`: a key of the tariff. `quantity`: in the item's unit. `micros`: signed, income is positive; priced by the
 * speaker from the tariff unless the item's price comes from the deal itself. `gross_micros`: memo, what changed hands.
 */
typedef struct { const char *item; gint64 quantity; gint64 micros; const char *currency; gint64 gross_micros; const char *memo; } EarCharged;
/* `domain`: microphone, sound, recognizer, archive, file, service. `where`: a path or address. `remedy`: what to do. */
typedef struct { const char *domain; const char *code; const char *message; const char *where; const char *remedy; } EarErred;

/**
 * EarEvent:
 * @type: what happened
 * @turn: the turn it belongs to, 0 before the first
 * @at: µs since 1970 by the device's clock, wall or virtual
 * @mono_us: µs by the monotonic clock; only for latencies, left out of equality and of comparing exports
 *
 * One thing that happened. Immutable; made whole by ear_event_new(), shared by reference.
 */
typedef struct _EarEvent EarEvent;

struct _EarEvent {
  EarEventType type;
  guint32      turn;
  gint64       at;
  gint64       mono_us;
  union {
    EarOpened     opened;
    EarClosed     closed;
    EarWoken      woken;
    EarHeard      heard;
    EarUnderstood understood;
    EarAsked      asked;
    EarAnswered   answered;
    EarFailed     failed;
    EarSaid       said;
    EarSpoken     spoken;
    EarExpected   expected;
    EarQueued     queued;
    EarQueued     played;
    EarPlayback   playback;
    EarPressed    pressed;
    EarAdjusted   adjusted;
    EarSensed     sensed;
    EarTicked     ticked;
    EarScheduled  scheduled;
    EarAlerted    alerted;
    EarNotified   notified;
    EarCalled     called;
    EarBookmarked bookmarked;
    EarPlanned    planned;
    EarListed     listed;
    EarOrdered    ordered;
    EarSubscribed subscribed;
    EarCharged    charged;
    EarErred      erred;
  };
};

#define EAR_TYPE_EVENT (ear_event_get_type ())

GType        ear_event_get_type        (void) G_GNUC_CONST;
EarEvent    *ear_event_new             (const EarEvent  *values) G_GNUC_WARN_UNUSED_RESULT;
EarEvent    *ear_event_ref             (EarEvent        *self);
void         ear_event_unref           (EarEvent        *self);
gboolean     ear_event_equal           (const EarEvent  *self,
                                        const EarEvent  *other);
const char  *ear_event_type_to_name    (EarEventType     type);
gboolean     ear_event_type_is_outside (EarEventType     type);
char        *ear_event_to_json         (const EarEvent  *self,
                                        gboolean         comparing) G_GNUC_WARN_UNUSED_RESULT;
EarEvent    *ear_event_from_json       (const char      *line,
                                        gssize           length,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
const EarField *ear_event_type_get_fields (EarEventType type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarEvent, ear_event_unref)

G_END_DECLS
