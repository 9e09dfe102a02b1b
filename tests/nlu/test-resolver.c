/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-resolver.h"

#include <string.h>

static GDateTime *now;

static EarInteractionModel *
load (const char *name,
      const char *skill,
      const char *locale)
{
  g_autofree char *path = g_build_filename (EAR_TEST_MODELS, name, NULL);
  g_autoptr (GError) error = NULL;
  EarInteractionModel *model = ear_interaction_model_load (path, skill, locale, &error);

  g_assert_no_error (error);

  return model;
}

static EarResolver *
make_resolver (const char *locale,
               ...)
{
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  const char *name;
  va_list args;

  va_start (args, locale);
  while ((name = va_arg (args, const char *)))
    g_ptr_array_add (models, load (name, name, locale));
  va_end (args);

  return ear_resolver_new (locale, models);
}

static char *
describe (const EarResolution *resolution)
{
  GString *text = g_string_new (resolution->intent ? resolution->intent : "-");

  for (guint i = 0; i < resolution->slots->len; i++) {
    const EarFilledSlot *slot = g_ptr_array_index (resolution->slots, i);

    g_string_append_printf (text, " %s=%s", slot->name, slot->value);
    if (slot->resolved[0] != NULL && strcmp (slot->resolved[0], slot->value) != 0)
      g_string_append_printf (text, "(%s)", slot->resolved[0]);
  }

  return g_string_free (text, FALSE);
}

typedef struct {
  const char *text;
  const char *expected;
  const char *heard_as;
} Row;

static const Row english[] = {
  { "what's the weather in Hamburg", "weather.forecast place=Hamburg", "exact" },
  { "What is the weather in hamburg?", "weather.forecast place=hamburg(Hamburg)", "exact" },
  { "how's the weather in the big apple", "weather.forecast place=the big apple(New York)", "exact" },
  { "what's the weather in Lisbon", "weather.forecast place=Lisbon", "exact" },
  { "tomorrow what's the weather in berlin", "weather.forecast date=2026-03-03 place=berlin(Berlin)", "tolerant" },
  { "could you please tell me what the weather is in Paris", "weather.forecast place=Paris", "tolerant" },
  { "whats the wether in hamburg", "weather.forecast place=hamburg(Hamburg)", "tolerant" },
  { "what's the weather in Hambourg", "weather.forecast place=Hambourg(Hamburg)", "tolerant" },
  { "play some jazz", "music.play genre=jazz", "exact" },
  { "please play some jazz", "music.play genre=jazz", "tolerant" },
  { "play the entertainer by joplin", "music.play title=the entertainer(The Entertainer) artist=joplin(Scott Joplin)", "exact" },
  { "play bourree", "music.play title=bourree(Bourrée)", "exact" },
  { "play bohemian rhapsody", "music.play title=bohemian rhapsody", "exact" },
  { "play the next song", "AMAZON.NextIntent", "exact" },
  { "wake me up at seven", "alarm.set time=19:00", "exact" },
  { "wake me up tomorrow at seven", "alarm.set date=2026-03-03 time=07:00", "exact" },
  { "wake me up tomorrow evening at seven", "alarm.set date=2026-03-03 time=19:00", "exact" },
  { "wake me up at half past six tomorrow", "alarm.set time=06:30 date=2026-03-03", "tolerant" },
  { "set an alarm for 7:30 a.m.", "alarm.set time=07:30", "exact" },
  { "set a ten minute timer", "timer.set duration=PT10M", "exact" },
  { "set a pasta timer for an hour and a half", "timer.set label=pasta duration=PT1H30M", "exact" },
  { "cancel my alarms", "alarm.cancel", "tolerant" },
  { "cancel", "AMAZON.CancelIntent", "exact" },
  { "remind me to call my mom at five", "reminder.set task=call my mom time=17:00", "exact" },
  { "add three eggs to my shopping list", "list.add amount=3 item=eggs", "exact" },
  { "add olive oil and bread to my shopping list", "list.add item=olive oil and bread(olive oil)", "tolerant" },
  { "order more coffee", "shopping.order product=coffee", "exact" },
  { "set the volume to 50 %", "device.volume level=50", "tolerant" },
  { "what can you do", "AMAZON.HelpIntent", "exact" },
  { "stop, please", "AMAZON.StopIntent", "exact" },
  { "what is the capital of France", "-", "tolerant" },
  { "translate hello to spanish", "-", "tolerant" },
  { "transfer fifty dollars to my savings account", "-", "tolerant" },
  { "seven", "-", "tolerant" },
  { "Hamburg", "-", "tolerant" },
  { "", "-", "tolerant" },
  { "?!", "-", "tolerant" },
};

static const Row german[] = {
  { "Wie ist das Wetter in Hamburg?", "weather.forecast place=Hamburg", "exact" },
  { "wie ist das wetter in koeln", "weather.forecast place=koeln(Köln)", "exact" },
  { "wie wird das Wetter morgen in München", "weather.forecast date=2026-03-03 place=München", "exact" },
  { "wie wird morgen das Wetter in Saarbruecken", "weather.forecast date=2026-03-03 place=Saarbruecken(Saarbrücken)", "tolerant" },
  { "wird es morgen regnen", "weather.forecast date=2026-03-03", "tolerant" },
  { "spiel Für Elise", "music.play title=Für Elise", "exact" },
  { "spiel bitte etwas Jazz", "music.play genre=Jazz", "tolerant" },
  { "weck mich um halb acht", "alarm.set time=19:30", "exact" },
  { "weck mich morgen um sieben", "alarm.set date=2026-03-03 time=07:00", "exact" },
  { "stell mir einen Wecker für morgen um sechs", "alarm.set date=2026-03-03 time=06:00", "tolerant" },
  { "kannst du bitte den Timer stoppen", "timer.cancel", "tolerant" },
  { "stelle einen Timer für anderthalb Stunden", "timer.set duration=PT1H30M", "tolerant" },
  { "erinnere mich morgen an den Zahnarzt", "reminder.set date=2026-03-03 task=den Zahnarzt", "exact" },
  { "setz Milch auf die Einkaufsliste", "list.add item=Milch", "exact" },
  { "setze Kaese und Brot auf die Einkaufsliste", "list.add item=Kaese und Brot(Käse)", "tolerant" },
  { "bestell mehr Kaffee", "shopping.order product=Kaffee", "exact" },
  { "mach bitte lauter", "device.louder", "tolerant" },
  { "hör auf", "AMAZON.StopIntent", "exact" },
  { "hoer auf", "AMAZON.StopIntent", "exact" },
  { "abbrechen", "AMAZON.CancelIntent", "exact" },
  { "was ist die Hauptstadt von Frankreich", "-", "tolerant" },
  { "buche einen Flug nach Berlin", "-", "tolerant" },
};

static void
check_row (EarResolver      *resolver,
           const EarContext *context,
           const Row        *row)
{
  g_autoptr (EarResolution) resolution = ear_resolver_resolve (resolver, row->text, context, now);
  g_autofree char *description = describe (resolution);

  if (strcmp (description, row->expected) != 0 || (row->heard_as && strcmp (resolution->heard_as, row->heard_as) != 0))
    g_error ("“%s”: expected %s (%s), got %s (%s, %.2f)", row->text, row->expected, row->heard_as, description,
             resolution->heard_as, resolution->score);
  g_assert_cmpfloat (resolution->score, >=, 0);
  g_assert_cmpfloat (resolution->score, <=, 1);
}

static void
test_english (void)
{
  g_autoptr (EarResolver) resolver = make_resolver ("en-US", "home.en-US.json", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (english); i++)
    check_row (resolver, NULL, &english[i]);
}

static void
test_german (void)
{
  g_autoptr (EarResolver) resolver = make_resolver ("de-DE", "home.de-DE.json", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (german); i++)
    check_row (resolver, NULL, &german[i]);
}

static void
test_offsets (void)
{
  g_autoptr (EarResolver) resolver = make_resolver ("de-DE", "home.de-DE.json", NULL);
  g_autoptr (EarResolution) resolution = ear_resolver_resolve (resolver, "  Wie  ist das Wetter in „München“?", NULL, now);
  const EarFilledSlot *place = ear_resolution_find (resolution, "place");
  g_autofree char *json = ear_resolution_slots_to_json (resolution);

  g_assert_cmpstr (place->heard, ==, "München");
  g_assert_cmpuint (place->start, ==, 28);
  g_assert_cmpuint (place->end, ==, 36);
  g_assert_cmpstr (resolution->matched, ==, "wie ist das Wetter in {place}");
  g_assert_cmpstr (json, ==, "{\"place\":{\"value\":\"München\",\"heard\":\"München\",\"resolved\":[\"München\"],\"start\":28,\"end\":36}}");
  g_assert_null (ear_resolution_find (resolution, "date"));
}

static void
test_elicited (void)
{
  static const Row place[] = {
    { "Hamburg", "weather.forecast place=Hamburg", "exact" }, { "in hamburg please", "weather.forecast place=hamburg(Hamburg)", "tolerant" },
    { "how about berlin", "weather.forecast place=berlin(Berlin)", "exact" }, { "Tokyo", "weather.forecast place=Tokyo", "exact" },
    { "stop", "AMAZON.StopIntent", "exact" }, { "never mind", "AMAZON.CancelIntent", "exact" },
    { "tomorrow", "weather.forecast date=2026-03-03", "exact" }, { "tell me a joke", "chat.joke", "exact" },
  };
  static const Row time[] = {
    { "at seven", "alarm.set time=19:00", NULL }, { "half past six in the morning", "alarm.set time=06:30", "exact" },
    { "make it eight", "alarm.set time=20:00", "exact" }, { "help", "AMAZON.HelpIntent", "exact" },
    { "tomorrow at nine", "alarm.set date=2026-03-03 time=09:00", NULL },
  };
  static const Row task[] = {
    { "call the dentist", "reminder.set task=call the dentist", "exact" }, { "stop", "AMAZON.StopIntent", "exact" },
  };
  g_autoptr (EarResolver) resolver = make_resolver ("en-US", "home.en-US.json", "pizza.en-US.json", NULL);
  EarContext context = { "home.en-US.json", "weather.forecast", "place", FALSE };

  for (gsize i = 0; i < G_N_ELEMENTS (place); i++)
    check_row (resolver, &context, &place[i]);
  context.intent = "alarm.set";
  context.slot = "time";
  for (gsize i = 0; i < G_N_ELEMENTS (time); i++)
    check_row (resolver, &context, &time[i]);
  context.intent = "reminder.set";
  context.slot = "task";
  for (gsize i = 0; i < G_N_ELEMENTS (task); i++)
    check_row (resolver, &context, &task[i]);
  context.slot = "nonsense";
  check_row (resolver, &context, &english[0]);
}

static void
test_confirm (void)
{
  static const Row rows[] = {
    { "yes", "AMAZON.YesIntent", "exact" }, { "sure, go ahead", "AMAZON.YesIntent", "exact" }, { "why not", "AMAZON.YesIntent", "exact" },
    { "um yeah okay", "AMAZON.YesIntent", "tolerant" }, { "no thanks", "AMAZON.NoIntent", "exact" }, { "not really", "AMAZON.NoIntent", "exact" },
    { "I'd rather not", "AMAZON.NoIntent", "exact" }, { "stop", "AMAZON.StopIntent", "exact" },
    { "what's the weather in Hamburg", "weather.forecast place=Hamburg", "exact" },
  };
  static const Row german_rows[] = {
    { "ja gerne", "AMAZON.YesIntent", "exact" }, { "lieber nicht", "AMAZON.NoIntent", "exact" }, { "klar", "AMAZON.YesIntent", "exact" },
    { "nein danke", "AMAZON.NoIntent", "exact" }, { "ach nein", "AMAZON.NoIntent", "tolerant" }, { "stopp", "AMAZON.StopIntent", "exact" },
  };
  g_autoptr (EarResolver) resolver = make_resolver ("en-US", "home.en-US.json", NULL);
  g_autoptr (EarResolver) german_resolver = make_resolver ("de-DE", "home.de-DE.json", NULL);
  EarContext context = { "shopping", NULL, NULL, TRUE };
  g_autoptr (EarResolution) yes = ear_resolver_resolve (resolver, "yes", &context, now);

  g_assert_cmpstr (yes->skill, ==, "shopping");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (resolver, &context, &rows[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (german_rows); i++)
    check_row (german_resolver, &context, &german_rows[i]);
}

static void
test_several_models (void)
{
  static const Row rows[] = {
    { "I'd like a large pizza with extra cheese", "OrderPizza size=large topping=extra cheese", "exact" },
    { "order a big hawaii pizza", "OrderPizza size=big(large) topping=hawaii(ham and pineapple)", "exact" },
    { "i would like a huge pizza with anchovies", "OrderPizza size=huge topping=anchovies", "exact" },
    { "three pizzas with salami", "OrderPizza count=3 topping=salami", "exact" },
    { "where is the next store in san francisco", "FindStore city=san francisco", "exact" },
    { "my name is bob and I think the pizza was great", "Feedback name=bob opinion=the pizza was great", "exact" },
    { "play some jazz", "music.play genre=jazz", "exact" },
  };
  g_autoptr (EarResolver) resolver = make_resolver ("en-US", "home.en-US.json", "pizza.en-US.json", NULL);
  EarContext context = { "pizza.en-US.json", NULL, NULL, FALSE };
  g_autoptr (EarResolution) first = ear_resolver_resolve (resolver, "stop", NULL, now);
  g_autoptr (EarResolution) running = ear_resolver_resolve (resolver, "stop", &context, now);
  g_autoptr (EarResolution) own = ear_resolver_resolve (resolver, "bring it on", NULL, now);

  g_assert_cmpstr (first->skill, ==, "home.en-US.json");
  g_assert_cmpstr (running->skill, ==, "pizza.en-US.json");
  g_assert_cmpstr (own->intent, ==, "AMAZON.YesIntent");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (resolver, NULL, &rows[i]);
}

/* A sample with its first listed value, or a plain one of a built-in type, in each slot. */
static char *
fill_sample (EarInteractionModel *model,
             const EarIntent     *intent,
             const char          *sample)
{
  static const struct { const char *type, *words; } plain[] = {
    { "AMAZON.DATE", "2026-05-01" }, { "AMAZON.TIME", "19:30" }, { "AMAZON.DURATION", "10 min" }, { "AMAZON.NUMBER", "7" },
  };
  GString *filled = g_string_new (sample);

  for (guint i = 0; i < intent->slots->len; i++) {
    const EarSlot *slot = g_ptr_array_index (intent->slots, i);
    const EarSlotType *type = ear_interaction_model_find_type (model, slot->type);
    g_autofree char *braces = g_strdup_printf ("{%s}", slot->name);
    const char *words = "xylophone";

    for (gsize j = 0; j < G_N_ELEMENTS (plain); j++)
      if (strcmp (plain[j].type, slot->type) == 0)
        words = plain[j].words;
    if (type->values->len > 0)
      words = ((EarSlotValue *) g_ptr_array_index (type->values, 0))->name;
    g_string_replace (filled, braces, words, 0);
  }

  return g_string_free (filled, FALSE);
}

static guint
check_samples (const char *name,
               const char *locale,
               const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarInteractionModel) model = ear_interaction_model_load (path, name, locale, &error);
  g_autoptr (GPtrArray) models = g_ptr_array_new ();
  g_autoptr (EarResolver) resolver = NULL;
  GPtrArray *intents;
  guint n = 0;

  g_assert_no_error (error);
  g_ptr_array_add (models, model);
  resolver = ear_resolver_new (locale, models);
  intents = ear_interaction_model_get_intents (model);

  for (guint i = 0; i < intents->len; i++) {
    const EarIntent *intent = g_ptr_array_index (intents, i);

    for (guint j = 0; intent->samples[j]; j++, n++) {
      g_autofree char *text = fill_sample (model, intent, intent->samples[j]);
      g_autoptr (EarResolution) resolution = ear_resolver_resolve (resolver, text, NULL, now);

      if (g_strcmp0 (resolution->intent, intent->name) != 0 || strcmp (resolution->heard_as, "exact") != 0)
        g_error ("%s: sample “%s” of %s, said as “%s”, is understood as %s (%s)", name, intent->samples[j], intent->name, text,
                 resolution->intent, resolution->heard_as);
    }
  }

  return n;
}

static void
test_every_sample (void)
{
  static const struct { const char *name, *locale; } models[] = {
    { "home.en-US.json", "en-US" }, { "home.de-DE.json", "de-DE" }, { "pizza.en-US.json", "en-US" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++) {
    g_autofree char *path = g_build_filename (EAR_TEST_MODELS, models[i].name, NULL);

    g_test_message ("%s: %u samples", models[i].name, check_samples (models[i].name, models[i].locale, path));
  }
}

static void
test_orders (void)
{
  static const Row rows[] = {
    { "can I get a large iced coffee with milk and brown sugar", "orderDrink size=large coffeeDrink=iced coffee milkAmount=milk sugarAmount=brown sugar", "exact" },
    { "give me a large dark roast double shot americano with a little bit of whole milk and lots of sugar",
      "orderDrink size=large roast=dark roast numberOfShots=double shot coffeeDrink=americano milkAmount=a little bit of whole milk "
      "sugarAmount=lots of sugar", "exact" },
    { "please could you make me a small light roast latte", "orderDrink size=small roast=light roast coffeeDrink=latte", "tolerant" },
    { "with milk i want a coffee", "orderDrink milkAmount=milk coffeeDrink=coffee", "tolerant" },
    { "tell me a joke", "-", "tolerant" },
  };
  const char *shared = g_getenv ("EARSHOT_SHARED");
  g_autofree char *path = shared ? g_build_filename (shared, "data", "speech", "orders", "en-US.json", NULL) : NULL;
  g_autoptr (GPtrArray) models = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (EarResolver) resolver = NULL;

  if (path == NULL) {
    g_test_skip ("EARSHOT_SHARED is not set");
    return;
  }
  g_assert_cmpuint (check_samples ("orders", "en-US", path), ==, 1440);
  g_ptr_array_add (models, ear_interaction_model_load (path, "orders", "en-US", NULL));
  resolver = ear_resolver_new ("en-US", models);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (resolver, NULL, &rows[i]);
}

static void
test_hostile (void)
{
  g_autoptr (EarResolver) resolver = make_resolver ("en-US", "home.en-US.json", "pizza.en-US.json", NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (EarResolution) long_one = NULL;
  g_autoptr (EarResolution) words = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "a ");
  long_one = ear_resolver_resolve (resolver, text->str, NULL, now);
  g_assert_null (long_one->intent);

  g_string_truncate (text, 0);
  for (guint i = 0; i < 60; i++)
    g_string_append (text, "tomorrow milk ");
  words = ear_resolver_resolve (resolver, text->str, NULL, now);
  g_assert_null (words->intent);
}

static void
test_no_models (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (EarResolver) resolver = ear_resolver_new ("en-US", none);
  g_autoptr (EarResolution) resolution = ear_resolver_resolve (resolver, "hello", NULL, now);
  g_autofree char *jsgf = ear_resolver_dup_jsgf (resolver);

  g_assert_null (resolution->intent);
  g_assert_nonnull (strstr (jsgf, "<VOID>"));
  g_assert_finalize_object (g_steal_pointer (&resolver));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  now = g_date_time_new_utc (2026, 3, 2, 10, 0, 0);

  g_test_add_func ("/nlu/resolver/english", test_english);
  g_test_add_func ("/nlu/resolver/german", test_german);
  g_test_add_func ("/nlu/resolver/offsets", test_offsets);
  g_test_add_func ("/nlu/resolver/elicited", test_elicited);
  g_test_add_func ("/nlu/resolver/confirm", test_confirm);
  g_test_add_func ("/nlu/resolver/several-models", test_several_models);
  g_test_add_func ("/nlu/resolver/every-sample", test_every_sample);
  g_test_add_func ("/nlu/resolver/orders", test_orders);
  g_test_add_func ("/nlu/resolver/hostile", test_hostile);
  g_test_add_func ("/nlu/resolver/no-models", test_no_models);

  status = g_test_run ();
  g_date_time_unref (now);

  return status;
}
