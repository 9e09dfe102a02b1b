/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "services/ear-cassette-private.h"

/* A recording that somebody sent: each call on it can be played, and is what it says. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GPtrArray) takes = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_taken_free);
  g_autoptr (GError) error = NULL;
  gboolean read = ear_cassette_parse ("fuzz", (const char *) data, size, takes, &error);

  g_assert_true (read == (error == NULL));
  for (guint i = 0; i < takes->len; i++) {
    const EarTaken *take = g_ptr_array_index (takes, i);
    g_autoptr (JsonNode) again = ear_cassette_make_line (&(EarTake) {
      .method = take->method, .url = take->url, .reply = take->reply, .error = take->error,
    });

    g_assert_true ((take->reply == NULL) != (take->error == NULL));
    g_assert_true (JSON_NODE_HOLDS_OBJECT (again));
  }

  return 0;
}
