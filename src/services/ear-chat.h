/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-answer.h"

G_BEGIN_DECLS

/**
 * EarChat:
 * @text: what was said so far
 * @model: (nullable): who said it
 * @tool: (nullable): what it wants done instead
 * @call: (nullable): its name for that wish
 * @arguments: of the tool, as it wrote them
 * @tokens_in: of the question, as far as it says
 * @tokens_out: of the answer
 * @is_over: nothing more will come
 *
 * An answer of an OpenAI-compatible server, put together from the pieces of its stream. Of several wishes only the first is
 * heard: a speaker does one thing at a time.
 */
typedef struct {
  GString  *text;
  char     *model;
  char     *tool;
  char     *call;
  GString  *arguments;
  gint64    tokens_in;
  gint64    tokens_out;
  gboolean  is_over;
} EarChat;

EarChat   *ear_chat_new        (void) G_GNUC_WARN_UNUSED_RESULT;
void       ear_chat_free       (EarChat            *self);
gboolean   ear_chat_read_piece (EarChat            *self,
                                const char         *data,
                                GError            **error);
EarAnswer *ear_chat_to_answer  (EarChat            *self,
                                GError            **error) G_GNUC_WARN_UNUSED_RESULT;
char      *ear_chat_make_body  (const EarQuestion  *question,
                                const char         *model,
                                GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarChat, ear_chat_free)

G_END_DECLS
