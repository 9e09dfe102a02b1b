/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "model/ear-answer.h"

/* What a service might answer: an answer, a question, or nonsense. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *json = g_strndup ((const char *) data, size);
  g_autoptr (EarAnswer) answer = ear_answer_from_json (json, NULL);
  g_autoptr (EarQuestion) question = ear_question_from_json (json, NULL);

  if (answer != NULL) {
    g_autofree char *text = ear_answer_to_json (answer), *again = NULL;
    g_autoptr (EarAnswer) back = ear_answer_from_json (text, NULL);

    g_assert_nonnull (back);
    again = ear_answer_to_json (back);
    g_assert_cmpstr (text, ==, again);
  }
  if (question != NULL) {
    g_autofree char *text = ear_question_to_json (question);
    g_autoptr (EarQuestion) back = ear_question_from_json (text, NULL);

    g_assert_nonnull (back);
  }

  return 0;
}
