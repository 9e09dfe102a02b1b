/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-demo-turn.h"

#define MS    G_GINT64_CONSTANT (1000)
#define START (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

/* When each thing happens, in ms. */
static const struct { gint64 at; EarEvent event; } steps[] = {
  { 300, { .type = EAR_EVENT_OPENED, .opened = { .session = "demo", .cause = "wake-word", .locale = "en-US" } } },
  { 400, { .type = EAR_EVENT_WOKEN, .woken = { .by = "wake-word", .word = "computer", .score = 0.9, .direction = 60 } } },
  { 2600, { .type = EAR_EVENT_HEARD, .heard = { .text = "set a timer for ten seconds", .confidence = 0.9, .source = "voice" } } },
  { 2650, { .type = EAR_EVENT_UNDERSTOOD, .understood = { .intent = "alerts.timer", .skill = "alerts", .score = 1, .slots = "{}", .heard_as = "exact" } } },
  { 4400, { .type = EAR_EVENT_SCHEDULED, .scheduled = { .id = "t1", .kind = "timer", .due = START + 19400 * MS, .span_us = 10000 * MS } } },
  { 4400, { .type = EAR_EVENT_EXPECTED, .expected = { .skill = "alerts", .kind = "follow-up" } } },
  { 4400, { .type = EAR_EVENT_SAID, .said = { .skill = "alerts", .ssml = "<speak>Ten seconds, starting now.</speak>", .text = "Ten seconds, starting now." } } },
  { 7200, { .type = EAR_EVENT_SPOKEN, .spoken = { .spoke_us = 2800 * MS } } },
  { 9400, { .type = EAR_EVENT_LAPSED } },
  { 9700, { .type = EAR_EVENT_CLOSED, .closed = { .reason = "lapsed" } } },
  { 11800, { .type = EAR_EVENT_ADJUSTED, .adjusted = { .setting = "volume", .value = "7" } } },
  { 13600, { .type = EAR_EVENT_NOTIFIED, .notified = { .id = "n1", .kind = "message", .source = "demo", .text = "Hello" } } },
  { 17600, { .type = EAR_EVENT_READ, .notified = { .id = "n1" } } },
  { 19400, { .type = EAR_EVENT_RANG, .alerted = { .id = "t1", .due = START + 19400 * MS, .kind = "timer" } } },
  { 23400, { .type = EAR_EVENT_HUSHED, .alerted = { .id = "t1" } } },
  { 24000, { .type = EAR_EVENT_ADJUSTED, .adjusted = { .setting = "mic", .value = "off" } } },
};

/**
 * ear_demo_turn_make_tape:
 *
 * Returns: (transfer full): half a minute with a speaker that shows most of what a light ring tells
 */
EarTape *
ear_demo_turn_make_tape (void)
{
  EarTape *tape = ear_tape_new ();

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++) {
    EarEvent values = steps[i].event;

    values.turn = 1;
    values.at = START + steps[i].at * MS;
    ear_tape_append (tape, ear_event_new (&values));
  }

  return tape;
}
