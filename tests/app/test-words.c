/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-event-words.h"

static EarTape *
load (const char *const *lines)
{
  EarTape *tape = ear_tape_new ();

  for (guint i = 0; lines[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (EarEvent) event = ear_event_from_json (lines[i], -1, &error);

    g_assert_no_error (error);
    ear_tape_append (tape, g_steal_pointer (&event));
  }

  return tape;
}

static void
assert_told (const char *line,
             const char *name,
             const char *detail)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarEvent) event = ear_event_from_json (line, -1, &error);
  g_autofree char *told = NULL;

  g_assert_no_error (error);
  told = ear_event_words_dup_detail (event, NULL, "en-US");
  g_assert_cmpstr (ear_event_words_get_name (event), ==, name);
  g_assert_cmpstr (told, ==, detail);
}

#define AT "\"turn\":1,\"at\":1772436600000000,"

static void
test_details (void)
{
  assert_told ("{\"event\":\"heard\"," AT "\"text\":\"hello\",\"confidence\":1,\"source\":\"text\"}", "Heard", "“hello”");
  assert_told ("{\"event\":\"heard\"," AT "\"text\":\"hello\",\"confidence\":0.92,\"source\":\"voice\"}", "Heard", "“hello” · 92 % sure");
  assert_told ("{\"event\":\"heard\"," AT "\"text\":\"\",\"source\":\"voice\"}", "Heard", "nothing that could be understood · 0 % sure");
  assert_told ("{\"event\":\"understood\"," AT "\"intent\":\"weather.forecast\",\"skill\":\"weather\",\"score\":1,"
               "\"slots\":{\"place\":{\"value\":\"Hamburg\"}},\"heard_as\":\"tolerant\"}", "Understood",
               "weather.forecast · place: Hamburg · nearly the words");
  assert_told ("{\"event\":\"understood\"," AT "\"score\":0}", "Not understood", "nothing that the speaker can do");
  assert_told ("{\"event\":\"asked\"," AT "\"kind\":\"shop\",\"skill\":\"shopping\",\"question\":{\"operation\":\"search\",\"text\":\"coffee\"}}",
               "Asked", "Shop · look for “coffee”");
  assert_told ("{\"event\":\"answered\"," AT "\"kind\":\"shop\",\"provider\":\"offline\",\"answer\":{\"kind\":\"products\",\"rows\":["
               "{\"title\":\"Coffee\",\"currency\":\"USD\",\"micros\":11990000},{\"title\":\"Tea\"}]}}", "Answered",
               "Shop · 2 results, first Coffee, $11.99");
  assert_told ("{\"event\":\"answered\"," AT "\"kind\":\"weather\",\"provider\":\"offline\",\"answer\":{\"kind\":\"forecasts\",\"rows\":["
               "{\"place\":\"Hamburg\",\"low\":3.6,\"high\":10.9,\"condition\":\"partly-cloudy\"}]}}", "Answered",
               "Weather · Hamburg, 4 to 11 °C, partly cloudy");
  assert_told ("{\"event\":\"charged\"," AT "\"item\":\"voice.nlu\",\"quantity\":1,\"micros\":-150,\"currency\":\"USD\"}", "Charged",
               "voice.nlu · −$0.00015");
  assert_told ("{\"event\":\"charged\"," AT "\"item\":\"shop.margin\",\"quantity\":1,\"micros\":960000,\"currency\":\"USD\"}", "Charged",
               "shop.margin · +$0.96");
  assert_told ("{\"event\":\"spoken\"," AT "\"spoke_us\":3200000,\"interrupted\":true}", "Spoken", "interrupted after 3.2 s");
  assert_told ("{\"event\":\"sensed\"," AT "\"what\":\"call\",\"value\":\"incoming\",\"detail\":\"Anna\"}", "Sensed", "call · incoming · Anna");
  assert_told ("{\"event\":\"stepped\"," AT "\"routine\":\"good morning\",\"count\":1}", "Next step", "good morning · 1 step left");
  assert_told ("{\"event\":\"unscheduled\"," AT "\"id\":\"alert-1\"}", "Canceled", "");
  assert_told ("{\"event\":\"failed\"," AT "\"kind\":\"music\",\"provider\":\"offline\",\"code\":\"timeout\",\"message\":\"no answer\"}", "Failed",
               "Music · no answer");
}

/* Whatever a tape holds, each type has words, an icon, and no crash. */
static void
test_every_type (void)
{
  for (EarEventType type = 0; type < EAR_N_EVENTS; type++) {
    g_autoptr (EarEvent) event = ear_event_new (&(EarEvent) { .type = type });
    g_autofree char *detail = ear_event_words_dup_detail (event, NULL, NULL);

    g_assert_nonnull (detail);
    g_assert_cmpstr (ear_event_words_get_name (event), !=, "");
    g_assert_true (g_str_has_suffix (ear_event_words_get_icon (event), "-symbolic"));
  }
}

static void
assert_latency (EarTape    *tape,
                guint       position,
                const char *expected)
{
  g_autofree char *text = ear_event_words_dup_latency (tape, position);

  g_assert_cmpstr (text, ==, expected);
}

/* What is typed has no hearing; a row tells a span only where something took time. */
static void
test_latencies (void)
{
  static const char *const typed[] = {
    "{\"event\":\"heard\",\"turn\":1,\"at\":1,\"mono_us\":1000,\"text\":\"a\",\"source\":\"text\"}",
    "{\"event\":\"understood\",\"turn\":1,\"at\":1,\"mono_us\":1600,\"intent\":\"x\"}",
    "{\"event\":\"charged\",\"turn\":1,\"at\":1,\"mono_us\":1700,\"item\":\"a\"}",
    "{\"event\":\"asked\",\"turn\":1,\"at\":1,\"mono_us\":2000,\"kind\":\"shop\"}",
    "{\"event\":\"answered\",\"turn\":1,\"at\":1,\"mono_us\":42000,\"kind\":\"shop\"}",
    "{\"event\":\"said\",\"turn\":1,\"at\":1,\"mono_us\":43000,\"text\":\"b\"}", NULL
  };
  static const char *const spoken[] = {
    "{\"event\":\"heard\",\"turn\":2,\"at\":1,\"mono_us\":1000000,\"text\":\"a\",\"source\":\"voice\",\"decided_us\":340000}",
    "{\"event\":\"understood\",\"turn\":2,\"at\":1,\"mono_us\":1000500,\"intent\":\"x\"}",
    "{\"event\":\"said\",\"turn\":2,\"at\":1,\"mono_us\":1001000,\"text\":\"b\"}",
    "{\"event\":\"spoken\",\"turn\":2,\"at\":1,\"mono_us\":3101000,\"spoke_us\":2000000}", NULL
  };
  g_autoptr (EarTape) first = load (typed), second = load (spoken);
  g_autofree char *first_turn = ear_event_words_dup_turn (first), *second_turn = ear_event_words_dup_turn (second);

  assert_latency (first, 1, "");
  assert_latency (first, 2, "0.6 ms");
  assert_latency (first, 3, "");
  assert_latency (first, 5, "40 ms");
  assert_latency (first, 6, "42 ms");
  g_assert_cmpstr (first_turn, ==, "understanding 0.6 ms · service 40 ms · answer 42 ms");
  assert_latency (second, 1, "340 ms");
  g_assert_cmpstr (second_turn, ==, "hearing 340 ms · understanding 0.5 ms · answer 1.0 ms · first sound 441 ms");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/words/details", test_details);
  g_test_add_func ("/words/every-type", test_every_type);
  g_test_add_func ("/words/latencies", test_latencies);

  return g_test_run ();
}
