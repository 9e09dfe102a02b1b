/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include "services/ear-offline.h"
#include "services/ear-registry.h"

/* Prints one line of JSON for each kind: what an answer costs, and what asking adds to it. */

#define N_TIMES 2000

static const EarQuestion questions[EAR_N_SERVICE_KINDS] = {
  [EAR_SERVICE_WEATHER] = { .operation = "forecast", .locale = "en-US", .text = "Hamburg", .days = 7, .now = 1772436600000000, .seed = 7 },
  [EAR_SERVICE_MUSIC] = { .operation = "search", .locale = "en-US", .genre = "classical", .seed = 7 },
  [EAR_SERVICE_SHOP] = { .operation = "search", .locale = "en-US", .text = "ground cofee" },
  [EAR_SERVICE_ADS] = { .operation = "pick", .locale = "en-US", .context = "weather", .seed = 7 },
  [EAR_SERVICE_ASSISTANT] = { .operation = "chat", .locale = "en-US", .text = "why did it lose money" },
  [EAR_SERVICE_BOOKS] = { .operation = "search", .locale = "en-US", .text = "alice" },
};

static void
report (const char *name,
        const char *what,
        gint64      us,
        guint       n)
{
  g_print ("{\"bench\":\"services.%s.%s\",\"us\":%.2f}\n", name, what, (double) us / n);
}

int
main (void)
{
  for (EarServiceKind kind = 0; kind < EAR_N_SERVICE_KINDS; kind++) {
    g_autoptr (EarProvider) provider = ear_offline_new (kind, NULL);
    const char *name = ear_service_kind_to_name (kind);
    g_autoptr (GError) error = NULL;
    g_autoptr (EarAnswer) first = NULL;
    gint64 start = g_get_monotonic_time ();

    first = ear_offline_answer (EAR_OFFLINE (provider), &questions[kind], &error);
    if (first == NULL) {
      g_printerr ("%s\n", error->message);
      continue;
    }
    report (name, "load", g_get_monotonic_time () - start, 1);

    start = g_get_monotonic_time ();
    for (guint i = 0; i < N_TIMES; i++)
      ear_answer_free (ear_offline_answer (EAR_OFFLINE (provider), &questions[kind], NULL));
    report (name, "offline", g_get_monotonic_time () - start, N_TIMES);

    start = g_get_monotonic_time ();
    for (guint i = 0; i < N_TIMES; i++)
      ear_answer_free (ask_and_wait (provider, &questions[kind], 0, NULL, NULL));
    report (name, "ask", g_get_monotonic_time () - start, N_TIMES);
  }

  return 0;
}
