/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "services/ear-feed.h"

#include <string.h>

/* A list of products that somebody found somewhere: whatever is sold of it has a name, a number and a price. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (EarFeed) feed = ear_feed_read ((const char *) data, size, NULL);
  g_autoptr (EarAnswer) answer = feed ? ear_store_answer (feed->store, &(EarQuestion) { .operation = "search", .text = "tea" }, NULL) : NULL;

  for (guint i = 0; answer != NULL && i < answer->rows->len; i++) {
    const EarProduct *product = ear_answer_peek (answer, i);

    g_assert_cmpint (product->micros, >, 0);
    g_assert_cmpuint (strlen (product->currency), ==, 3);
    g_assert_true (g_utf8_validate (product->title, -1, NULL));
  }

  return 0;
}
