/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "testlib.h"

#include <glib/gstdio.h>
#include <string.h>

#define WORDS "Today in Hamburg there will be light rain, with a high of twelve degrees and a low of seven degrees."

EarTariff *
test_load_tariff (void)
{
  g_autoptr (GError) error = NULL;
  EarTariff *tariff = ear_tariff_load_by_id (EAR_TARIFF_DEFAULT, &error);

  g_assert_no_error (error);

  return tariff;
}

EarEvent *
test_open (const char *session,
           gint64      at)
{
  return ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_OPENED, .at = at, .mono_us = 7,
    .opened = { .session = session, .cause = "text", .locale = "en-US", .tariff = EAR_TARIFF_DEFAULT, .seed = 1 },
  });
}

EarEvent *
test_close (gint64 at)
{
  return ear_event_new (&(EarEvent) { .type = EAR_EVENT_CLOSED, .at = at, .closed = { .reason = "done" } });
}

EarEvent *
test_hear (const char *text,
           guint       turn,
           gint64      at)
{
  return ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_HEARD, .turn = turn, .at = at, .heard = { .text = text, .confidence = 1, .source = "text" },
  });
}

EarEvent *
test_charge (const char *item,
             gint64      micros,
             guint       turn,
             gint64      at)
{
  return ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_CHARGED, .turn = turn, .at = at,
    .charged = { .item = item, .quantity = 1, .micros = micros, .currency = "USD" },
  });
}

EarEvent *
test_charge_gross (const char *item,
                   gint64      micros,
                   gint64      gross,
                   const char *currency,
                   guint       turn)
{
  return ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_CHARGED, .turn = turn, .at = MORNING,
    .charged = { .item = item, .quantity = 1, .micros = micros, .currency = currency, .gross_micros = gross },
  });
}

/* What a question for the weather leaves on the tape, as far as money is concerned. */
GPtrArray *
test_weather (EarTariff  *tariff,
              const char *session,
              guint       turn,
              gint64      at)
{
  static const char *const items[] = { "voice.asr", "voice.nlu", "weather.query", "voice.tts", "device.subsidy", "people.development" };
  GPtrArray *events = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_event_unref);

  g_ptr_array_add (events, test_open (session, at));
  g_ptr_array_add (events, test_hear ("what's the weather in Hamburg", turn, at + 1));
  g_ptr_array_add (events, ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_UNDERSTOOD, .turn = turn, .at = at + 1,
    .understood = { .intent = "weather.forecast", .skill = "weather", .score = 1, .slots = "{\"place\":{\"value\":\"Hamburg\"}}" },
  }));
  g_ptr_array_add (events, ear_event_new (&(EarEvent) {
    .type = EAR_EVENT_SAID, .turn = turn, .at = at + 2, .said = { .skill = "weather", .ssml = "<speak>" WORDS "</speak>", .text = WORDS },
  }));

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++) {
    gint64 micros, n = strcmp (items[i], "voice.tts") == 0 ? strlen (WORDS) : 1;

    g_assert_true (ear_tariff_price (tariff, items[i], n, 0, &micros));
    g_ptr_array_add (events, test_charge (items[i], micros, turn, at + 3));
  }
  g_ptr_array_add (events, test_close (at + G_USEC_PER_SEC));

  return events;
}

char *
test_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("earshot-XXXXXX", &error);

  g_assert_no_error (error);

  return folder;
}

void
test_remove (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      test_remove (path);
    else
      g_unlink (path);
  }
  g_rmdir (folder);
}

void
test_append (EarArchive *archive,
             EarEvent   *event)
{
  g_autoptr (EarEvent) owned = event;
  g_autoptr (GError) error = NULL;

  ear_archive_append (archive, owned, &error);
  g_assert_no_error (error);
}

void
test_append_all (EarArchive *archive,
                 GPtrArray  *events)
{
  for (guint i = 0; i < events->len; i++)
    test_append (archive, ear_event_ref (g_ptr_array_index (events, i)));
}
