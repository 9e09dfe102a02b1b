/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "audio/ear-ssml-private.h"
#include "testlib.h"

static char *
flatten (const char *ssml)
{
  g_autoptr (GPtrArray) spans = ear_ssml_parse (ssml);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++) {
    EarSpan *span = g_ptr_array_index (spans, i);

    g_string_append_printf (text, "%s%u:%s", i > 0 ? "|" : "", span->pause_ms, span->text);
  }

  return g_string_free (text, FALSE);
}

static void
test_text (void)
{
  static const char *const cases[][2] = {
    { "Hello.", "0:Hello." },
    { "<speak>One. Two! Three?</speak>", "0:One.|150:Two!|150:Three?" },
    { "<speak>At 7.30 a.m. Mr. Fox runs.</speak>", "0:At 7.30 a.m. Mr. Fox runs." },
    { "<speak>a<break time='500ms'/>b<break/>c<break strength='none'/>d</speak>", "0:a|500:b|300:c|0:d" },
    { "<speak>a<break time='1h'/><break time='99s'/>b</speak>", "0:a|10000:b" },
    { "<speak><p>a</p><p><s>b</s><s>c</s></p>d</speak>", "0:a|500:b|150:c|650:d" },
    { "<speak><say-as interpret-as='digits'>123</say-as> <say-as interpret-as='cardinal'>123</say-as></speak>", "0:1 2 3  123" },
    { "<speak><sub alias='World Wide Web'>WWW</sub> now</speak>", "0:World Wide Web now" },
    { "<speak>x<audio src='http://x'>not this</audio>y</speak>", "0:x|0:y" },
    { "<speak><foo:bar>still</foo:bar> <unknown/>here</speak>", "0:still|0:here" },
    { "Fish & chips", "0:Fish & chips" },
    { "Fish &amp; chips", "0:Fish & chips" },
    { "<speak>broken <b>markup", "0:broken markup" },
    { "1 < 2", "0:1" },
    { "", "" }, { "<speak/>", "" }, { "<speak><break time='1s'/></speak>", "1000:" },
    { "<?xml version='1.0'?><speak>declared</speak>", "0:declared" },
    { "\xff\xfe", "0:\357\277\275\357\277\275" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *text = flatten (cases[i][0]);

    g_assert_cmpstr (text, ==, cases[i][1]);
  }
}

static void
test_manner (void)
{
  g_autoptr (GPtrArray) spans = ear_ssml_parse (
    "<speak xml:lang='en-GB'><prosody rate='slow' pitch='+10%' volume='-6dB'>a<prosody rate='200%'>b</prosody></prosody>"
    "<voice name='Joey'>c</voice><lang xml:lang='de-DE'>d</lang><prosody rate='nan' pitch='-900%' volume='+90dB'>e</prosody></speak>");
  EarSpan *a, *b, *c, *d, *e;

  g_assert_cmpuint (spans->len, ==, 5);
  a = g_ptr_array_index (spans, 0), b = g_ptr_array_index (spans, 1), c = g_ptr_array_index (spans, 2);
  d = g_ptr_array_index (spans, 3), e = g_ptr_array_index (spans, 4);
  g_assert_cmpfloat_with_epsilon (a->rate, 0.8, 1e-9);
  g_assert_cmpfloat_with_epsilon (a->pitch, 1.1, 1e-9);
  g_assert_cmpfloat_with_epsilon (a->gain, 0.501, 1e-3);
  g_assert_cmpfloat_with_epsilon (b->rate, 1.6, 1e-9);
  g_assert_cmpstr (a->locale, ==, "en-GB");
  g_assert_cmpstr (c->voice, ==, "Joey");
  g_assert_cmpfloat (c->rate, ==, 1);
  g_assert_cmpstr (d->locale, ==, "de-DE");
  g_assert_cmpfloat (e->rate, ==, 1);
  g_assert_cmpfloat (e->pitch, >=, 0.4);
  g_assert_cmpfloat (e->gain, <=, 2);
}

/* Deep, long and random markup neither crashes nor takes long. */
static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autoptr (GRand) dice = g_rand_new_with_seed (g_test_rand_int ());

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<p>x");
  g_ptr_array_unref (ear_ssml_parse (deep->str));

  for (guint round = 0; round < 2000; round++) {
    static const char letters[] = "<>/&;\"' =apsb.!,1%\303\244";
    char text[64];

    for (guint i = 0; i < sizeof text - 1; i++)
      text[i] = letters[g_rand_int_range (dice, 0, sizeof letters - 1)];
    text[sizeof text - 1] = '\0';
    g_ptr_array_unref (ear_ssml_parse (text));
  }
}

static void
test_speech_follows (void)
{
  g_autoptr (GArray) usual = test_speech ("en-US", "This is a test of speech.");
  g_autoptr (GArray) slow = test_speech ("en-US", "<prosody rate='slow'>This is a test of speech.</prosody>");
  g_autoptr (GArray) paused = test_speech ("en-US", "<speak><break time='2s'/>This is a test of speech.</speak>");
  g_autoptr (GArray) soft = test_speech ("en-US", "<prosody volume='-12dB'>This is a test of speech.</prosody>");
  g_autoptr (GArray) german = test_speech ("de-DE", "Dies ist ein Versuch.");
  g_autoptr (GArray) none = test_speech ("en-US", "<break time='1s'/>");

  g_assert_cmpfloat (usual->len, >, RATE);
  g_assert_cmpfloat (slow->len, >, 1.15 * usual->len);
  g_assert_cmpfloat_with_epsilon (paused->len - usual->len, 2 * RATE, 0.01 * RATE);
  g_assert_cmpfloat_with_epsilon (test_rms_db ((gint16 *) (gpointer) usual->data, usual->len) -
                                  test_rms_db ((gint16 *) (gpointer) soft->data, soft->len), 12, 0.5);
  g_assert_cmpfloat (german->len, >, RATE / 2);
  g_assert_cmpfloat_with_epsilon (none->len, RATE, 0.01 * RATE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ssml/text", test_text);
  g_test_add_func ("/ssml/manner", test_manner);
  g_test_add_func ("/ssml/hostile", test_hostile);
  g_test_add_func ("/ssml/speech-follows", test_speech_follows);

  return g_test_run ();
}
