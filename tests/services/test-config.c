/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include "services/ear-registry.h"

#include <string.h>

static const char *const forms[] = { "json", "csv", NULL };
static const EarSetting settings[] = {
  { .key = "url", .type = EAR_SETTING_URL, .label = "Address", .required = TRUE },
  { .key = "user", .type = EAR_SETTING_TEXT, .label = "Name", .initial = "guest" },
  { .key = "key", .type = EAR_SETTING_SECRET, .label = "Key" },
  { .key = "form", .type = EAR_SETTING_CHOICE, .label = "Form", .initial = "json", .choices = forms },
  { .key = "folder", .type = EAR_SETTING_FOLDER, .label = "Folder" },
};

static EarConfig *
make_config (void)
{
  return ear_config_new ("Shop", settings, G_N_ELEMENTS (settings));
}

static void
test_values (void)
{
  g_autofree char *long_value = g_strnfill (5000, 'x');
  const struct { const char *key, *value, *kept, *why; } cases[] = {
    { "url", "https://shop.example/api//", "https://shop.example/api", NULL },
    { "url", "http://127.0.0.1:8080", "http://127.0.0.1:8080", NULL },
    { "url", "ftp://shop.example", NULL, "http://" },
    { "url", "file:///etc/passwd", NULL, "http://" },
    { "url", "shop.example", NULL, "Address" },
    { "url", "https://me:secret@shop.example", NULL, "password" },
    { "url", "https://", NULL, "host" },
    { "user", "Zoë", "Zoë", NULL },
    { "user", "", "guest", NULL },
    { "user", "a\nb", NULL, "line of text" },
    { "user", "\xff", NULL, "line of text" },
    { "user", long_value, NULL, "line of text" },
    { "form", "csv", "csv", NULL },
    { "form", "xml", NULL, "json, csv" },
    { "folder", "/music/../music", "/music", NULL },
    { "colour", "red", NULL, "no setting" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (EarConfig) config = make_config ();
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (ear_config_set (config, cases[i].key, cases[i].value, &error), ==, cases[i].why == NULL);
    if (cases[i].why != NULL) {
      g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP);
      g_assert_nonnull (strstr (error->message, cases[i].why));
    } else {
      g_assert_cmpstr (ear_config_get (config, cases[i].key), ==, cases[i].kept);
    }
  }
}

/* A value may hold commas and equals signs, as addresses do. */
static void
test_set_all (void)
{
  g_autoptr (EarConfig) config = make_config ();
  g_autoptr (GError) error = NULL;

  g_assert_true (ear_config_set_all (config, "url=http://a.example/x?y=1,2&b=3,form=csv,key=s,e=c", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (ear_config_get (config, "url"), ==, "http://a.example/x?y=1,2&b=3");
  g_assert_cmpstr (ear_config_get (config, "form"), ==, "csv");
  g_assert_cmpstr (ear_config_get (config, "key"), ==, "s,e=c");
  g_assert_false (ear_config_set_all (config, "nonsense", &error));
  g_assert_nonnull (strstr (error->message, "NAME=VALUE"));
}

static void
on_changed (EarConfig  *config,
            const char *key,
            GString    *log)
{
  g_string_append_printf (log, "%s ", key);
}

static void
test_signal (void)
{
  g_autoptr (EarConfig) config = make_config ();
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (config, "changed", G_CALLBACK (on_changed), log);
  g_assert_true (ear_config_set (config, "user", "ann", NULL));
  g_assert_true (ear_config_set (config, "user", "ann", NULL));
  g_assert_true (ear_config_set (config, "user", NULL, NULL));
  g_assert_false (ear_config_set (config, "form", "xml", NULL));
  g_assert_cmpstr (log->str, ==, "user user ");
}

/* No secret is in what is shown, or in what is said of a wrong one. */
static void
test_secrets_are_hidden (void)
{
  g_autoptr (EarConfig) config = make_config ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_false (ear_config_set (config, "key", "canary\n", &error));
  g_assert_null (strstr (error->message, "canary"));
  g_assert_true (ear_config_set (config, "key", "canary", NULL));
  g_assert_true (ear_config_set (config, "url", "http://a.example", NULL));
  text = ear_config_to_text (config);
  g_assert_cmpstr (text, ==, "url=http://a.example, key=***");
}

/* Who is not set up is not asked, and says what is missing. */
static void
test_incomplete (void)
{
  g_autoptr (EarConfig) config = make_config ();
  g_autoptr (GError) error = NULL;

  g_assert_false (ear_config_check_complete (config, &error));
  g_assert_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP);
  g_assert_nonnull (strstr (error->message, "“Address” (url)"));
  g_assert_true (ear_config_set (config, "url", "http://a.example", NULL));
  g_assert_true (ear_config_check_complete (config, NULL));
}

/* Every kind has a question to try it with, which the embedded services answer. */
static void
test_samples (void)
{
  g_autoptr (EarRegistry) registry = ear_registry_new (NULL);

  for (EarServiceKind kind = 0; kind < EAR_N_SERVICE_KINDS; kind++) {
    EarQuestion question = *ear_provider_get_sample (kind);
    g_autoptr (GError) error = NULL;
    g_autoptr (EarAnswer) answer = NULL;

    question.now = 1772436600000000;
    answer = ask_and_wait (ear_registry_get (registry, kind), &question, 0, NULL, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (answer->rows->len, >, 0);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/config/values", test_values);
  g_test_add_func ("/config/set-all", test_set_all);
  g_test_add_func ("/config/signal", test_signal);
  g_test_add_func ("/config/secrets-are-hidden", test_secrets_are_hidden);
  g_test_add_func ("/config/incomplete", test_incomplete);
  g_test_add_func ("/config/samples", test_samples);

  return g_test_run ();
}
