/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-book-reading.h"
#include "skills/ear-skill-unasked.h"

#include "model/ear-sentences.h"

#include <string.h>

/* How fast a voice reads. Where somebody stopped it is known to the sentence, not to the word. */
#define US_PER_CHARACTER 66000
#define MAX_LOOK_BACK 20000
#define SENTENCES_BACK 2

/**
 * ear_reading_get_last_book:
 *
 * Returns: (nullable): the book that was read from last, in whatever session
 */
const char *
ear_reading_get_last_book (const EarScene *scene)
{
  const EarEvent *event = ear_tools_peek_last (scene, EAR_EVENT_BOOKMARKED, NULL);

  return event ? event->bookmarked.book : NULL;
}

/**
 * ear_reading_dup_current:
 *
 * Returns: (transfer full) (nullable): the paragraph that was played last, as an answer of one row
 */
EarAnswer *
ear_reading_dup_current (const EarScene *scene)
{
  return ear_tools_dup_item (ear_tools_peek_last (scene, EAR_EVENT_PLAYED, "book"), EAR_ANSWER_PASSAGES);
}

static const char *
get_sku (const EarAnswer *answer,
         guint            i)
{
  return answer->kind == EAR_ANSWER_PASSAGES ? ((const EarPassage *) ear_answer_peek (answer, i))->sku
                                             : ((const EarBook *) ear_answer_peek (answer, i))->sku;
}

/**
 * ear_reading_dup_book_of:
 * @sku: what the shop calls it
 *
 * Returns: (transfer full) (nullable): what the library calls it
 */
char *
ear_reading_dup_book_of (const EarScene *scene,
                         const char     *sku)
{
  guint length = ear_tape_get_length (scene->tape), end = length > MAX_LOOK_BACK ? length - MAX_LOOK_BACK : 0;

  for (guint i = length; i > end; i--) {
    const EarEvent *event = ear_tape_peek (scene->tape, i);
    g_autoptr (EarAnswer) answer = NULL;

    if (event->type == EAR_EVENT_ANSWERED && g_strcmp0 (event->answered.kind, "books") == 0 && event->answered.answer != NULL)
      answer = ear_answer_from_json (event->answered.answer, NULL);
    if (answer == NULL || (answer->kind != EAR_ANSWER_PASSAGES && answer->kind != EAR_ANSWER_BOOKS))
      continue;
    for (guint j = 0; j < answer->rows->len; j++)
      if (g_strcmp0 (get_sku (answer, j), sku) == 0)
        return g_strdup (answer->kind == EAR_ANSWER_PASSAGES ? ((const EarPassage *) ear_answer_peek (answer, j))->book
                                                             : ((const EarBook *) ear_answer_peek (answer, j))->id);
  }

  return NULL;
}

gboolean
ear_reading_owns (const EarScene *scene,
                  const char     *sku)
{
  GPtrArray *purchases = ear_household_get_purchases (scene->household);

  for (guint i = 0; i < purchases->len; i++) {
    const EarPurchase *purchase = g_ptr_array_index (purchases, i);

    if (strcmp (purchase->sku, sku) == 0 && strcmp (purchase->state, "canceled") != 0)
      return TRUE;
  }

  return FALSE;
}

/**
 * ear_reading_is_locked:
 *
 * Returns: whether it has to be bought first
 */
gboolean
ear_reading_is_locked (const EarScene   *scene,
                       const EarPassage *passage)
{
  return passage->sku != NULL && passage->position >= passage->sample && !ear_reading_owns (scene, passage->sku);
}

/**
 * ear_reading_ask:
 * @position: from which character on
 * @context: (nullable): "next-chapter" for the one after that
 */
void
ear_reading_ask (const EarScene *scene,
                 const char     *book,
                 gint64          position,
                 const char     *context,
                 EarWishes      *wishes)
{
  ear_wishes_ask (wishes, EAR_SERVICE_BOOKS, &(EarQuestion) {
    .operation = "read",
    .locale = scene->locale,
    .sku = book,
    .position = MAX (position, 0),
    .context = context,
    .now = scene->now,
  });
}

static void
bookmark (const EarPassage *passage,
          gint64            position,
          EarWishes        *wishes)
{
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_BOOKMARKED,
    .bookmarked = { .book = passage->book, .title = passage->title, .position = position },
  });
}

/* The heading is read where the chapter begins, or where somebody comes from elsewhere. */
static char *
make_ssml (const EarScene   *scene,
           const EarPassage *passage)
{
  g_autoptr (EarAnswer) before = ear_reading_dup_current (scene);
  const EarPassage *last = before ? ear_answer_peek (before, 0) : NULL;
  gboolean same = last != NULL && g_strcmp0 (last->book, passage->book) == 0 && g_strcmp0 (last->chapter, passage->chapter) == 0;
  g_autofree char *heading = passage->chapter && *passage->chapter && !same ? ear_scene_render (scene, "books.chapter", "chapter",
                                                                                                passage->chapter, NULL) : NULL;
  g_autofree char *text = g_markup_escape_text (passage->text ? passage->text : "", -1);

  return g_strconcat ("<speak>", heading ? heading : "", heading ? "<break time=\"600ms\"/>" : "", text,
                      "<break time=\"400ms\"/></speak>", NULL);
}

static gint64
estimate_length (const EarPassage *passage)
{
  return MAX (g_utf8_strlen (passage->text ? passage->text : "", -1), 1) * US_PER_CHARACTER;
}

/**
 * ear_reading_queue:
 * @passage: what is read next
 */
void
ear_reading_queue (const EarScene   *scene,
                   const EarPassage *passage,
                   EarWishes        *wishes)
{
  g_autofree char *token = g_strdup_printf ("book:%s:%" G_GINT64_FORMAT, passage->book, passage->position);
  g_autofree char *ssml = make_ssml (scene, passage);
  g_autofree char *item = NULL;
  EarPassage spoken = *passage;

  spoken.ssml = ssml;
  item = ear_answer_row_to_json (EAR_ANSWER_PASSAGES, &spoken);
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_QUEUED,
    .queued = {
      .kind = "book",
      .token = token,
      .title = passage->title,
      .artist = passage->author,
      .item = item,
      .length_us = estimate_length (passage),
    },
  });
}

/**
 * ear_reading_introduce:
 *
 * Says what is going to be read, where the customer asked for the book and not for another place in it.
 */
void
ear_reading_introduce (const EarScene   *scene,
                       const EarPassage *passage,
                       EarWishes        *wishes)
{
  static const char *const elsewhere[] = { "books.chapter", "books.back", "AMAZON.NextIntent", "AMAZON.PreviousIntent",
                                           "AMAZON.StartOverIntent", NULL };
  const char *author = passage->author ? passage->author : "";
  gboolean begun = ear_household_get_bookmark (scene->household, passage->book) > 0;
  const char *prompt = begun ? "books.on" : passage->author == NULL ? "books.reading-own" :
                       passage->sku != NULL && !ear_reading_owns (scene, passage->sku) ? "books.sample" : "books.reading";
  g_autofree char *ssml = NULL;

  if (scene->intent != NULL && g_strv_contains (elsewhere, scene->intent))
    return;

  ssml = ear_scene_render (scene, prompt, "title", passage->title ? passage->title : "", "author", author, NULL);
  ear_tools_say (scene, wishes, ssml);
}

static EarQuestion *
dup_question (const EarScene *scene)
{
  const EarEvent *event = ear_tools_peek_last (scene, EAR_EVENT_ASKED, "books");

  return event && event->asked.question ? ear_question_from_json (event->asked.question, NULL) : NULL;
}

/**
 * ear_reading_take_end:
 * @talking: whether the customer waits for words
 *
 * There is nothing more to read from where it was asked for.
 */
void
ear_reading_take_end (const EarScene *scene,
                      gboolean        talking,
                      EarWishes      *wishes)
{
  g_autoptr (EarQuestion) question = dup_question (scene);
  const EarEvent *last = ear_tools_peek_last (scene, EAR_EVENT_BOOKMARKED, NULL);
  g_autofree char *ssml = NULL;

  if (!talking || question == NULL)
    return;

  if (g_strcmp0 (question->context, "next-chapter") == 0) {
    ear_scene_say (scene, wishes, "books.last-chapter", NULL);
  } else if (question->position == 0) {
    ear_scene_say (scene, wishes, "books.broken", NULL);
  } else {
    ssml = ear_scene_render (scene, "books.again", "title", last && last->bookmarked.title ? last->bookmarked.title : "", NULL);
    ear_tools_say (scene, wishes, ssml);
    ear_reading_ask (scene, question->sku, 0, NULL, wishes);
  }
}

/* How much of the paragraph was heard, in characters from its start. */
static gsize
get_heard (const EarScene   *scene,
           const EarPassage *passage)
{
  const EarEvent *played = ear_tape_peek (scene->tape, scene->state->last.played);
  gint64 position = 0;

  for (guint i = ear_tape_get_length (scene->tape); played != NULL && i > scene->state->last.played; i--) {
    const EarEvent *event = ear_tape_peek (scene->tape, i);
    gboolean runs;

    if (event->type != EAR_EVENT_PLAYBACK || g_strcmp0 (event->playback.token, played->played.token) != 0)
      continue;
    runs = g_strcmp0 (event->playback.state, "started") == 0 || g_strcmp0 (event->playback.state, "resumed") == 0;
    position = MAX (event->playback.position_us, 0) + (runs ? MAX (scene->now - event->at, 0) : 0);
    break;
  }

  return MIN (position, estimate_length (passage)) / US_PER_CHARACTER;
}

/**
 * ear_reading_meet_started:
 *
 * What is being read has cost a voice, and is where to go on after the power went.
 */
void
ear_reading_meet_started (const EarScene *scene,
                          EarWishes      *wishes)
{
  g_autoptr (EarAnswer) current = ear_reading_dup_current (scene);
  const EarPassage *passage = current ? ear_answer_peek (current, 0) : NULL;

  if (passage == NULL || passage->text == NULL)
    return;

  bookmark (passage, passage->position, wishes);
  ear_wishes_charge (wishes, "voice.tts", g_utf8_strlen (passage->text, -1), 0, passage->title);
}

void
ear_reading_meet_stopped (const EarScene *scene,
                          EarWishes      *wishes)
{
  g_autoptr (EarAnswer) current = ear_reading_dup_current (scene);
  const EarPassage *passage = current ? ear_answer_peek (current, 0) : NULL;

  if (passage != NULL && passage->text != NULL)
    bookmark (passage, passage->position + ear_sentences_find_start (passage->text, get_heard (scene, passage)), wishes);
}

/* Returns: (nullable): the paragraph in the last answer for which @fits holds */
static const EarPassage *
find_passage (const EarAnswer  *answer,
              const EarPassage *current,
              gboolean        (*fits)(const EarPassage *passage,
                                      const EarPassage *current))
{
  for (guint i = 0; answer != NULL && i < answer->rows->len; i++) {
    const EarPassage *passage = ear_answer_peek (answer, i);

    if (g_strcmp0 (passage->book, current->book) == 0 && fits (passage, current))
      return passage;
  }

  return NULL;
}

static gboolean
comes_next (const EarPassage *passage,
            const EarPassage *current)
{
  return passage->position == current->next;
}

static gboolean
came_before (const EarPassage *passage,
             const EarPassage *current)
{
  return passage->position < current->position && passage->next >= current->position;
}

static void
offer_rest (const EarScene   *scene,
            const EarPassage *passage,
            EarWishes        *wishes)
{
  g_autofree char *ssml = NULL;

  if (!ear_unasked_is_child (scene)) {
    ear_wishes_ask (wishes, EAR_SERVICE_SHOP, &(EarQuestion) {
      .operation = "search", .locale = scene->locale, .sku = passage->sku, .now = scene->now,
    });
  } else if (ear_unasked_may_speak (scene)) {
    ssml = ear_scene_render (scene, "books.grown-ups", NULL);
    ear_unasked_speak (scene, wishes, "book", NULL, ssml, NULL);
  }
}

static void
finish (const EarScene   *scene,
        const EarPassage *passage,
        EarWishes        *wishes)
{
  g_autofree char *ssml = ear_scene_render (scene, "books.end", "title", passage->title ? passage->title : "", NULL);

  bookmark (passage, passage->length, wishes);
  if (ear_unasked_may_speak (scene))
    ear_unasked_speak (scene, wishes, "book", NULL, ssml, NULL);
}

/* The next paragraph is at hand unless the answer is at its end. */
void
ear_reading_meet_finished (const EarScene *scene,
                           EarWishes      *wishes)
{
  g_autoptr (EarAnswer) played = ear_reading_dup_current (scene);
  g_autoptr (EarAnswer) answer = ear_tools_dup_answer (scene, EAR_ANSWER_PASSAGES);
  const EarPassage *current = played ? ear_answer_peek (played, 0) : NULL;
  const EarPassage *next = current ? find_passage (answer, current, comes_next) : NULL;

  if (current == NULL)
    return;

  if (next != NULL && ear_reading_is_locked (scene, next)) {
    bookmark (current, next->position, wishes);
    offer_rest (scene, next, wishes);
  } else if (next != NULL) {
    ear_reading_queue (scene, next, wishes);
  } else if (current->next < current->length) {
    bookmark (current, current->next, wishes);
    ear_reading_ask (scene, current->book, current->next, NULL, wishes);
  } else {
    finish (scene, current, wishes);
  }
}

void
ear_reading_meet_failed (const EarScene *scene,
                         EarWishes      *wishes)
{
  g_autofree char *ssml = ear_scene_render (scene, "books.broken", NULL);

  if (ear_unasked_may_speak (scene))
    ear_unasked_speak (scene, wishes, "book", "error", ssml, NULL);
}

void
ear_reading_meet_pause (const EarScene *scene,
                        EarWishes      *wishes)
{
  if (scene->state->playing == EAR_PLAYING_MUSIC)
    ear_wishes_add (wishes, EAR_WISH_PAUSE);
  else if (scene->state->playing != EAR_PLAYING_PAUSED)
    ear_scene_say (scene, wishes, "books.nothing", NULL);
}

void
ear_reading_meet_resume (const EarScene *scene,
                         EarWishes      *wishes)
{
  const char *book = ear_reading_get_last_book (scene);

  if (scene->state->playing == EAR_PLAYING_PAUSED)
    ear_wishes_add (wishes, EAR_WISH_RESUME);
  else if (book != NULL && scene->state->playing == EAR_PLAYING_NOTHING)
    ear_reading_ask (scene, book, ear_household_get_bookmark (scene->household, book), NULL, wishes);
}

/* From @offset on, as if the paragraph began there. */
static void
queue_from (const EarScene   *scene,
            const EarPassage *passage,
            gsize             offset,
            EarWishes        *wishes)
{
  EarPassage part = *passage;

  part.text = g_utf8_offset_to_pointer (passage->text, offset);
  part.position = passage->position + offset;
  ear_reading_queue (scene, &part, wishes);
}

/* To the sentence before the one that was heard last; where that is in the paragraph before, there. */
void
ear_reading_meet_back (const EarScene *scene,
                       EarWishes      *wishes)
{
  g_autoptr (EarAnswer) played = ear_reading_dup_current (scene);
  g_autoptr (EarAnswer) answer = ear_tools_dup_answer (scene, EAR_ANSWER_PASSAGES);
  const EarPassage *current = played ? ear_answer_peek (played, 0) : NULL;
  const EarPassage *before = current ? find_passage (answer, current, came_before) : NULL;
  gsize here;

  if (current == NULL || current->text == NULL) {
    ear_scene_say (scene, wishes, "books.nothing", NULL);
    return;
  }

  here = ear_sentences_find_start (current->text, get_heard (scene, current));
  if (here > 0 || before == NULL || before->text == NULL)
    queue_from (scene, current, ear_sentences_go_back (current->text, here, SENTENCES_BACK - 1), wishes);
  else
    queue_from (scene, before, ear_sentences_go_back (before->text, g_utf8_strlen (before->text, -1), SENTENCES_BACK - 1), wishes);
}

void
ear_reading_meet_chapter (const EarScene *scene,
                          EarWishes      *wishes)
{
  const char *book = ear_reading_get_last_book (scene);

  if (book == NULL)
    ear_scene_say (scene, wishes, "books.nothing", NULL);
  else
    ear_reading_ask (scene, book, ear_household_get_bookmark (scene->household, book), "next-chapter", wishes);
}

void
ear_reading_meet_start_over (const EarScene *scene,
                             EarWishes      *wishes)
{
  const char *book = ear_reading_get_last_book (scene);

  if (book == NULL)
    ear_scene_say (scene, wishes, "books.nothing", NULL);
  else
    ear_reading_ask (scene, book, 0, NULL, wishes);
}

void
ear_reading_meet_what (const EarScene *scene,
                       EarWishes      *wishes)
{
  g_autoptr (EarAnswer) played = ear_reading_dup_current (scene);
  const EarPassage *passage = played ? ear_answer_peek (played, 0) : NULL;
  g_autofree char *percent = NULL, *ssml = NULL;
  gint64 heard;

  if (passage == NULL) {
    ear_scene_say (scene, wishes, "books.nothing", NULL);
    return;
  }

  heard = scene->state->playing == EAR_PLAYING_NOTHING ? ear_household_get_bookmark (scene->household, passage->book)
                                                       : passage->position + (gint64) get_heard (scene, passage);
  percent = ear_tools_dup_number (scene, CLAMP (heard * 100 / MAX (passage->length, 1), 0, 100));
  ssml = ear_scene_render (scene, passage->author ? "books.what" : "books.what-own", "title", passage->title ? passage->title : "",
                           "author", passage->author ? passage->author : "", "percent", percent, NULL);
  ear_tools_say (scene, wishes, ssml);
}
