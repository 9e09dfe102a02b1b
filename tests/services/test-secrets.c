/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "services/ear-secrets.h"

#include <glib/gstdio.h>
#include <string.h>

/* These run where there is no keyring: no bus answers at this address. */
#define NO_BUS "unix:path=/nonexistent/bus"

typedef struct {
  char           *folder;
  EarSecrets     *secrets;
  char           *file;
  gboolean        done;
  char           *value;
  EarSecretPlace  place;
  GError         *error;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("earshot-XXXXXX", NULL);
  fixture->secrets = ear_secrets_new (fixture->folder);
  fixture->file = ear_secrets_dup_file (fixture->secrets);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_unlink (fixture->file);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->file);
  g_free (fixture->value);
  g_clear_error (&fixture->error);
  g_object_unref (fixture->secrets);
}

static void
on_found (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Fixture *fixture = user_data;

  fixture->value = ear_secrets_lookup_finish (EAR_SECRETS (source), result);
  fixture->done = TRUE;
}

static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *fixture = user_data;

  ear_secrets_store_finish (EAR_SECRETS (source), result, &fixture->place, &fixture->error);
  fixture->done = TRUE;
}

static void
wait_for (Fixture *fixture)
{
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  fixture->done = FALSE;
}

static const char *
look_up (Fixture    *fixture,
         const char *provider,
         const char *key)
{
  g_clear_pointer (&fixture->value, g_free);
  ear_secrets_lookup_async (fixture->secrets, provider, key, NULL, on_found, fixture);
  wait_for (fixture);

  return fixture->value;
}

static void
store (Fixture    *fixture,
       const char *provider,
       const char *key,
       const char *value)
{
  g_clear_error (&fixture->error);
  ear_secrets_store_async (fixture->secrets, provider, key, value, NULL, on_stored, fixture);
  wait_for (fixture);
}

/* Nobody else may read the file that stands in for a keyring, and what was forgotten is not in it. */
static void
test_file (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *contents = NULL;
  GStatBuf status;

  g_assert_null (look_up (fixture, "shop-woocommerce", "key"));
  store (fixture, "shop-woocommerce", "key", "canary = ü; [x]");
  g_assert_no_error (fixture->error);
  g_assert_cmpint (fixture->place, ==, EAR_SECRET_FILE);
  g_assert_cmpint (g_stat (fixture->file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpstr (look_up (fixture, "shop-woocommerce", "key"), ==, "canary = ü; [x]");
  g_assert_null (look_up (fixture, "shop-woocommerce", "other"));
  g_assert_null (look_up (fixture, "music-woocommerce", "key"));

  store (fixture, "shop-woocommerce", "key", NULL);
  g_assert_cmpint (fixture->place, ==, EAR_SECRET_NOWHERE);
  g_assert_null (look_up (fixture, "shop-woocommerce", "key"));
  g_assert_true (g_file_get_contents (fixture->file, &contents, NULL, NULL));
  g_assert_null (strstr (contents, "canary"));
}

/* Machines that test have their keys in the environment. */
static void
test_environment (Fixture       *fixture,
                  gconstpointer  data)
{
  store (fixture, "shop-open-shop", "key", "from the file");
  g_setenv ("EARSHOT_SECRET_SHOP_OPEN_SHOP_KEY", "from the environment", TRUE);
  g_assert_cmpstr (look_up (fixture, "shop-open-shop", "key"), ==, "from the environment");
  g_unsetenv ("EARSHOT_SECRET_SHOP_OPEN_SHOP_KEY");
  g_assert_cmpstr (look_up (fixture, "shop-open-shop", "key"), ==, "from the file");
}

static void
test_unwritable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  store (fixture, "shop-woocommerce", "key", "canary");
  g_assert_nonnull (fixture->error);
  g_assert_null (strstr (fixture->error->message, "canary"));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", NO_BUS, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/secrets/file", Fixture, NULL, set_up, test_file, tear_down);
  g_test_add ("/secrets/environment", Fixture, NULL, set_up, test_environment, tear_down);
  g_test_add ("/secrets/unwritable", Fixture, NULL, set_up, test_unwritable, tear_down);

  return g_test_run ();
}
