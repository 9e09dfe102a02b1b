/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "services/ear-chat.h"
#include "services/ear-sse.h"

static gboolean
on_event (const char  *data,
          gpointer     user_data,
          GError     **error)
{
  return ear_chat_read_piece (user_data, data, error);
}

/* What an assistant might stream; wherever the stream is cut, the same comes out. */
static char *
read_stream (const guint8 *data,
             gsize         size,
             gsize         piece)
{
  g_autoptr (EarChat) chat = ear_chat_new ();
  g_autoptr (EarSse) sse = ear_sse_new (on_event, chat);
  g_autoptr (EarAnswer) answer = NULL;
  gboolean goes_on = TRUE;

  for (gsize at = 0; goes_on && at < size; at += piece)
    goes_on = ear_sse_feed (sse, (const char *) data + at, MIN (piece, size - at), NULL);
  if (goes_on && ear_sse_end (sse, NULL))
    answer = ear_chat_to_answer (chat, NULL);

  return answer ? ear_answer_to_json (answer) : g_strdup ("refused");
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *whole = read_stream (data, size, MAX (size, 1));
  g_autofree char *pieces = read_stream (data, size, 1 + size % 7);

  g_assert_cmpstr (whole, ==, pieces);

  return 0;
}
