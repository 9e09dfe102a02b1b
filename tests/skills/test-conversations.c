/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-dialog.h"
#include "model/ear-json.h"
#include "skills/ear-skills.h"

#include <string.h>

#define BEGINNING (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

/* Conversations in files, line by line: what is said, what must be understood, with which slots. The dialog and the
 * skills are the real ones; the services always have the same to say, and speech takes no time.
 */
typedef struct {
  EarDialog    *dialog;
  EarTape      *tape;
  EarHousehold *household;
  EarState      state;
  GTimeZone    *timezone;
  gint64        now;
  guint         turn;
} Device;

static void
device_init (Device     *self,
             const char *locale)
{
  g_autoptr (GPtrArray) skills = ear_skills_new ();
  g_autoptr (GError) error = NULL;

  *self = (Device) {
    .dialog = ear_dialog_new (skills, NULL, locale, &error),
    .tape = ear_tape_new (),
    .household = ear_household_new (),
    .state = EAR_STATE_INIT,
    .timezone = g_time_zone_new_utc (),
    .now = BEGINNING,
  };
  g_assert_no_error (error);
}

static void
device_clear (Device *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->tape);
  g_object_unref (self->household);
  g_time_zone_unref (self->timezone);
}

static EarAnswer *
make_answer (EarServiceKind     kind,
             const EarQuestion *question)
{
  static const EarAnswerKind kinds[] = {
    [EAR_SERVICE_WEATHER] = EAR_ANSWER_FORECASTS, [EAR_SERVICE_MUSIC] = EAR_ANSWER_TRACKS, [EAR_SERVICE_SHOP] = EAR_ANSWER_PRODUCTS,
    [EAR_SERVICE_ADS] = EAR_ANSWER_ADVERT, [EAR_SERVICE_ASSISTANT] = EAR_ANSWER_REPLY,
    [EAR_SERVICE_BOOKS] = EAR_ANSWER_BOOKS,
  };
  gboolean order = kind == EAR_SERVICE_SHOP && strcmp (question->operation, "search") != 0;
  EarAnswer *answer = ear_answer_new (order ? EAR_ANSWER_RECEIPT : kinds[kind]);

  switch (answer->kind) {
  case EAR_ANSWER_FORECASTS:
    ear_answer_add (answer, &(EarForecast) {
      .place = question->text, .country = "X", .date = question->date ? question->date : "2026-03-02", .condition = "rain",
      .low = 3, .high = 9, .now = 6, .rain_chance = 60
    });
    break;
  case EAR_ANSWER_TRACKS:
    ear_answer_add (answer, &(EarTrack) { .id = "one", .url = "earshot:music/one", .title = "One", .artist = "Somebody" });
    ear_answer_add (answer, &(EarTrack) { .id = "two", .url = "earshot:music/two", .title = "Two", .artist = "Somebody" });
    break;
  case EAR_ANSWER_PRODUCTS:
    for (guint i = 0; i < 2; i++)
      ear_answer_add (answer, &(EarProduct) {
        .sku = i ? "B" : "A", .title = question->text, .unit = "1 kg", .currency = "USD", .micros = 5000000, .stock = 9
      });
    break;
  case EAR_ANSWER_RECEIPT:
    ear_answer_add (answer, &(EarReceipt) {
      .order = "E-100200", .sku = question->sku, .title = question->text, .currency = "USD", .state = "placed", .quantity = 1,
      .micros = 5000000, .due = BEGINNING + 2 * G_TIME_SPAN_DAY
    });
    break;
  case EAR_ANSWER_REPLY:
    ear_answer_add (answer, &(EarReply) { .text = "Quite far.", .model = "m", .tokens_in = 3, .tokens_out = 2 });
    break;
  case EAR_ANSWER_ADVERT:
  case EAR_ANSWER_BOOKS:
  case EAR_ANSWER_PASSAGES:
  case EAR_N_ANSWER_KINDS:
  default:
    break;
  }

  return answer;
}

static void device_post (Device         *self,
                         const EarEvent *values);

static void
grant (Device        *self,
       const EarWish *wish)
{
  if (wish->event)
    device_post (self, wish->event);

  if (wish->type == EAR_WISH_SAY) {
    g_assert_nonnull (wish->event->said.text);
    g_assert_cmpstr (wish->event->said.text, !=, "");
    g_assert_null (strpbrk (wish->event->said.text, "{}[]"));
  } else if (wish->type == EAR_WISH_ASK) {
    g_autofree char *question = ear_question_to_json (wish->question);
    g_autoptr (EarAnswer) answer = make_answer (wish->kind, wish->question);
    g_autofree char *json = ear_answer_to_json (answer);
    const char *kind = ear_service_kind_to_name (wish->kind);

    device_post (self, &(EarEvent) {
      .type = EAR_EVENT_ASKED, .asked = { .kind = kind, .skill = wish->skill, .question = question }
    });
    device_post (self, &(EarEvent) { .type = EAR_EVENT_ANSWERED, .answered = { .kind = kind, .answer = json } });
  } else if (wish->type == EAR_WISH_PAUSE || wish->type == EAR_WISH_RESUME || wish->type == EAR_WISH_STOP) {
    device_post (self, &(EarEvent) {
      .type = EAR_EVENT_PLAYBACK,
      .playback = { .token = "music:one", .state = wish->type == EAR_WISH_PAUSE ? "paused"
                                                   : wish->type == EAR_WISH_RESUME ? "resumed" : "stopped" },
    });
  }
}

static void
device_post (Device         *self,
             const EarEvent *values)
{
  g_autoptr (GPtrArray) wishes = ear_wishes_new ();
  EarEvent event = *values;
  EarEvent *made;
  EarState state;
  EarMoment moment;

  event.at = self->now;
  event.turn = self->turn;
  made = ear_event_new (&event);
  ear_tape_append (self->tape, made);
  ear_state_apply (&self->state, made);
  ear_household_apply (self->household, made);
  g_assert_cmpuint (ear_tape_get_length (self->tape), <, 100000);

  state = self->state;
  moment = (EarMoment) {
    .tape = self->tape, .state = &state, .household = self->household, .dice = { 1 }, .now = self->now, .timezone = self->timezone,
  };
  ear_dialog_decide (self->dialog, &moment, wishes);
  for (guint i = 0; i < wishes->len; i++)
    grant (self, g_ptr_array_index (wishes, i));
}

static void
device_hear (Device     *self,
             const char *words)
{
  guint said = self->state.last.said;

  self->turn++;
  self->now += 20 * G_TIME_SPAN_SECOND;
  if (!self->state.session_open)
    device_post (self, &(EarEvent) { .type = EAR_EVENT_OPENED, .opened = { .cause = "text" } });
  device_post (self, &(EarEvent) { .type = EAR_EVENT_WOKEN, .woken = { .by = "text" } });
  device_post (self, &(EarEvent) { .type = EAR_EVENT_HEARD, .heard = { .text = words, .source = "text" } });
  if (self->state.last.said > said)
    device_post (self, &(EarEvent) { .type = EAR_EVENT_SPOKEN });
}

static const EarEvent *
peek_understood (Device *self)
{
  for (guint i = ear_tape_get_length (self->tape); i > 0; i--)
    if (ear_tape_peek (self->tape, i)->type == EAR_EVENT_UNDERSTOOD)
      return ear_tape_peek (self->tape, i);

  g_assert_not_reached ();
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Takes (element-type utf8) "name=value", in any order. */
static char *
describe (const char *intent,
          GPtrArray  *slots)
{
  g_autofree char *joined = NULL;

  g_ptr_array_sort (slots, compare_lines);
  g_ptr_array_add (slots, NULL);
  joined = g_strjoinv (" ", (char **) slots->pdata);

  return g_strconcat (intent ? intent : "nothing", " ", joined, NULL);
}

static char *
describe_got (const EarUnderstood *understood)
{
  g_autoptr (JsonNode) node = understood->slots ? ear_json_parse (understood->slots, -1, NULL, NULL) : NULL;
  g_autoptr (GPtrArray) slots = ear_filled_slots_from_json (node);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < slots->len; i++) {
    const EarFilledSlot *slot = g_ptr_array_index (slots, i);

    g_ptr_array_add (pairs, g_strdup_printf ("%s=%s", slot->name, slot->resolved && slot->resolved[0] ? slot->resolved[0] : slot->value));
  }

  return describe (understood->intent, pairs);
}

static char *
describe_wanted (const char *intent,
                 const char *slots)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ear_json_parse (slots, -1, NULL, &error);
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  g_assert_no_error (error);
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &value))
    g_ptr_array_add (pairs, g_strdup_printf ("%s=%s", name, json_node_get_string (value)));

  return describe (intent, pairs);
}

/* A conversation is one over all skills; adverts come by themselves. */
static void
check_all_met (GHashTable *met)
{
  g_autoptr (GPtrArray) skills = ear_skills_new ();

  for (guint i = 0; i < skills->len; i++) {
    const char *id = ear_skill_get_id (g_ptr_array_index (skills, i));

    if (strcmp (id, "adverts") != 0 && !g_hash_table_contains (met, id))
      g_error ("Nothing in the conversation is for the skill “%s”", id);
  }
}

static void
run (const char *file,
     const char *locale,
     guint       n_expected)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "skills", file, NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = 0, n_wrong = 0, n_in_other_words = 0;
  Device device;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  device_init (&device, locale);

  for (guint i = 0; lines[i]; i++) {
    g_auto (GStrv) columns = g_strsplit (lines[i], "\t", 3);
    g_autofree char *wanted = NULL, *got = NULL;
    const EarUnderstood *understood;

    if (*lines[i] == '\0' || *lines[i] == '#')
      continue;
    g_assert_cmpuint (g_strv_length (columns), ==, 3);
    n++;
    device_hear (&device, columns[0]);
    wanted = describe_wanted (columns[1], columns[2]);
    understood = &peek_understood (&device)->understood;
    got = describe_got (understood);
    n_in_other_words += strcmp (understood->heard_as, "exact") != 0;
    if (understood->skill)
      g_hash_table_add (met, g_strdup (understood->skill));
    if (strcmp (wanted, got) != 0) {
      n_wrong++;
      g_test_message ("“%s” is %s, understood as %s", columns[0], wanted, got);
    }
  }

  g_test_message ("%s: %u of %u wrong, %u unlike any sample", file, n_wrong, n, n_in_other_words);
  g_assert_cmpuint (n, ==, n_expected);
  g_assert_cmpuint (n_wrong, ==, 0);
  g_assert_cmpuint (n_in_other_words * 2, >=, n);
  check_all_met (met);
  device_clear (&device);
}

static void
test_english (void)
{
  run ("conversation-en.tsv", "en-US", 77);
}

static void
test_german (void)
{
  run ("conversation-de.tsv", "de-DE", 57);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/conversations/english", test_english);
  g_test_add_func ("/conversations/german", test_german);

  return g_test_run ();
}
