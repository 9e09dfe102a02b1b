/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include "model/ear-paths.h"

EarSpeakerConfig
bench_get_config (Bench *self)
{
  return (EarSpeakerConfig) {
           .clock = self->clock, .registry = self->registry, .tariff = self->tariff, .locale = "en-US", .seed = 7
  };
}

void
bench_begin (Bench      *self,
             const char *start,
             const char *locale,
             EarArchive *archive)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = ear_paths_find_data ("tariffs/2021-us.json", &error);
  EarSpeakerConfig config;

  g_assert_no_error (error);
  self->clock = ear_clock_new_iso8601 (start, &error);
  g_assert_no_error (error);
  self->registry = ear_registry_new (&error);
  g_assert_no_error (error);
  self->tariff = ear_tariff_load (path, &error);
  g_assert_no_error (error);

  config = bench_get_config (self);
  config.locale = locale ? locale : "en-US";
  config.archive = archive;
  self->speaker = ear_speaker_new (&config, &error);
  g_assert_no_error (error);
}

void
bench_set_up (Bench         *self,
              gconstpointer  locale)
{
  bench_begin (self, "2026-03-02T07:30:00+01:00", locale, NULL);
}

void
bench_tear_down (Bench         *self,
                 gconstpointer  locale)
{
  g_autoptr (GError) error = NULL;

  ear_speaker_close (self->speaker);
  g_assert_true (ear_ledger_check (ear_speaker_get_ledger (self->speaker), &error));
  g_assert_no_error (error);

  g_assert_finalize_object (self->speaker);
  g_assert_finalize_object (self->registry);
  g_assert_finalize_object (self->tariff);
  g_assert_finalize_object (self->clock);
}

void
bench_settle (Bench *self)
{
  while (!ear_speaker_is_settled (self->speaker))
    g_main_context_iteration (NULL, TRUE);
}

void
bench_say (Bench      *self,
           const char *text)
{
  ear_speaker_hear_text (self->speaker, text);
  bench_settle (self);
}

void
bench_wait (Bench  *self,
            gint64  span)
{
  gint64 until = ear_clock_get_now (self->clock) + span;

  while (ear_clock_get_now (self->clock) < until) {
    gint64 next = MIN (ear_clock_get_next (self->clock), until);

    ear_clock_advance (self->clock, MAX (next - ear_clock_get_now (self->clock), 0));
    bench_settle (self);
  }
}

const EarEvent *
bench_peek_last (Bench        *self,
                 EarEventType  type)
{
  EarTape *tape = ear_speaker_get_tape (self->speaker);

  for (guint i = ear_tape_get_length (tape); i > 0; i--)
    if (ear_tape_peek (tape, i)->type == type)
      return ear_tape_peek (tape, i);

  return NULL;
}

guint
bench_count (Bench        *self,
             EarEventType  type)
{
  EarTape *tape = ear_speaker_get_tape (self->speaker);
  guint n = 0;

  for (guint i = 1; i <= ear_tape_get_length (tape); i++)
    n += ear_tape_peek (tape, i)->type == type;

  return n;
}
