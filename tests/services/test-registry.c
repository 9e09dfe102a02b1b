/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include "services/ear-fault.h"
#include "services/ear-offline.h"
#include "services/ear-registry.h"

#include <string.h>

static const EarQuestion weather = { .operation = "forecast", .locale = "en-US", .text = "Hamburg", .now = 1772436600000000 };
static const EarQuestion chat = { .operation = "chat", .locale = "en-US", .text = "who are you" };

static EarRegistry *
open_registry (void)
{
  g_autoptr (GError) error = NULL;
  EarRegistry *registry = ear_registry_new (&error);

  g_assert_no_error (error);

  return registry;
}

static void
test_start (void)
{
  g_autoptr (EarRegistry) registry = open_registry ();

  for (EarServiceKind kind = 0; kind < EAR_N_SERVICE_KINDS; kind++) {
    EarProvider *provider = ear_registry_get (registry, kind);

    g_assert_cmpstr (ear_provider_get_name (provider), ==, "offline");
    g_assert_cmpint (ear_provider_get_kind (provider), ==, kind);
    g_assert_nonnull (ear_provider_get_attribution (provider));
  }
}

static void
test_no_data (void)
{
  g_autofree char *before = g_strdup (g_getenv ("EARSHOT_DATADIR"));
  g_autoptr (EarRegistry) registry = NULL;
  g_autoptr (GError) error = NULL;

  g_setenv ("EARSHOT_DATADIR", "/nonexistent", TRUE);
  registry = ear_registry_new (&error);
  g_setenv ("EARSHOT_DATADIR", before, TRUE);
  g_assert_null (registry);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

static void
test_choose (void)
{
  g_autoptr (EarRegistry) registry = open_registry ();
  g_autoptr (GPtrArray) list = ear_registry_list (registry, EAR_SERVICE_WEATHER);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (list->len, ==, 4);
  g_assert_true (ear_registry_choose (registry, EAR_SERVICE_WEATHER, "open-meteo", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (ear_provider_get_name (ear_registry_get (registry, EAR_SERVICE_WEATHER)), ==, "open-meteo");

  g_assert_false (ear_registry_choose (registry, EAR_SERVICE_SHOP, "open-meteo", &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, "offline"));
  g_assert_cmpstr (ear_provider_get_name (ear_registry_get (registry, EAR_SERVICE_SHOP)), ==, "offline");
}

static void
test_add (void)
{
  g_autoptr (EarRegistry) registry = open_registry ();
  g_autoptr (EarProvider) mine = ear_offline_new (EAR_SERVICE_SHOP, "/mine.json");
  g_autoptr (GPtrArray) before = ear_registry_list (registry, EAR_SERVICE_SHOP), list = NULL;

  ear_registry_add (registry, mine);
  list = ear_registry_list (registry, EAR_SERVICE_SHOP);
  g_assert_cmpuint (list->len, ==, before->len);
  g_assert_true (ear_registry_get (registry, EAR_SERVICE_SHOP) == mine);
}

static void
assert_outcome (EarRegistry    *registry,
                EarServiceKind  kind,
                const char     *code)
{
  guint deadline_ms = strcmp (code, "timeout") == 0 ? 50 : 5000;
  const EarQuestion *question = kind == EAR_SERVICE_WEATHER ? &weather : &chat;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = ask_and_wait (ear_registry_get (registry, kind), question, deadline_ms, NULL, &error);

  g_assert_true ((answer != NULL) == (error == NULL));
  g_assert_cmpstr (error ? ear_service_error_to_code (error) : "ok", ==, code);
}

static void
test_faults (void)
{
  static const struct { const char *spec, *code; } cases[] = {
    { "hang", "timeout" }, { "offline", "offline" }, { "timeout", "timeout" }, { "auth", "auth" }, { "garbage", "bad-response" },
    { "not-found", "not-found" }, { "limit", "limit" }, { "status=503", "offline" }, { "status=429,retry-after=7", "rate-limited" },
    { "status=401", "auth" }, { "status=404", "not-found" }, { "status=504", "timeout" }, { "status=400", "bad-response" },
    { "latency=1", "ok" }, { "latency=1,jitter=2,seed=4", "ok" }, { "latency=5000", "timeout" }, { "latency=1,offline", "offline" },
    { " p=1 , offline ", "offline" }, { "p=0,offline", "ok" }, { "p=0,hang", "ok" }, { "none", "ok" }, { "", "ok" }, { NULL, "ok" },
  };
  g_autoptr (EarRegistry) registry = open_registry ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_true (ear_registry_set_fault (registry, EAR_SERVICE_ASSISTANT, cases[i].spec, &error));
    g_assert_no_error (error);
    assert_outcome (registry, EAR_SERVICE_ASSISTANT, cases[i].code);
    assert_outcome (registry, EAR_SERVICE_WEATHER, "ok");
  }
}

static void
test_bad_faults (void)
{
  static const char *const specs[] = {
    "boom", "status", "status=", "status=200", "status=abc", "status=503x", "p=2,offline", "p=-1,offline", "p=nan,offline", "p=,offline",
    "latency=-1", "latency=99999999", "p=0.5", "seed=7", "seed=-1,offline", "count=0,offline", "hang,,", ",", "latency=0", "=3", "stat=503",
    "status=50000000000000000000", "sequence=", "sequence=ok:ok", "sequence=200", "sequence=503:", "sequence=boom", "every=0,offline",
    "sequence=503:503:503:503:503:503:503:503:503:503:503:503:503:503:503:503:503", "spread=301,latency=1",
  };
  g_autoptr (EarRegistry) registry = open_registry ();

  g_assert_true (ear_registry_set_fault (registry, EAR_SERVICE_ASSISTANT, "auth", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (specs); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (ear_registry_set_fault (registry, EAR_SERVICE_ASSISTANT, specs[i], &error));
    g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED);
    g_assert_nonnull (strstr (error->message, "status"));
  }
  /* What was in force still is. */
  assert_outcome (registry, EAR_SERVICE_ASSISTANT, "auth");
}

static void
test_fault_survives_choice (void)
{
  g_autoptr (EarRegistry) registry = open_registry ();

  g_assert_true (ear_registry_set_fault (registry, EAR_SERVICE_WEATHER, "offline", NULL));
  g_assert_true (ear_registry_choose (registry, EAR_SERVICE_WEATHER, "open-meteo", NULL));
  g_assert_cmpstr (ear_provider_get_name (ear_registry_get (registry, EAR_SERVICE_WEATHER)), ==, "open-meteo");
  assert_outcome (registry, EAR_SERVICE_WEATHER, "offline");
  g_assert_true (ear_registry_choose (registry, EAR_SERVICE_WEATHER, "offline", NULL));
  g_assert_true (ear_registry_set_fault (registry, EAR_SERVICE_WEATHER, NULL, NULL));
  assert_outcome (registry, EAR_SERVICE_WEATHER, "ok");
}

static void
test_fault_dice (void)
{
  EarFault fault, other;
  guint n = 0, differ = 0;

  g_assert_true (ear_fault_parse ("p=0.2,seed=7,status=503", &fault, NULL));
  g_assert_true (ear_fault_parse ("p=0.2,seed=8,status=503", &other, NULL));
  for (guint i = 0; i < 10000; i++) {
    n += ear_fault_befalls (&fault, i);
    differ += ear_fault_befalls (&fault, i) != ear_fault_befalls (&other, i);
  }
  g_assert_cmpuint (n, >, 1900);
  g_assert_cmpuint (n, <, 2100);
  g_assert_cmpuint (differ, >, 1000);

  g_assert_true (ear_fault_parse ("offline,after=2,count=3", &fault, NULL));
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (ear_fault_befalls (&fault, i), ==, i >= 2 && i < 5);

  g_assert_true (ear_fault_parse ("offline,every=3,after=1", &fault, NULL));
  for (guint i = 0; i < 10; i++)
    g_assert_cmpint (ear_fault_befalls (&fault, i), ==, i == 3 || i == 6 || i == 9);

  g_assert_true (ear_fault_parse ("latency=800,jitter=200,seed=1", &fault, NULL));
  for (guint i = 0; i < 1000; i++) {
    g_assert_cmpuint (ear_fault_get_delay (&fault, i), >=, 800);
    g_assert_cmpuint (ear_fault_get_delay (&fault, i), <=, 1000);
  }
}

static gboolean
on_cancel (gpointer user_data)
{
  g_cancellable_cancel (user_data);

  return G_SOURCE_REMOVE;
}

static void
test_cancel (void)
{
  static const char *const specs[] = { "hang", "latency=10000", "none" };
  g_autoptr (EarRegistry) registry = open_registry ();

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (GError) error = NULL, again = NULL;
    gint64 start = g_get_monotonic_time ();

    g_assert_true (ear_registry_set_fault (registry, EAR_SERVICE_ASSISTANT, specs[i], NULL));
    if (i < 2)
      g_idle_add (on_cancel, cancellable);
    else
      g_cancellable_cancel (cancellable);
    g_assert_null (ask_and_wait (ear_registry_get (registry, EAR_SERVICE_ASSISTANT), &chat, 0, cancellable, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpstr (ear_service_error_to_code (error), ==, "canceled");
    g_assert_null (ask_and_wait (ear_registry_get (registry, EAR_SERVICE_ASSISTANT), &chat, 0, cancellable, &again));
    g_assert_error (again, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC);
  }
}

static void
test_deadline (void)
{
  g_autoptr (EarRegistry) registry = open_registry ();
  g_autoptr (GError) error = NULL;
  EarProvider *provider;
  gint64 start = g_get_monotonic_time ();

  g_assert_true (ear_registry_set_fault (registry, EAR_SERVICE_WEATHER, "hang", NULL));
  provider = ear_registry_get (registry, EAR_SERVICE_WEATHER);
  g_object_add_weak_pointer (G_OBJECT (provider), (gpointer *) &provider);
  g_assert_null (ask_and_wait (provider, &weather, 80, NULL, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_TIMEOUT);
  g_assert_nonnull (strstr (error->message, "0.08 seconds"));
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 79 * 1000);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 180 * 1000);

  /* Nothing of it stays behind. */
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_clear_object (&registry);
  g_assert_null (provider);

  g_assert_cmpuint (ear_provider_get_deadline_ms (EAR_SERVICE_WEATHER), ==, 10000);
  g_assert_cmpuint (ear_provider_get_deadline_ms (EAR_SERVICE_ASSISTANT), ==, 60000);
}

static void
test_codes (void)
{
  g_autoptr (GError) strange = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOENT, "x");
  g_autoptr (GError) unknown = g_error_new_literal (EAR_SERVICE_ERROR, 99, "x");

  g_assert_cmpstr (ear_service_error_to_code (strange), ==, "failed");
  g_assert_cmpstr (ear_service_error_to_code (unknown), ==, "failed");
}

/* One question after the other, and again from the start. */
static void
test_fault_sequence (void)
{
  EarFault fault;

  g_assert_true (ear_fault_parse ("sequence=503:ok:hang:auth,after=1", &fault, NULL));
  for (guint i = 1; i < 12; i++) {
    EarMishap mishap = ear_fault_get_mishap (&fault, i);
    guint step = (i - 1) % 4;

    g_assert_true (ear_fault_befalls (&fault, i));
    g_assert_cmpint (mishap.fails, ==, step == 0 || step == 3);
    g_assert_cmpint (mishap.hang, ==, step == 2);
    g_assert_cmpuint (mishap.status, ==, step == 0 ? 503 : 0);
    g_assert_cmpint (step == 3 ? (int) mishap.code : EAR_SERVICE_ERROR_AUTH, ==, EAR_SERVICE_ERROR_AUTH);
  }
}

/* Half of the latencies are below the median, and what comes later in a spec wins over a preset. */
static void
test_fault_presets (void)
{
  static const char *const presets[] = { "offline", "slow-3g", "flaky", "rate-limited", "down", "garbage", "auth-expired" };
  guint below = 0, slowest = 0;
  EarFault fault;

  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    g_assert_true (ear_fault_parse (presets[i], &fault, NULL));
  g_assert_cmpint (fault.mishap.code, ==, EAR_SERVICE_ERROR_AUTH);

  g_assert_true (ear_fault_parse ("slow-3g,seed=3", &fault, NULL));
  for (guint i = 0; i < 2000; i++) {
    below += ear_fault_get_delay (&fault, i) < 2000;
    slowest = MAX (slowest, ear_fault_get_delay (&fault, i));
  }
  g_assert_cmpuint (below, >, 900);
  g_assert_cmpuint (below, <, 1100);
  g_assert_cmpuint (slowest, >, 4000);
  g_assert_cmpuint (slowest, <, 20000);

  g_assert_true (ear_fault_parse ("rate-limited,retry-after=5,p=0.5", &fault, NULL));
  g_assert_cmpuint (fault.retry_after, ==, 5);
  g_assert_cmpint (fault.mishap.code, ==, EAR_SERVICE_ERROR_RATE_LIMITED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/registry/start", test_start);
  g_test_add_func ("/registry/no-data", test_no_data);
  g_test_add_func ("/registry/choose", test_choose);
  g_test_add_func ("/registry/add", test_add);
  g_test_add_func ("/fault/outcome", test_faults);
  g_test_add_func ("/fault/bad", test_bad_faults);
  g_test_add_func ("/fault/survives-choice", test_fault_survives_choice);
  g_test_add_func ("/fault/dice", test_fault_dice);
  g_test_add_func ("/fault/sequence", test_fault_sequence);
  g_test_add_func ("/fault/presets", test_fault_presets);
  g_test_add_func ("/provider/cancel", test_cancel);
  g_test_add_func ("/provider/deadline", test_deadline);
  g_test_add_func ("/provider/codes", test_codes);

  return g_test_run ();
}
