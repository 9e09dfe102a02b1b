/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EarParagraph:
 * @text: its words, in one line
 * @position: where it stands, characters from the start of the book
 * @next: where the next one stands
 * @chapter: number of the chapter, from 0
 *
 * What is read in one breath.
 */
typedef struct {
  char  *text;
  gint64 position;
  gint64 next;
  guint  chapter;
} EarParagraph;

/**
 * EarBookText:
 * @paragraphs: (element-type EarParagraph)
 * @chapters: (element-type utf8): their headings; the first is empty where the book begins without one
 * @length: characters
 *
 * A plain text taken apart for reading it aloud.
 */
typedef struct {
  GPtrArray *paragraphs;
  GPtrArray *chapters;
  gint64     length;
} EarBookText;

EarBookText        *ear_book_text_new          (const char         *text) G_GNUC_WARN_UNUSED_RESULT;
EarBookText        *ear_book_text_load         (const char         *path,
                                                GError            **error) G_GNUC_WARN_UNUSED_RESULT;
void                ear_book_text_free         (EarBookText        *self);
guint               ear_book_text_find         (const EarBookText  *self,
                                                gint64              position);
guint               ear_book_text_next_chapter (const EarBookText  *self,
                                                gint64              position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarBookText, ear_book_text_free)

G_END_DECLS
