/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "services/ear-connector.h"

/* A description that somebody found somewhere, with its samples: what can be read can be tried. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarConnector) connector = ear_connector_parse ("fuzz", (const char *) data, size, &error);
  g_autoptr (GPtrArray) results = connector ? ear_connector_test (connector) : NULL;

  g_assert_true ((connector == NULL) == (error != NULL));
  for (guint i = 0; results != NULL && i < results->len; i++) {
    const EarConnectorResult *result = g_ptr_array_index (results, i);

    g_assert_nonnull (result->name);
    g_assert_true (result->failure == NULL || g_utf8_validate (result->failure, -1, NULL));
  }

  return 0;
}
