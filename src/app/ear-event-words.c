/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-event-words.h"

#include "app/ear-answer-words.h"
#include "draw/ear-chart.h"
#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* How far back the beginning of a turn is looked for. */
#define MAX_TURN 512

static const struct { const char *icon, *name; } tales[EAR_N_EVENTS] = {
  [EAR_EVENT_OPENED] = { "system-shutdown-symbolic", N_("Session began") },
  [EAR_EVENT_CLOSED] = { "media-playback-stop-symbolic", N_("Session over") },
  [EAR_EVENT_WOKEN] = { "audio-input-microphone-symbolic", N_("Woken") },
  [EAR_EVENT_NEARLY_WOKEN] = { "microphone-sensitivity-low-symbolic", N_("Nearly woken") },
  [EAR_EVENT_HEARD] = { "avatar-default-symbolic", N_("Heard") },
  [EAR_EVENT_LAPSED] = { "microphone-sensitivity-muted-symbolic", N_("Nobody spoke") },
  [EAR_EVENT_UNDERSTOOD] = { "object-select-symbolic", N_("Understood") },
  [EAR_EVENT_ASKED] = { "network-transmit-symbolic", N_("Asked") },
  [EAR_EVENT_ANSWERED] = { "network-receive-symbolic", N_("Answered") },
  [EAR_EVENT_FAILED] = { "network-error-symbolic", N_("Failed") },
  [EAR_EVENT_SAID] = { "audio-speakers-symbolic", N_("Said") },
  [EAR_EVENT_SPOKEN] = { "audio-volume-low-symbolic", N_("Spoken") },
  [EAR_EVENT_EXPECTED] = { "mail-reply-sender-symbolic", N_("Asked back") },
  [EAR_EVENT_QUEUED] = { "list-add-symbolic", N_("Queued") },
  [EAR_EVENT_PLAYED] = { "folder-music-symbolic", N_("Played") },
  [EAR_EVENT_PLAYBACK] = { "media-playback-start-symbolic", N_("Player") },
  [EAR_EVENT_PRESSED] = { "input-touchpad-symbolic", N_("Pressed") },
  [EAR_EVENT_ADJUSTED] = { "emblem-system-symbolic", N_("Adjusted") },
  [EAR_EVENT_SENSED] = { "network-wireless-symbolic", N_("Sensed") },
  [EAR_EVENT_TICKED] = { "alarm-symbolic", N_("Time came") },
  [EAR_EVENT_SCHEDULED] = { "alarm-symbolic", N_("Scheduled") },
  [EAR_EVENT_RESCHEDULED] = { "alarm-symbolic", N_("Moved") },
  [EAR_EVENT_MISSED] = { "appointment-missed-symbolic", N_("Missed") },
  [EAR_EVENT_UNSCHEDULED] = { "alarm-symbolic", N_("Canceled") },
  [EAR_EVENT_RANG] = { "alarm-symbolic", N_("Rang") },
  [EAR_EVENT_SNOOZED] = { "alarm-symbolic", N_("Snoozed") },
  [EAR_EVENT_HUSHED] = { "alarm-symbolic", N_("Hushed") },
  [EAR_EVENT_NOTIFIED] = { "mail-unread-symbolic", N_("Notified") },
  [EAR_EVENT_READ] = { "mail-read-symbolic", N_("Read") },
  [EAR_EVENT_CALLED] = { "call-start-symbolic", N_("Call") },
  [EAR_EVENT_BOOKMARKED] = { "user-bookmarks-symbolic", N_("Bookmarked") },
  [EAR_EVENT_PLANNED] = { "view-list-ordered-symbolic", N_("Routine") },
  [EAR_EVENT_STEPPED] = { "go-next-symbolic", N_("Next step") },
  [EAR_EVENT_LISTED] = { "view-list-symbolic", N_("List") },
  [EAR_EVENT_ORDERED] = { "package-x-generic-symbolic", N_("Ordered") },
  [EAR_EVENT_SUBSCRIBED] = { "emblem-synchronizing-symbolic", N_("Subscribed") },
  [EAR_EVENT_CHARGED] = { "ear-coin-symbolic", N_("Charged") },
  [EAR_EVENT_ERRED] = { "dialog-warning-symbolic", N_("Error") },
};

static const struct { const char *nick, *words; } nicks[] = {
  { "wake-word", N_("by the wake word") },
  { "action-button", N_("by the action button") },
  { "space-bar", N_("by the space bar") },
  { "text", N_("by typing") },
  { "file", N_("by a recording") },
  { "alert", N_("by an alarm or timer") },
  { "playback", N_("by what plays") },
  { "done", N_("all done") },
  { "lapsed", N_("nobody spoke") },
  { "stopped", N_("stopped") },
  { "failed", N_("it failed") },
  { "quit", N_("the program ended") },
  { "confirm", N_("waits for yes or no") },
  { "elicit", N_("waits for what is missing") },
  { "follow-up", N_("waits for more") },
  { "music", N_("music") },
  { "advert", N_("advertisement") },
  { "alarm", N_("alarm") },
  { "timer", N_("timer") },
  { "reminder", N_("reminder") },
  { "chime", N_("chime") },
  { "started", N_("started") },
  { "paused", N_("paused") },
  { "resumed", N_("went on") },
  { "nearly-finished", N_("nearly finished") },
  { "finished", N_("finished") },
  { "action", N_("action button") },
  { "mute", N_("microphone button") },
  { "volume-up", N_("volume up") },
  { "volume-down", N_("volume down") },
  { "pause", N_("pause") },
  { "resume", N_("resume") },
  { "next", N_("next track") },
  { "previous", N_("previous track") },
  { "power", N_("power off") },
  { "locale", N_("language") },
  { "volume", N_("volume") },
  { "mic", N_("microphone") },
  { "on", N_("on") },
  { "off", N_("off") },
  { "do-not-disturb", N_("do not disturb") },
  { "child-mode", N_("child mode") },
  { "brief-mode", N_("brief mode") },
  { "alarm-ramp", N_("alarms grow louder") },
  { "units", N_("units") },
  { "adverts", N_("adverts") },
  { "advert-place", N_("place of adverts") },
  { "few", N_("few") },
  { "usual", N_("usual") },
  { "many", N_("many") },
  { "anywhere", N_("anywhere") },
  { "answers", N_("after answers") },
  { "metric", N_("metric") },
  { "imperial", N_("imperial") },
  { "bluetooth", N_("Bluetooth") },
  { "pairing", N_("pairing") },
  { "paired", N_("paired") },
  { "connection", N_("connection") },
  { "lost", N_("lost") },
  { "restored", N_("restored") },
  { "setup", N_("setup") },
  { "begun", N_("begun") },
  { "notification", N_("notification") },
  { "announcement", N_("announcement") },
  { "doorbell", N_("doorbell") },
  { "motion", N_("motion") },
  { "call", N_("call") },
  { "incoming", N_("incoming") },
  { "timezone", N_("time zone") },
  { "slept", N_("the computer slept") },
  { "sleep", N_("sleep timer") },
  { "quiet", N_("quiet time") },
  { "book", N_("book") },
  { "message", N_("message") },
  { "delivery", N_("delivery") },
  { "offer", N_("offer") },
  { "held", N_("held") },
  { "released", N_("released") },
  { "start", N_("the device started") },
  { "enough", N_("it rang long enough") },
  { "added", N_("added") },
  { "removed", N_("removed") },
  { "cleared", N_("emptied") },
  { "placed", N_("placed") },
  { "canceled", N_("canceled") },
  { "delivered", N_("delivered") },
  { "trial", N_("on trial") },
  { "active", N_("active") },
  { "ended", N_("ended") },
};

static const char *
say (const char *nick)
{
  for (gsize i = 0; nick != NULL && i < G_N_ELEMENTS (nicks); i++)
    if (strcmp (nicks[i].nick, nick) == 0)
      return _(nicks[i].words);

  return nick ? nick : "";
}

/* Parts that are there, with dots between them. */
static char *
join (const char *first,
      ...)
{
  g_autoptr (GString) text = g_string_new (NULL);
  va_list parts;

  va_start (parts, first);
  for (const char *part = first; part != (const char *) -1; part = va_arg (parts, const char *))
    if (part != NULL && *part != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
  va_end (parts);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

#define JOIN(...) join (__VA_ARGS__, (const char *) -1)

static char *
quote (const char *words)
{
  /* Translators: quotation marks around what somebody said. */
  return words && *words ? g_strdup_printf (_("“%s”"), words) : NULL;
}

static char *
format_amount (gint64      micros,
               const char *currency)
{
  const char *code = currency ? currency : "USD";
  g_autofree char *text = ear_money_to_text (micros, code);

  return micros > 0 ? g_strconcat ("+", text, NULL) : g_steal_pointer (&text);
}

static char *
format_due (gint64 at)
{
  g_autoptr (GDateTime) due = g_date_time_new_from_unix_local (at / G_USEC_PER_SEC);

  return due ? g_date_time_format (due, "%x %R") : NULL;
}

/* {"city": {"value": "Hamburg", …}} becomes "city: Hamburg". */
static char *
format_slots (const char *json)
{
  g_autoptr (JsonNode) node = json ? ear_json_parse (json, -1, NULL, NULL) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *slot;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &name, &slot)) {
    const char *value = JSON_NODE_HOLDS_OBJECT (slot) ? ear_json_get_string (json_node_get_object (slot), "value", NULL) : NULL;

    if (value != NULL)
      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? ", " : "", name, value);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
tell_heard (const EarHeard *heard)
{
  g_autofree char *words = quote (heard->text);
  g_autofree char *sure = NULL;

  if (g_strcmp0 (heard->source, "text") != 0)
    sure = g_strdup_printf (_("%.0f %% sure"), CLAMP (heard->confidence, 0, 1) * 100);

  return JOIN (words ? words : _("nothing that could be understood"), sure);
}

static char *
tell_understood (const EarUnderstood *understood)
{
  g_autofree char *slots = format_slots (understood->slots);

  if (understood->intent == NULL)
    return g_strdup (_("nothing that the speaker can do"));

  return JOIN (understood->intent, slots, g_strcmp0 (understood->heard_as, "tolerant") == 0 ? _("nearly the words") : NULL);
}

static char *
tell_spoken (const EarSpoken *spoken)
{
  double seconds = spoken->spoke_us / (double) G_USEC_PER_SEC;

  if (spoken->spoke_us < G_USEC_PER_SEC / 20)
    return g_strdup (spoken->interrupted ? _("interrupted at once") : _("without a sound"));

  return g_strdup_printf (spoken->interrupted ? _("interrupted after %.1f s") : _("for %.1f s"), seconds);
}

static char *
tell_charged (const EarCharged *charged,
              EarTariff        *tariff,
              const char       *locale)
{
  const EarTariffItem *item = tariff && charged->item ? ear_tariff_find (tariff, charged->item) : NULL;
  g_autofree char *amount = format_amount (charged->micros, charged->currency);

  return JOIN (item ? ear_tariff_item_get_label (item, locale) : charged->item, amount);
}

static char *
tell_scheduled (const EarScheduled *scheduled)
{
  g_autofree char *due = format_due (scheduled->due);

  return JOIN (say (scheduled->kind), scheduled->label, due);
}

static char *
tell_ordered (const EarOrdered *ordered)
{
  g_autofree char *price = ear_money_to_string (ordered->micros, ordered->currency ? ordered->currency : "USD",
                                                ear_money_get_digits (ordered->currency ? ordered->currency : "USD"));
  g_autofree char *count = ordered->quantity > 1 ? g_strdup_printf ("×%" G_GINT64_FORMAT, ordered->quantity) : NULL;

  return JOIN (ordered->title, count, price, say (ordered->state));
}

static char *
tell_woken (const EarEvent *event)
{
  g_autofree char *word = quote (event->woken.word);

  return JOIN (event->type == EAR_EVENT_WOKEN ? say (event->woken.by) : NULL, word);
}

static char *
tell_alert (const EarEvent *event)
{
  gboolean moved = event->type == EAR_EVENT_SNOOZED || event->type == EAR_EVENT_RESCHEDULED;
  g_autofree char *due = moved ? format_due (event->alerted.due) : NULL;

  return due ? g_strdup_printf (_("until %s"), due) : g_strdup (say (event->alerted.kind));
}

static char *
tell_steps (const EarPlanned *planned)
{
  g_autofree char *left = g_strdup_printf (ngettext ("%d step left", "%d steps left", (int) CLAMP (planned->count, 0, G_MAXINT)),
                                           (int) CLAMP (planned->count, 0, G_MAXINT));

  return JOIN (planned->routine, left);
}

/**
 * ear_event_words_get_icon:
 *
 * Returns: the name of a symbolic icon
 */
const char *
ear_event_words_get_icon (const EarEvent *event)
{
  if (event->type == EAR_EVENT_UNDERSTOOD && event->understood.intent == NULL)
    return "dialog-question-symbolic";
  if (event->type == EAR_EVENT_WOKEN && g_strcmp0 (event->woken.by, "text") == 0)
    return "input-keyboard-symbolic";

  return tales[event->type].icon;
}

/**
 * ear_event_words_get_name:
 *
 * Returns: what happened, in a word or two
 */
const char *
ear_event_words_get_name (const EarEvent *event)
{
  if (event->type == EAR_EVENT_UNDERSTOOD && event->understood.intent == NULL)
    return _("Not understood");

  return _(tales[event->type].name);
}

/**
 * ear_event_words_is_failure:
 *
 * Returns: whether something went wrong
 */
gboolean
ear_event_words_is_failure (const EarEvent *event)
{
  return event->type == EAR_EVENT_FAILED || event->type == EAR_EVENT_ERRED || event->type == EAR_EVENT_MISSED
         || (event->type == EAR_EVENT_PLAYBACK && g_strcmp0 (event->playback.state, "failed") == 0)
         || (event->type == EAR_EVENT_UNDERSTOOD && event->understood.intent == NULL);
}

/**
 * ear_event_words_dup_detail:
 * @tariff: (nullable): for the names of what is charged
 * @locale: of these names
 *
 * Returns: (transfer full): what an event says, in one line; may be empty
 */
char *
ear_event_words_dup_detail (const EarEvent *event,
                            EarTariff      *tariff,
                            const char     *locale)
{
  switch (event->type) {
  case EAR_EVENT_OPENED:
    return g_strdup (say (event->opened.cause));
  case EAR_EVENT_CLOSED:
    return g_strdup (say (event->closed.reason));
  case EAR_EVENT_WOKEN:
  case EAR_EVENT_NEARLY_WOKEN:
    return tell_woken (event);
  case EAR_EVENT_HEARD:
    return tell_heard (&event->heard);
  case EAR_EVENT_UNDERSTOOD:
    return tell_understood (&event->understood);
  case EAR_EVENT_ASKED:
    return ear_answer_words_dup_question (&event->asked);
  case EAR_EVENT_ANSWERED:
    return ear_answer_words_dup_answer (&event->answered);
  case EAR_EVENT_FAILED:
    return JOIN (ear_answer_words_get_service (event->failed.kind), event->failed.message);
  case EAR_EVENT_SAID: {
    char *words = quote (event->said.text);

    return words ? words : g_strdup ("");
  }
  case EAR_EVENT_SPOKEN:
    return tell_spoken (&event->spoken);
  case EAR_EVENT_EXPECTED:
    return g_strdup (say (event->expected.kind));
  case EAR_EVENT_QUEUED:
  case EAR_EVENT_PLAYED:
    return JOIN (say (event->queued.kind), event->queued.title, event->queued.artist);
  case EAR_EVENT_PLAYBACK:
    return JOIN (say (event->playback.state), event->playback.message);
  case EAR_EVENT_PRESSED:
    return JOIN (say (event->pressed.button), event->pressed.value);
  case EAR_EVENT_ADJUSTED:
    return JOIN (say (event->adjusted.setting), say (event->adjusted.value));
  case EAR_EVENT_TICKED:
    return g_strdup (say (event->ticked.reason));
  case EAR_EVENT_SENSED:
    return JOIN (say (event->sensed.what), say (event->sensed.value), event->sensed.detail);
  case EAR_EVENT_SCHEDULED:
    return tell_scheduled (&event->scheduled);
  case EAR_EVENT_RESCHEDULED:
  case EAR_EVENT_UNSCHEDULED:
  case EAR_EVENT_MISSED:
  case EAR_EVENT_RANG:
  case EAR_EVENT_SNOOZED:
  case EAR_EVENT_HUSHED:
    return tell_alert (event);
  case EAR_EVENT_NOTIFIED:
    return JOIN (say (event->notified.kind), event->notified.source, event->notified.text);
  case EAR_EVENT_CALLED:
    return JOIN (say (event->called.state), event->called.who);
  case EAR_EVENT_BOOKMARKED:
    return g_strdup (event->bookmarked.title ? event->bookmarked.title : "");
  case EAR_EVENT_PLANNED:
  case EAR_EVENT_STEPPED:
    return tell_steps (&event->planned);
  case EAR_EVENT_LISTED:
    return JOIN (event->listed.item, say (event->listed.change));
  case EAR_EVENT_ORDERED:
    return tell_ordered (&event->ordered);
  case EAR_EVENT_SUBSCRIBED:
    return JOIN (event->subscribed.plan, say (event->subscribed.state));
  case EAR_EVENT_CHARGED:
    return tell_charged (&event->charged, tariff, locale);
  case EAR_EVENT_ERRED:
    return JOIN (event->erred.message, event->erred.where);
  case EAR_EVENT_READ:
  case EAR_EVENT_LAPSED:
  case EAR_N_EVENTS:
  default:
    return g_strdup ("");
  }
}

/**
 * ear_event_words_dup_span:
 *
 * Returns: (transfer full): a span in milliseconds or seconds, as exact as it is worth
 */
char *
ear_event_words_dup_span (gint64 span_us)
{
  if (span_us < 10 * G_TIME_SPAN_MILLISECOND)
    return g_strdup_printf (_("%.1f ms"), span_us / 1000.0);
  if (span_us < 10 * G_TIME_SPAN_SECOND)
    return g_strdup_printf (_("%.0f ms"), span_us / 1000.0);

  return g_strdup_printf (_("%.1f s"), span_us / (double) G_TIME_SPAN_SECOND);
}

/* The last event of a type in the same turn before a position, or NULL. */
static const EarEvent *
look_back (EarTape      *tape,
           guint         position,
           EarEventType  type)
{
  guint32 turn = ear_tape_peek (tape, position)->turn;

  for (guint i = position - 1; i > 0 && position - i < MAX_TURN; i--) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->turn != turn)
      break;
    if (event->type == type)
      return event;
  }

  return NULL;
}

static gint64
measure (const EarEvent *from,
         const EarEvent *to)
{
  return from && to && from->mono_us > 0 && to->mono_us >= from->mono_us ? to->mono_us - from->mono_us : -1;
}

/* How long what ended with an event took, or −1 where that says nothing. */
static gint64
get_latency (EarTape *tape,
             guint    position)
{
  const EarEvent *event = ear_tape_peek (tape, position);

  switch ((int) event->type) {
  case EAR_EVENT_HEARD:
    return g_strcmp0 (event->heard.source, "text") != 0 && event->heard.decided_us > 0 ? event->heard.decided_us : -1;
  case EAR_EVENT_UNDERSTOOD:
    return measure (look_back (tape, position, EAR_EVENT_HEARD), event);
  case EAR_EVENT_ANSWERED:
  case EAR_EVENT_FAILED:
    return measure (look_back (tape, position, EAR_EVENT_ASKED), event);
  case EAR_EVENT_SAID:
    return measure (look_back (tape, position, EAR_EVENT_HEARD), event);
  default:
    return -1;
  }
}

/**
 * ear_event_words_dup_latency:
 * @position: on the tape, from 1
 *
 * Returns: (transfer full): how long hearing, understanding, a service or the whole answer took; empty for the others
 */
char *
ear_event_words_dup_latency (EarTape *tape,
                             guint    position)
{
  gint64 span = get_latency (tape, position);

  return span >= 0 ? ear_event_words_dup_span (span) : g_strdup ("");
}

static void
add_span (GString    *text,
          const char *what,
          gint64      span_us)
{
  g_autofree char *span = NULL;

  if (span_us < 0)
    return;

  span = ear_event_words_dup_span (span_us);
  g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", what, span);
}

/* From the end of what was heard to the first sound of the answer. */
static gint64
get_first_sound (const EarEvent *heard,
                 const EarEvent *spoken)
{
  gint64 span = measure (heard, spoken);

  return span >= 0 && spoken->spoken.spoke_us > 0 && span >= spoken->spoken.spoke_us
         ? span - spoken->spoken.spoke_us + heard->heard.decided_us : -1;
}

/**
 * ear_event_words_dup_turn:
 *
 * Returns: (transfer full): how long the parts of the last answer took; empty if there is none
 */
char *
ear_event_words_dup_turn (EarTape *tape)
{
  guint length = ear_tape_get_length (tape);
  const EarEvent *said = ear_tape_peek_last (tape, length, EAR_EVENT_SAID);
  const EarEvent *heard = ear_tape_peek_last (tape, length, EAR_EVENT_HEARD);
  const EarEvent *spoken = ear_tape_peek_last (tape, length, EAR_EVENT_SPOKEN);
  g_autoptr (GString) text = g_string_new (NULL);
  gint64 hearing = -1, understanding = -1, service = 0;
  gboolean aloud;

  if (!said || !heard || said->turn != heard->turn)
    return g_strdup ("");

  aloud = g_strcmp0 (heard->heard.source, "text") != 0;
  for (guint i = length; i > 0 && length - i < MAX_TURN && ear_tape_peek (tape, i)->turn >= said->turn; i--) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->turn != said->turn)
      continue;
    if (event->type == EAR_EVENT_HEARD && aloud)
      hearing = get_latency (tape, i);
    else if (event->type == EAR_EVENT_UNDERSTOOD)
      understanding = get_latency (tape, i);
    else if (event->type == EAR_EVENT_ANSWERED || event->type == EAR_EVENT_FAILED)
      service += MAX (get_latency (tape, i), 0);
  }
  add_span (text, _("hearing"), hearing);
  add_span (text, _("understanding"), understanding);
  add_span (text, _("service"), service > 0 ? service : -1);
  add_span (text, _("answer"), measure (heard, said));
  if (aloud && spoken && spoken->turn == said->turn)
    add_span (text, _("first sound"), get_first_sound (heard, spoken));

  return g_string_free (g_steal_pointer (&text), FALSE);
}
