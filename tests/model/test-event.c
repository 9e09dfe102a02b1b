/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "arbitrary.h"
#include "model/ear-event.h"
#include "model/ear-json.h"

#include <string.h>

#define ROUNDS 40

static void
test_table (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  static const char *const reserved[] = { "at", "mono_us", "turn", "event", NULL };

  for (EarEventType t = 0; t < EAR_N_EVENTS; t++) {
    g_autoptr (GHashTable) members = g_hash_table_new (g_str_hash, g_str_equal);

    g_assert_nonnull (ear_event_type_to_name (t));
    g_assert_true (g_hash_table_add (names, (gpointer) ear_event_type_to_name (t)));

    for (const EarField *f = ear_event_type_get_fields (t); f->name; f++) {
      g_assert_false (g_strv_contains (reserved, f->name));
      g_assert_true (g_hash_table_add (members, (gpointer) f->name));
      g_assert_cmpuint (f->offset, >=, G_STRUCT_OFFSET (EarEvent, opened));
      g_assert_cmpuint (f->offset, <, sizeof (EarEvent));
    }
    g_assert_cmpuint (g_hash_table_size (members), <, EAR_MAX_FIELDS);
  }
}

/* The vocabulary that a rerun feeds; a change here changes what old tapes mean. */
static void
test_outside (void)
{
  static const char *const outside[] = {
    "woken", "nearly-woken", "heard", "lapsed", "answered", "failed", "spoken", "playback", "pressed", "sensed", "ticked", "erred",
    NULL
  };

  for (EarEventType t = 0; t < EAR_N_EVENTS; t++)
    g_assert_cmpint (ear_event_type_is_outside (t), ==, g_strv_contains (outside, ear_event_type_to_name (t)));
}

static void
test_round_trip (gconstpointer data)
{
  EarEventType type = GPOINTER_TO_UINT (data);

  for (guint i = 0; i < ROUNDS; i++) {
    g_autoptr (EarEvent) event = arbitrary_event (type);
    g_autoptr (EarEvent) copy = ear_event_new (event);
    g_autofree char *line = ear_event_to_json (event, FALSE);
    g_autofree char *again = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (EarEvent) back = ear_event_from_json (line, -1, &error);

    g_assert_no_error (error);
    g_assert_null (strchr (line, '\n'));
    g_assert_true (ear_event_equal (event, copy));
    g_assert_true (ear_event_equal (event, back));
    g_assert_cmpint (event->mono_us, ==, back->mono_us);
    again = ear_event_to_json (back, FALSE);
    g_assert_cmpstr (line, ==, again);
  }
}

/* Changes one member at a time: each of them must count. */
static void
test_differences (gconstpointer data)
{
  EarEventType type = GPOINTER_TO_UINT (data);
  g_autoptr (EarEvent) event = arbitrary_event (type);
  EarEvent values = *event;

  for (const EarField *f = ear_event_type_get_fields (type); f->name; f++) {
    g_autoptr (EarEvent) other = NULL;

    values = *event;
    switch (f->kind) {
    case EAR_FIELD_TEXT:
    case EAR_FIELD_JSON:
      G_STRUCT_MEMBER (const char *, &values, f->offset) = "{\"other\":1}";
      break;
    case EAR_FIELD_REAL:
      G_STRUCT_MEMBER (double, &values, f->offset) = 1234.5678;
      break;
    case EAR_FIELD_COUNT:
      G_STRUCT_MEMBER (gint64, &values, f->offset) ^= 1;
      break;
    case EAR_FIELD_FLAG:
    default:
      G_STRUCT_MEMBER (gboolean, &values, f->offset) = !G_STRUCT_MEMBER (gboolean, &values, f->offset);
    }
    other = ear_event_new (&values);
    g_assert_false (ear_event_equal (event, other));
  }
}

static void
test_stamps (void)
{
  EarEvent values = { .type = EAR_EVENT_TICKED, .turn = 3, .at = 1000, .mono_us = 5, .ticked = { "alarm" } };
  g_autoptr (EarEvent) event = ear_event_new (&values);
  g_autoptr (EarEvent) later = NULL, other_turn = NULL, other_time = NULL;
  g_autofree char *comparing = ear_event_to_json (event, TRUE);
  g_autofree char *whole = ear_event_to_json (event, FALSE);

  values.mono_us = 6;
  later = ear_event_new (&values);
  g_assert_true (ear_event_equal (event, later));
  values.turn = 4;
  other_turn = ear_event_new (&values);
  g_assert_false (ear_event_equal (event, other_turn));
  values.turn = 3;
  values.at = 1001;
  other_time = ear_event_new (&values);
  g_assert_false (ear_event_equal (event, other_time));

  g_assert_cmpstr (comparing, ==, "{\"at\":1000,\"turn\":3,\"event\":\"ticked\",\"reason\":\"alarm\"}");
  g_assert_cmpstr (whole, ==, "{\"at\":1000,\"mono_us\":5,\"turn\":3,\"event\":\"ticked\",\"reason\":\"alarm\"}");
}

/* An event owns its strings. */
static void
test_ownership (void)
{
  char text[] = "order more coffee";
  g_autoptr (EarEvent) event = ear_event_new (&(EarEvent) { .type = EAR_EVENT_HEARD, .heard = { .text = text } });
  g_autoptr (EarEvent) shared = ear_event_ref (event);

  memset (text, 'x', sizeof text - 1);
  g_assert_cmpstr (shared->heard.text, ==, "order more coffee");
  g_assert_true (shared == event);
}

/* Whatever a program puts in, what it writes can be read. */
static void
test_always_readable (void)
{
  g_autofree char *opening = g_strnfill (64, '['), *closing = g_strnfill (64, ']');
  g_autofree char *deep = g_strconcat (opening, closing, NULL);
  g_autofree char *long_text = g_strnfill (5 * 1024 * 1024, 'x');
  const EarEvent values[] = {
    { .type = EAR_EVENT_HEARD, .heard = { .text = "caf\xe9", .confidence = G_MAXDOUBLE } },
    { .type = EAR_EVENT_HEARD, .heard = { .text = long_text } },
    { .type = EAR_EVENT_WOKEN, .woken = { .direction = -0.0 } },
    { .type = EAR_EVENT_ANSWERED, .answered = { .answer = "not JSON" } },
    { .type = EAR_EVENT_ANSWERED, .answered = { .answer = deep } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (EarEvent) event = ear_event_new (&values[i]);
    g_autofree char *line = ear_event_to_json (event, FALSE);
    g_autoptr (GError) error = NULL;
    g_autoptr (EarEvent) back = ear_event_from_json (line, -1, &error);

    g_assert_no_error (error);
    g_assert_nonnull (back);
  }
}

static void
test_infinities (void)
{
  double infinity = G_MAXDOUBLE * 2;
  EarEvent values = { .type = EAR_EVENT_WOKEN, .woken = { .score = infinity, .direction = infinity - infinity } };
  g_autoptr (EarEvent) event = ear_event_new (&values);
  g_autofree char *line = ear_event_to_json (event, FALSE);
  g_autoptr (EarEvent) back = ear_event_from_json (line, -1, NULL);

  g_assert_true (ear_event_equal (event, back));
  g_assert_cmpfloat (event->woken.score, ==, 0);
}

static void
test_refusals (void)
{
  static const struct { const char *line, *words; int code; } bad[] = {
    { "", "too early", EAR_JSON_ERROR_SYNTAX },
    { "[]", "expected an object", EAR_JSON_ERROR_TYPE },
    { "{}", "$.event is missing", EAR_JSON_ERROR_MISSING },
    { "{\"event\":\"heard\"}", "$.at is missing", EAR_JSON_ERROR_MISSING },
    { "{\"event\":\"heard\",\"at\":1}", "$.turn is missing", EAR_JSON_ERROR_MISSING },
    { "{\"event\":\"sang\",\"at\":1,\"turn\":1}", "unknown event “sang”", EAR_JSON_ERROR_TYPE },
    { "{\"event\":5,\"at\":1,\"turn\":1}", "$.event: expected a string", EAR_JSON_ERROR_TYPE },
    { "{\"event\":\"heard\",\"at\":1.5,\"turn\":1}", "$.at: expected a whole number", EAR_JSON_ERROR_TYPE },
    { "{\"event\":\"heard\",\"at\":1,\"turn\":-1}", "$.turn", EAR_JSON_ERROR_LIMIT },
    { "{\"event\":\"heard\",\"at\":1,\"turn\":4294967296}", "$.turn", EAR_JSON_ERROR_LIMIT },
    { "{\"event\":\"heard\",\"at\":1,\"turn\":1,\"text\":7}", "$.text: expected a string", EAR_JSON_ERROR_TYPE },
    { "{\"event\":\"heard\",\"at\":1,\"turn\":1,\"confidence\":\"high\"}", "$.confidence: expected a number", EAR_JSON_ERROR_TYPE },
    { "{\"event\":\"heard\",\"at\":1,\"turn\":1,\"spoke_us\":1.5}", "$.spoke_us: expected a whole number", EAR_JSON_ERROR_TYPE },
    { "{\"event\":\"spoken\",\"at\":1,\"turn\":1,\"interrupted\":1}", "$.interrupted: expected true or false", EAR_JSON_ERROR_TYPE },
    { "{\"event\":\"heard\",\"at\":1,\"turn\":1,\"mono_us\":\"x\"}", "$.mono_us", EAR_JSON_ERROR_TYPE },
    { "{\"event\":\"heard\",\"at\":1,\"turn\":1} x", "follows", EAR_JSON_ERROR_SYNTAX },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (ear_event_from_json (bad[i].line, -1, &error));
    g_assert_error (error, EAR_JSON_ERROR, bad[i].code);
    g_test_message ("%s: %s", bad[i].line, error->message);
    g_assert_nonnull (strstr (error->message, bad[i].words));
  }
}

/* A newer Earshot may add members. */
static void
test_unknown_members (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarEvent) event = ear_event_from_json (
    "{\"event\":\"heard\",\"at\":1,\"turn\":1,\"mood\":{\"x\":[1]},\"text\":\"hello\",\"source\":null}", -1, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (event->heard.text, ==, "hello");
  g_assert_null (event->heard.source);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/event/table", test_table);
  g_test_add_func ("/event/outside", test_outside);
  g_test_add_func ("/event/stamps", test_stamps);
  g_test_add_func ("/event/ownership", test_ownership);
  g_test_add_func ("/event/always-readable", test_always_readable);
  g_test_add_func ("/event/infinities", test_infinities);
  g_test_add_func ("/event/refusals", test_refusals);
  g_test_add_func ("/event/unknown-members", test_unknown_members);
  for (EarEventType t = 0; t < EAR_N_EVENTS; t++) {
    g_autofree char *round_trip = g_strconcat ("/event/round-trip/", ear_event_type_to_name (t), NULL);
    g_autofree char *differences = g_strconcat ("/event/differences/", ear_event_type_to_name (t), NULL);

    g_test_add_data_func (round_trip, GUINT_TO_POINTER (t), test_round_trip);
    g_test_add_data_func (differences, GUINT_TO_POINTER (t), test_differences);
  }

  return g_test_run ();
}
