/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "stage.h"

#define BOOKMARKED(position) "{\"bookmarked\",\"book\":\"b\",\"title\":\"Book\",\"position\":" position "}"

/* Chapter one is free and has two paragraphs, chapter two has one. */
static EarAnswer *
make_passages (guint    first,
               gboolean own)
{
  static const EarPassage rows[] = {
    { .text = "One one. One two. One three.", .chapter = "First", .position = 10, .next = 40 },
    { .text = "Two one. Two two.", .chapter = "First", .position = 40, .next = 60 },
    { .text = "Three & <four>.", .chapter = "Second", .position = 60, .next = 80 },
  };
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_PASSAGES);

  for (guint i = first; i < G_N_ELEMENTS (rows); i++) {
    EarPassage row = rows[i];

    row.book = "b";
    row.title = "Book";
    row.author = own ? NULL : "Author";
    row.sku = own ? NULL : "S";
    row.length = 80;
    row.sample = own ? 80 : 60;
    ear_answer_add (answer, &row);
  }

  return answer;
}

static EarAnswer *
make_books (guint n)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_BOOKS);

  for (guint i = 0; i < n; i++)
    ear_answer_add (answer, &(EarBook) { .id = i ? "c" : "b", .sku = i ? NULL : "S", .title = i ? "Diary" : "Book", .author = "Author" });

  return answer;
}

static EarAnswer *
make_product (void)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_PRODUCTS);

  ear_answer_add (answer, &(EarProduct) { .sku = "S", .title = "Book", .currency = "USD", .micros = 1990000, .stock = 9 });

  return answer;
}

static EarAnswer *
make_receipt (void)
{
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_RECEIPT);

  ear_answer_add (answer, &(EarReceipt) {
    .order = "E-100200", .sku = "S", .title = "Book", .currency = "USD", .state = "placed", .quantity = 1, .micros = 1990000
  });

  return answer;
}

/* What the player would report about what was queued last. */
static void
play (Stage      *stage,
      const char *item)
{
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_PLAYED, .played = { .kind = "book", .token = "book:b:x", .item = item } });
}

static void
report (Stage      *stage,
        const char *state,
        gint64      position)
{
  g_autofree char *intent = g_strconcat ("books.", state, NULL);

  stage_post (stage, &(EarEvent) {
    .type = EAR_EVENT_PLAYBACK, .playback = { .state = state, .token = "book:b:x", .position_us = position, .audible = TRUE },
  });
  stage_meet (stage, "books", intent);
}

static char *
dup_row (guint index)
{
  g_autoptr (EarAnswer) answer = make_passages (index, FALSE);

  return ear_answer_row_to_json (EAR_ANSWER_PASSAGES, ear_answer_peek (answer, 0));
}

static void
play_row (Stage *stage,
          guint  index)
{
  g_autofree char *item = dup_row (index);

  play (stage, item);
}

static void
hear_read (Stage *stage)
{
  stage_hear (stage, "books", "books.read", "book=Book", "read book");
  stage_answer (stage, "books", make_books (1));
  stage_answer (stage, "books", make_passages (0, FALSE));
}

static void
test_read (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "books", "books.read", "book=Book", "read book");
  stage_assert (stage, "ask books {\"operation\":\"search\",\"locale\":\"en-US\",\"text\":\"Book\"}");
  stage_answer (stage, "books", make_books (1));
  stage_assert (stage, "ask books {\"operation\":\"read\",\"locale\":\"en-US\",\"sku\":\"b\"}");
  stage_answer (stage, "books", make_passages (0, FALSE));
  g_assert_true (stage_did (stage, "say\n{\"queued\",\"kind\":\"book\",\"token\":\"book:b:10\",\"title\":\"Book\",\"artist\":\"Author\""));
  g_assert_true (stage_did (stage, "<speak>First.<break time=\\\"600ms\\\"/>One one."));
}

static void
test_which (void)
{
  g_autoptr (Stage) stage = stage_new ("de-DE");

  stage_hear (stage, "books", "books.read", NULL, "lies ein buch vor");
  stage_answer (stage, "books", make_books (2));
  stage_assert_words (stage, "Book und Diary", NULL);
  g_assert_true (stage_did (stage, "\"slot\":\"book\""));
  stage_hear (stage, "books", "books.list", NULL, "welche bücher gibt es");
  stage_answer (stage, "books", make_books (2));
  g_assert_false (stage_did (stage, "expected"));
  stage_hear (stage, "books", "books.read", "book=Nichts", "lies nichts");
  stage_answer (stage, "books", make_books (0));
  stage_assert (stage, "say");
}

/* To the sentence, whether it was stopped, paused or the power went. */
static void
test_bookmark (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  hear_read (stage);
  play_row (stage, 0);
  report (stage, "started", 0);
  g_assert_true (stage_did (stage, BOOKMARKED ("10") "\n{\"charged\",\"item\":\"voice.tts\",\"quantity\":28,"));
  report (stage, "paused", 10 * 66000);
  stage_assert (stage, BOOKMARKED ("19"));
  report (stage, "stopped", 20 * 66000);
  stage_assert (stage, BOOKMARKED ("28"));
  g_assert_cmpint (ear_household_get_bookmark (stage_get_household (stage), "b"), ==, 28);

  /* "Keep reading" goes on there, in another session too. */
  stage_hear (stage, "books", "books.read", NULL, "keep reading");
  stage_assert (stage, "ask books {\"operation\":\"read\",\"locale\":\"en-US\",\"sku\":\"b\",\"position\":28}");
}

static void
test_next_paragraph (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  hear_read (stage);
  stage_close (stage);
  play_row (stage, 0);
  report (stage, "finished", 0);
  g_assert_true (stage_did (stage, "\"token\":\"book:b:40\""));
  g_assert_false (stage_did (stage, "First."));
  g_assert_null (stage_get_words (stage));
}

/* The sample is over: price, yes, order, books, and on it goes. */
static void
test_buy (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  hear_read (stage);
  stage_close (stage);
  play_row (stage, 1);
  report (stage, "finished", 0);
  stage_assert (stage, BOOKMARKED ("60") "\nask shop {\"operation\":\"search\",\"locale\":\"en-US\",\"sku\":\"S\"}");
  stage_answer (stage, "books", make_product ());
  stage_assert_words (stage, "one dollar and ninety nine cents", NULL);
  g_assert_true (stage_did (stage, "{\"opened\",\"cause\":\"book\"}"));
  stage_hear (stage, "books", "AMAZON.YesIntent", NULL, "yes");
  stage_assert (stage, "ask shop {\"operation\":\"order\",\"locale\":\"en-US\",\"text\":\"Book\",\"sku\":\"S\",\"quantity\":1}");
  stage_answer (stage, "books", make_receipt ());
  g_assert_true (stage_did (stage, "{\"ordered\",\"order\":\"E-100200\",\"sku\":\"S\",\"title\":\"Book\",\"quantity\":1,\"micros\":1990000,"
                            "\"currency\":\"USD\",\"state\":\"delivered\"}"));
  g_assert_true (stage_did (stage, "{\"charged\",\"item\":\"book.margin\",\"quantity\":1,\"currency\":\"USD\",\"gross_micros\":1990000,"));
  g_assert_true (stage_did (stage, "say\nask books {\"operation\":\"read\",\"locale\":\"en-US\",\"sku\":\"b\",\"position\":60}"));
  stage_close (stage);
  stage_answer (stage, "books", make_passages (2, FALSE));
  g_assert_true (stage_did (stage, "Three &amp; &lt;four&gt;."));
  g_assert_null (stage_get_words (stage));

  /* Nobody buys a book twice. */
  stage_hear (stage, "books", "books.buy", "book=Book", "buy book");
  stage_answer (stage, "books", make_books (1));
  stage_assert (stage, "say");
}

static void
test_do_not_buy (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "books", "books.buy", "book=Book", "buy book");
  stage_answer (stage, "books", make_books (1));
  stage_answer (stage, "books", make_product ());
  stage_hear (stage, "books", "AMAZON.NoIntent", NULL, "no");
  stage_assert (stage, "say");
  stage_hear (stage, "books", "AMAZON.YesIntent", NULL, "yes");
  stage_assert (stage, "");
}

static void
test_children (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  hear_read (stage);
  stage_close (stage);
  stage_post (stage, &(EarEvent) { .type = EAR_EVENT_ADJUSTED, .adjusted = { "child-mode", "on" } });
  play_row (stage, 1);
  report (stage, "finished", 0);
  stage_assert_words (stage, "grown-up", NULL);
  g_assert_false (stage_did (stage, "ask shop"));
}

static void
test_back (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  stage_hear (stage, "books", "books.back", NULL, "go back a bit");
  stage_assert (stage, "say");
  hear_read (stage);
  play_row (stage, 0);
  report (stage, "paused", 20 * 66000);
  stage_hear (stage, "books", "books.back", NULL, "go back a bit");
  g_assert_true (stage_did (stage, "\"token\":\"book:b:19\""));

  /* From the beginning of a paragraph into the one before. */
  play_row (stage, 1);
  report (stage, "started", 0);
  stage_hear (stage, "books", "books.back", NULL, "go back a bit");
  g_assert_true (stage_did (stage, "\"token\":\"book:b:19\"") || stage_did (stage, "\"token\":\"book:b:28\""));
}

static void
test_chapter (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");

  hear_read (stage);
  play_row (stage, 0);
  report (stage, "started", 0);
  stage_hear (stage, "books", "books.chapter", NULL, "next chapter");
  stage_assert (stage, "ask books {\"operation\":\"read\",\"locale\":\"en-US\",\"sku\":\"b\",\"context\":\"next-chapter\",\"position\":10}");
  stage_answer (stage, "books", make_passages (2, FALSE));
  stage_assert (stage, "ask shop {\"operation\":\"search\",\"locale\":\"en-US\",\"sku\":\"S\"}");
  stage_hear (stage, "books", "books.chapter", NULL, "next chapter");
  stage_answer (stage, "books", ear_answer_new (EAR_ANSWER_PASSAGES));
  stage_assert (stage, "say");
}

static void
test_end (void)
{
  g_autoptr (Stage) stage = stage_new ("en-US");
  g_autoptr (EarAnswer) own = make_passages (2, TRUE);
  g_autofree char *item = ear_answer_row_to_json (EAR_ANSWER_PASSAGES, ear_answer_peek (own, 0));

  stage_hear (stage, "books", "books.read", "book=Book", "read book");
  stage_answer (stage, "books", make_books (1));
  stage_answer (stage, "books", make_passages (2, TRUE));
  stage_close (stage);
  play (stage, item);
  report (stage, "finished", 0);
  g_assert_true (stage_did (stage, BOOKMARKED ("80")));
  g_assert_nonnull (stage_get_words (stage));
  stage_hear (stage, "books", "books.read", NULL, "read on");
  stage_answer (stage, "books", ear_answer_new (EAR_ANSWER_PASSAGES));
  g_assert_true (stage_did (stage, "say\nask books {\"operation\":\"read\",\"locale\":\"en-US\",\"sku\":\"b\"}"));
}

static void
test_failures (void)
{
  g_autoptr (Stage) stage = stage_new ("de-DE");

  stage_hear (stage, "books", "books.read", "book=Book", "lies book");
  stage_fail (stage, "books", "bad-response");
  stage_assert_words (stage, "Datei", NULL);
  stage_close (stage);
  stage_fail (stage, "books", "offline");
  stage_assert (stage, "chime error");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/books/read", test_read);
  g_test_add_func ("/books/which", test_which);
  g_test_add_func ("/books/bookmark", test_bookmark);
  g_test_add_func ("/books/next-paragraph", test_next_paragraph);
  g_test_add_func ("/books/buy", test_buy);
  g_test_add_func ("/books/do-not-buy", test_do_not_buy);
  g_test_add_func ("/books/children", test_children);
  g_test_add_func ("/books/back", test_back);
  g_test_add_func ("/books/chapter", test_chapter);
  g_test_add_func ("/books/end", test_end);
  g_test_add_func ("/books/failures", test_failures);

  return g_test_run ();
}
