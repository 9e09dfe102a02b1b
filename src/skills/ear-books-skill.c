/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-book-reading.h"
#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-unasked.h"

#include "model/ear-json.h"

#include <string.h>

EAR_DEFINE_SKILL (EarBooksSkill, ear_books_skill)

static void
ask_for_books (const EarScene *scene,
               const char     *title,
               EarWishes      *wishes)
{
  ear_wishes_ask (wishes, EAR_SERVICE_BOOKS, &(EarQuestion) {
    .operation = "search",
    .locale = scene->locale,
    .text = title,
    .now = scene->now,
  });
}

static void
ask_for_price (const EarScene *scene,
               const char     *sku,
               EarWishes      *wishes)
{
  ear_wishes_ask (wishes, EAR_SERVICE_SHOP, &(EarQuestion) {
    .operation = "search",
    .locale = scene->locale,
    .sku = sku,
    .now = scene->now,
  });
}

static void
meet_read (const EarScene *scene,
           EarWishes      *wishes)
{
  const char *title = ear_scene_get_value (scene, "book");
  const char *last = ear_reading_get_last_book (scene);

  if (title == NULL && last != NULL)
    ear_reading_ask (scene, last, ear_household_get_bookmark (scene->household, last), NULL, wishes);
  else
    ask_for_books (scene, title, wishes);
}

static void
meet_list (const EarScene *scene,
           EarWishes      *wishes)
{
  ask_for_books (scene, NULL, wishes);
}

/* "Buy the book" is the one that is open. */
static void
meet_buy (const EarScene *scene,
          EarWishes      *wishes)
{
  const char *title = ear_scene_get_value (scene, "book");
  g_autoptr (EarAnswer) current = ear_reading_dup_current (scene);
  const EarPassage *passage = current ? ear_answer_peek (current, 0) : NULL;

  if (title == NULL && passage != NULL && passage->sku != NULL && !ear_reading_owns (scene, passage->sku))
    ask_for_price (scene, passage->sku, wishes);
  else
    ask_for_books (scene, title, wishes);
}

static char *
dup_titles (const EarScene  *scene,
            const EarAnswer *answer)
{
  g_autoptr (GPtrArray) titles = g_ptr_array_new ();

  for (guint i = 0; i < answer->rows->len; i++) {
    const EarBook *book = ear_answer_peek (answer, i);

    g_ptr_array_add (titles, (gpointer) (book->title ? book->title : ""));
  }

  return ear_phrase_list (scene->locale, titles);
}

static void
say_titles (const EarScene  *scene,
            const EarAnswer *answer,
            gboolean         ask,
            EarWishes       *wishes)
{
  g_autofree char *items = dup_titles (scene, answer);
  g_autofree char *ssml = ear_scene_render (scene, ask ? "books.which" : "books.list", "items", items, NULL);

  if (!ask) {
    ear_tools_say (scene, wishes, ssml);
    return;
  }

  ear_tools_ask_back (scene, wishes, ssml, "books.which.again", NULL);
  ear_scene_expect (scene, wishes, "elicit", scene->intent, "book", NULL);
}

static void
say_title (const EarScene *scene,
           const char     *prompt,
           const char     *title,
           EarWishes      *wishes)
{
  g_autofree char *ssml = ear_scene_render (scene, prompt, "title", title ? title : "", NULL);

  ear_tools_say (scene, wishes, ssml);
}

static void
take_books (const EarScene  *scene,
            const EarAnswer *answer,
            EarWishes       *wishes)
{
  gboolean named = ear_scene_get_value (scene, "book") != NULL;
  gboolean listing = g_strcmp0 (scene->intent, "books.list") == 0;
  gboolean buying = g_strcmp0 (scene->intent, "books.buy") == 0;
  const EarBook *book = ear_answer_peek (answer, 0);

  if (book == NULL)
    ear_scene_say (scene, wishes, named ? "books.unknown" : "books.none", NULL);
  else if (listing || !named)
    say_titles (scene, answer, !listing, wishes);
  else if (buying && (book->sku == NULL || ear_reading_owns (scene, book->sku)))
    say_title (scene, "books.owned", book->title, wishes);
  else if (buying)
    ask_for_price (scene, book->sku, wishes);
  else
    ear_reading_ask (scene, book->id, ear_household_get_bookmark (scene->household, book->id), NULL, wishes);
}

/* Names the price and asks; nothing is ordered before the customer says yes to exactly this. */
static void
take_price (const EarScene   *scene,
            const EarProduct *product,
            EarWishes        *wishes)
{
  gboolean asked = g_strcmp0 (scene->intent, "books.buy") == 0 && scene->state->session_open;
  g_autofree char *row = ear_answer_row_to_json (EAR_ANSWER_PRODUCTS, product);
  g_autofree char *proposal = g_strdup_printf ("{\"product\":%s}", row);
  const char *currency = product->currency ? product->currency : "USD";
  g_autofree char *price = ear_phrase_money (scene->locale, product->micros, currency);
  g_autofree char *ssml = ear_scene_render (scene, asked ? "books.offer-first" : "books.offer", "title",
                                            product->title ? product->title : "", "price", price, NULL);

  if (scene->state->session_open)
    ear_tools_ask_back (scene, wishes, ssml, "books.offer.again", NULL);
  else if (ear_unasked_may_speak (scene))
    ear_unasked_speak (scene, wishes, "book", NULL, ssml, "books.offer.again");
  else
    return;
  ear_scene_expect (scene, wishes, "confirm", "books.buy", NULL, proposal);
}

/* Returns: (transfer full) (nullable): what was offered, as an answer of one row */
static EarAnswer *
dup_offered (const EarScene *scene)
{
  g_autoptr (JsonNode) proposal = ear_tools_dup_proposal (scene);
  JsonNode *product = proposal ? json_object_get_member (json_node_get_object (proposal), "product") : NULL;
  g_autofree char *item = product ? json_to_string (product, FALSE) : NULL;

  return ear_tools_dup_item (&(EarEvent) { .type = EAR_EVENT_QUEUED, .queued = { .item = item } }, EAR_ANSWER_PRODUCTS);
}

static void
meet_yes (const EarScene *scene,
          EarWishes      *wishes)
{
  g_autoptr (EarAnswer) offered = ear_tools_is_reply_to (scene, "books.buy") ? dup_offered (scene) : NULL;
  const EarProduct *product = offered ? ear_answer_peek (offered, 0) : NULL;

  if (product != NULL && product->sku != NULL && !ear_reading_owns (scene, product->sku))
    ear_wishes_ask (wishes, EAR_SERVICE_SHOP, &(EarQuestion) {
      .operation = "order",
      .locale = scene->locale,
      .text = product->title,
      .sku = product->sku,
      .quantity = 1,
      .now = scene->now,
      .seed = ear_dice_draw (scene->dice, scene->turn, "order") >> 1,
    });
}

static void
meet_no (const EarScene *scene,
         EarWishes      *wishes)
{
  ear_scene_say (scene, wishes, "books.left", NULL);
}

/* It is on the shelf at once, so there is nothing to wait for. The seller's part is the margin, the rest is the publisher's. */
static void
book_order (const EarReceipt *receipt,
            EarWishes        *wishes)
{
  static const char *const items[] = { "book.margin", "shop.payment" };

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_ORDERED,
    .ordered = {
      .order = receipt->order,
      .sku = receipt->sku,
      .title = receipt->title,
      .quantity = receipt->quantity,
      .micros = receipt->micros,
      .currency = receipt->currency,
      .state = "delivered",
      .due = receipt->due,
    },
  });
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    ear_wishes_note (wishes, &(EarEvent) {
      .type = EAR_EVENT_CHARGED,
      .charged = {
        .item = items[i], .quantity = 1, .currency = receipt->currency, .gross_micros = receipt->micros, .memo = receipt->order,
      },
    });
}

/* Who bought it because the sample was over wants to hear the rest now; so does who bought it first. */
static void
take_receipt (const EarScene   *scene,
              const EarReceipt *receipt,
              EarWishes        *wishes)
{
  g_autofree char *book = ear_reading_dup_book_of (scene, receipt->sku);

  book_order (receipt, wishes);
  say_title (scene, "books.bought", receipt->title, wishes);
  if (book != NULL)
    ear_reading_ask (scene, book, ear_household_get_bookmark (scene->household, book), NULL, wishes);
}

static void
take_passages (const EarScene  *scene,
               const EarAnswer *answer,
               EarWishes       *wishes)
{
  const EarPassage *passage = ear_answer_peek (answer, 0);
  gboolean talking = scene->state->session_open && scene->state->phase == EAR_PHASE_THINKING;

  if (passage == NULL) {
    ear_reading_take_end (scene, talking, wishes);
  } else if (ear_reading_is_locked (scene, passage)) {
    if (ear_unasked_is_child (scene))
      ear_scene_say (scene, wishes, "books.grown-ups", NULL);
    else
      ask_for_price (scene, passage->sku, wishes);
  } else {
    if (talking)
      ear_reading_introduce (scene, passage, wishes);
    ear_reading_queue (scene, passage, wishes);
  }
}

static const char *
ear_books_skill_get_id (EarSkill *skill)
{
  return "books";
}

static void
ear_books_skill_meet (EarSkill       *skill,
                      const EarScene *scene,
                      EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "books.read", meet_read },
    { "books.list", meet_list },
    { "books.buy", meet_buy },
    { "books.back", ear_reading_meet_back },
    { "books.chapter", ear_reading_meet_chapter },
    { "books.what", ear_reading_meet_what },
    { "books.started", ear_reading_meet_started },
    { "books.paused", ear_reading_meet_stopped },
    { "books.stopped", ear_reading_meet_stopped },
    { "books.finished", ear_reading_meet_finished },
    { "books.failed", ear_reading_meet_failed },
    { "AMAZON.PauseIntent", ear_reading_meet_pause },
    { "AMAZON.ResumeIntent", ear_reading_meet_resume },
    { "AMAZON.NextIntent", ear_reading_meet_chapter },
    { "AMAZON.PreviousIntent", ear_reading_meet_back },
    { "AMAZON.StartOverIntent", ear_reading_meet_start_over },
    { "AMAZON.YesIntent", meet_yes },
    { "AMAZON.NoIntent", meet_no },
    { "AMAZON.CancelIntent", meet_no },
    { "AMAZON.StopIntent", meet_no },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
ear_books_skill_answer (EarSkill        *skill,
                        const EarScene  *scene,
                        const EarAnswer *answer,
                        const EarFailed *failure,
                        EarWishes       *wishes)
{
  gconstpointer row = answer ? ear_answer_peek (answer, 0) : NULL;

  /* What fails while nobody asked for anything is told by the silence; the place is kept. */
  if (failure != NULL && !scene->state->session_open)
    ear_wishes_chime (wishes, "error");
  else if (failure != NULL && g_strcmp0 (failure->code, "not-found") == 0)
    ear_scene_say (scene, wishes, "books.unknown", NULL);
  else if (failure != NULL)
    ear_tools_say_failure (scene, wishes, failure);
  else if (answer->kind == EAR_ANSWER_BOOKS)
    take_books (scene, answer, wishes);
  else if (answer->kind == EAR_ANSWER_PASSAGES)
    take_passages (scene, answer, wishes);
  else if (answer->kind == EAR_ANSWER_PRODUCTS && row != NULL)
    take_price (scene, row, wishes);
  else if (answer->kind == EAR_ANSWER_RECEIPT && row != NULL && ((const EarReceipt *) row)->order != NULL)
    take_receipt (scene, row, wishes);
  else if (scene->state->session_open)
    ear_scene_say (scene, wishes, "failed.other", NULL);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_books_skill_get_id;
  iface->meet = ear_books_skill_meet;
  iface->answer = ear_books_skill_answer;
}
