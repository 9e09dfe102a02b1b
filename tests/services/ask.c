/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ask.h"

#include <glib/gstdio.h>
#include <unistd.h>

typedef struct {
  EarAnswer *answer;
  GError    *error;
  gboolean   done;
} Outcome;

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->answer = ear_provider_ask_finish (EAR_PROVIDER (source), result, &outcome->error);
  outcome->done = TRUE;
}

EarAnswer *
ask_and_wait (EarProvider        *provider,
              const EarQuestion  *question,
              guint               deadline_ms,
              GCancellable       *cancellable,
              GError            **error)
{
  Outcome outcome = { 0 };

  if (deadline_ms)
    ear_provider_ask_within_async (provider, question, deadline_ms, cancellable, on_answered, &outcome);
  else
    ear_provider_ask_async (provider, question, cancellable, on_answered, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);

  g_assert_true ((outcome.answer == NULL) == (outcome.error != NULL));
  if (outcome.error != NULL)
    g_propagate_error (error, outcome.error);

  return outcome.answer;
}

void
set_config (EarProvider *provider,
            const char  *key,
            const char  *value)
{
  g_autoptr (GError) error = NULL;

  ear_config_set (ear_provider_get_config (provider), key, value, &error);
  g_assert_no_error (error);
}

void
assert_json (const EarAnswer *answer,
             const char      *json)
{
  g_autofree char *text = ear_answer_to_json (answer);

  g_assert_cmpstr (text, ==, json);
}

char *
write_file (const char *contents,
            gssize      length)
{
  g_autoptr (GError) error = NULL;
  char *path;
  int fd = g_file_open_tmp ("earshot-test-XXXXXX.json", &path, &error);

  g_assert_no_error (error);
  close (fd);
  g_file_set_contents_full (path, contents, length, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);

  return path;
}

void
remove_file (char *path)
{
  g_unlink (path);
  g_free (path);
}
