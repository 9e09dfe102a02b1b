/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "model/ear-json.h"

/* What the check accepts can be parsed, written and parsed again to the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = ear_json_parse ((const char *) data, size, NULL, &error);
  g_autoptr (JsonNode) back = NULL;
  g_autofree char *text = NULL;

  g_assert_true ((node == NULL) == (error != NULL));
  if (node == NULL)
    return 0;

  text = ear_json_to_string (node);
  back = ear_json_parse (text, -1, &(EarJsonLimits) { G_MAXSSIZE, 64 }, &error);
  g_assert_no_error (error);
  g_assert_true (json_node_equal (node, back));

  return 0;
}
