/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-phrase.h"
#include "nlu/ear-resolver.h"
#include "nlu/ear-spoken-value.h"

#include <stdint.h>
#include <string.h>

/* Everything that reads what people say, fed with anything. Built with EAR_FUZZ it is a libFuzzer target; without it is a test
 * that feeds bytes and words by the dice. */
int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static EarResolver *
make_resolver (const char *name,
               const char *locale)
{
  g_autofree char *path = g_build_filename (EAR_TEST_MODELS, name, NULL);
  g_autoptr (EarInteractionModel) model = ear_interaction_model_load (path, "fuzz", locale, NULL);
  g_autoptr (GPtrArray) models = g_ptr_array_new ();

  g_assert_nonnull (model);
  g_ptr_array_add (models, model);

  return ear_resolver_new (locale, models);
}

static void
check (EarResolver      *resolver,
       const char       *text,
       const EarContext *context,
       GDateTime        *now)
{
  g_autoptr (EarResolution) resolution = ear_resolver_resolve (resolver, text, context, now);
  gsize length = strlen (text);

  for (guint i = 0; i < resolution->slots->len; i++) {
    const EarFilledSlot *slot = g_ptr_array_index (resolution->slots, i);

    g_assert_cmpuint (slot->start, <, slot->end);
    g_assert_cmpuint (slot->end, <=, length);
    g_assert_true (strncmp (slot->heard, text + slot->start, slot->end - slot->start) == 0);
  }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  static const char *const locales[] = { "en-US", "de-DE" };
  static EarResolver *resolvers[2];
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (GDateTime) now = g_date_time_new_utc (2026, 3, 2, 10, 0, 0);
  EarContext asked = { NULL, "weather.forecast", "place", size % 2 == 0 };
  g_autofree char *plain = ear_phrase_plain (text);

  g_assert_true (g_utf8_validate (plain, -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (locales); i++) {
    if (resolvers[i] == NULL)
      resolvers[i] = make_resolver (i ? "home.de-DE.json" : "home.en-US.json", locales[i]);
    check (resolvers[i], text, NULL, now);
    check (resolvers[i], text, &asked, now);
    for (EarValueType type = 0; type < EAR_N_VALUE_TYPES; type++)
      g_free (ear_spoken_value_parse (type, locales[i], text, now));
  }

  return 0;
}

#ifndef EAR_FUZZ
static void
test_bytes (void)
{
  guint8 bytes[300];

  for (guint i = 0; i < 300; i++) {
    gsize n = g_test_rand_int_range (0, sizeof bytes);

    for (gsize j = 0; j < n; j++)
      bytes[j] = g_test_rand_int_range (0, 256);
    LLVMFuzzerTestOneInput (bytes, n);
  }
}

/* Words that mean something to the readers, in any order, find what bytes never would. */
static void
test_words (void)
{
  static const char *const words[] = {
    "set", "an", "alarm", "for", "seven", "thirty", "half", "past", "to", "quarter", "in", "ten", "minutes", "tomorrow", "next", "friday",
    "march", "third", "of", "the", "a", "and", "hundred", "thousand", "million", "oh", "point", "minus", "7:30", "99", "1/2", "3.5", "am", "p.m.",
    "weather", "Hamburg", "milk", "play", "by", "my", "shopping", "list", "weck", "mich", "um", "halb", "acht", "viertel", "vor", "nach", "drei",
    "und", "zwanzig", "Uhr", "morgen", "früh", "Stunden", "anderthalb", "übermorgen", "nächsten", "2026", "31.12.", "&", "%", "it's", "don't",
  };

  for (guint i = 0; i < 1500; i++) {
    g_autoptr (GString) text = g_string_new (NULL);
    guint n = g_test_rand_int_range (1, i % 50 == 0 ? 80 : 14);

    for (guint j = 0; j < n; j++)
      g_string_append_printf (text, "%s ", words[g_test_rand_int_range (0, G_N_ELEMENTS (words))]);
    LLVMFuzzerTestOneInput ((const guint8 *) text->str, text->len);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/nlu/fuzz/bytes", test_bytes);
  g_test_add_func ("/nlu/fuzz/words", test_words);

  return g_test_run ();
}
#endif
