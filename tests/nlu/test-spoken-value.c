/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-spoken-value.h"

/* Monday, 2 March 2026, ten in the morning. */
static GDateTime *now;

typedef struct {
  EarValueType  type;
  const char   *text;
  const char   *value;
} Row;

#define NUMBER EAR_VALUE_NUMBER
#define ORDINAL EAR_VALUE_ORDINAL
#define DATE EAR_VALUE_DATE
#define TIME EAR_VALUE_TIME
#define DURATION EAR_VALUE_DURATION
#define DATETIME EAR_VALUE_DATETIME

static const Row english[] = {
  { NUMBER, "zero", "0" }, { NUMBER, "seven", "7" }, { NUMBER, "twenty five", "25" }, { NUMBER, "twenty-five", "25" },
  { NUMBER, "a hundred", "100" }, { NUMBER, "two hundred and twelve", "212" }, { NUMBER, "one thousand two hundred", "1200" },
  { NUMBER, "nineteen eighty five", "1985" }, { NUMBER, "twenty oh four", "2004" }, { NUMBER, "five five five one two", "55512" },
  { NUMBER, "three point one four", "3.14" }, { NUMBER, "two and a half", "2.5" }, { NUMBER, "minus five", "-5" },
  { NUMBER, "1,000", "1000" }, { NUMBER, "3.5", "3.5" }, { NUMBER, "1985", "1985" }, { NUMBER, "seven hundred million and two", "700000002" },
  { DURATION, "an hour and twenty", "PT1H20M" }, { DURATION, "one hour and half", "PT1H30M" }, { NUMBER, "a dozen", "12" }, { NUMBER, "two point two million", "2200000" },
  { NUMBER, "banana", NULL }, { NUMBER, "", NULL }, { NUMBER, "seven bananas", NULL }, { NUMBER, "and", NULL },
  { ORDINAL, "third", "3" }, { ORDINAL, "twenty first", "21" }, { ORDINAL, "3rd", "3" }, { ORDINAL, "the second", "2" },
  { ORDINAL, "three", NULL },
  { DATE, "today", "2026-03-02" }, { DATE, "tomorrow", "2026-03-03" }, { DATE, "yesterday", "2026-03-01" },
  { DATE, "the day after tomorrow", "2026-03-04" }, { DATE, "friday", "2026-03-06" }, { DATE, "on friday", "2026-03-06" },
  { DATE, "monday", "2026-03-09" }, { DATE, "last monday", "2026-02-23" }, { DATE, "friday next week", "2026-03-13" },
  { DATE, "march third", "2026-03-03" }, { DATE, "the third of march", "2026-03-03" }, { DATE, "march first", "2027-03-01" },
  { DATE, "february twenty ninth", "2028-02-29" }, { DATE, "february thirtieth", NULL }, { DATE, "march 3rd 2027", "2027-03-03" },
  { DATE, "March 3, 2027", "2027-03-03" }, { DATE, "3/15", "2026-03-15" }, { DATE, "2026-05-01", "2026-05-01" },
  { DATE, "in three days", "2026-03-05" }, { DATE, "two weeks from now", "2026-03-16" }, { DATE, "three days ago", "2026-02-27" },
  { DATE, "this week", "2026-W10" }, { DATE, "next week", "2026-W11" }, { DATE, "this weekend", "2026-W10-WE" },
  { DATE, "next month", "2026-04" }, { DATE, "march", "2026-03" }, { DATE, "february", "2027-02" }, { DATE, "next year", "2027" },
  { DATE, "twenty twenty seven", "2027" }, { DATE, "the eighties", "198X" }, { DATE, "summer", "2026-SU" },
  { DATE, "easter", "2026-04-05" }, { DATE, "easter twenty thirty eight", "2038-04-25" }, { DATE, "good friday", "2026-04-03" },
  { DATE, "pentecost", "2026-05-24" }, { DATE, "thanksgiving", "2026-11-26" }, { DATE, "thanksgiving twenty twenty seven", "2027-11-25" },
  { DATE, "new year", "2027-01-01" }, { DATE, "christmas", "2026-12-25" }, { DATE, "tomorrow morning", "2026-03-03" }, { DATE, "tonight", "2026-03-02TNI" },
  { DATE, "the twenty first", "2026-03-21" },
  { DATE, "tuesday the tenth", "2026-03-10" }, { DATE, "Monday, March 9", "2026-03-09" }, { DATE, "this evening", "2026-03-02" }, { DATE, "right now", "PRESENT_REF" }, { DATE, "seven", NULL },
  { TIME, "seven", "19:00" }, { TIME, "eleven", "11:00" }, { TIME, "half past seven", "19:30" }, { TIME, "quarter to eight", "19:45" },
  { TIME, "a quarter past ten", "10:15" }, { TIME, "7:30 pm", "19:30" }, { TIME, "seven thirty a.m.", "07:30" },
  { TIME, "seven thirty a m", "07:30" }, { TIME, "07:30", "07:30" }, { TIME, "19:30", "19:30" }, { TIME, "07:30 pm", "19:30" },
  { TIME, "19h30", "19:30" }, { TIME, "at 1030", "10:30" }, { TIME, "this evening at eleven", "23:00" }, { TIME, "noon", "12:00" },
  { TIME, "midnight", "00:00" }, { TIME, "twelve a m", "00:00" }, { TIME, "twelve p m", "12:00" }, { TIME, "seven oh five", "19:05" },
  { TIME, "twenty to nine", "20:40" }, { TIME, "quarter to one", "12:45" }, { TIME, "at seven o'clock", "19:00" },
  { TIME, "eight in the evening", "20:00" }, { TIME, "one at night", "01:00" }, { TIME, "nineteen hundred hours", "19:00" },
  { TIME, "in ten minutes", "10:10" }, { TIME, "an hour from now", "11:00" }, { TIME, "in the morning", "MO" },
  { TIME, "afternoon", "AF" }, { TIME, "evening", "EV" }, { TIME, "tonight", "NI" }, { TIME, "25:00", NULL }, { TIME, "7:75", NULL },
  { TIME, "ten minutes", NULL }, { TIME, "seven thirty minutes", NULL },
  { DURATION, "ten minutes", "PT10M" }, { DURATION, "an hour and a half", "PT1H30M" }, { DURATION, "half an hour", "PT30M" },
  { DURATION, "one and a half hours", "PT1H30M" }, { DURATION, "two hours and thirty minutes", "PT2H30M" },
  { DURATION, "ninety seconds", "PT90S" }, { DURATION, "a week", "P1W" }, { DURATION, "three days", "P3D" },
  { DURATION, "a quarter of an hour", "PT15M" }, { DURATION, "three quarters of an hour", "PT45M" }, { DURATION, "1h 30m", "PT1H30M" },
  { DURATION, "two and a half days", "P2DT12H" }, { DURATION, "for ten minutes", "PT10M" }, { DURATION, "an hour twenty", "PT1H20M" },
  { DURATION, "a couple of hours", "PT2H" }, { DURATION, "two years three hours and ten minutes", "P2YT3H10M" },
  { NUMBER, "a dozen", "12" }, { NUMBER, "half a dozen", "6" }, { NUMBER, "two dozen", "24" },
  { DURATION, "ten", NULL }, { DURATION, "minutes", NULL },
  { DATETIME, "tomorrow at seven", "2026-03-03T07:00" }, { DATETIME, "friday at half past three", "2026-03-06T15:30" },
  { DATETIME, "tonight at eight", "2026-03-02T20:00" }, { DATETIME, "in ten minutes", "2026-03-02T10:10" },
  { DATETIME, "nine tomorrow evening", "2026-03-03T21:00" }, { DATETIME, "7:30 PM on Fri, Sep 20", "2026-09-20T19:30" },
  { DATETIME, "march third at noon", "2026-03-03T12:00" }, { DATETIME, "seven a m", "2026-03-03T07:00" },
};

static const Row german[] = {
  { NUMBER, "null", "0" }, { NUMBER, "eins", "1" }, { NUMBER, "fünfundzwanzig", "25" }, { NUMBER, "fuenfundzwanzig", "25" },
  { NUMBER, "ein und zwanzig", "21" }, { NUMBER, "hundert", "100" }, { NUMBER, "hunderteins", "101" }, { NUMBER, "zweihundertzwölf", "212" },
  { NUMBER, "eintausendzweihundert", "1200" }, { NUMBER, "neunzehnhundertfünfundachtzig", "1985" }, { NUMBER, "dreißig", "30" },
  { NUMBER, "dreissig", "30" }, { NUMBER, "anderthalb", "1.5" }, { NUMBER, "zweieinhalb", "2.5" }, { NUMBER, "drei Komma fünf", "3.5" },
  { NUMBER, "1.000", "1000" }, { NUMBER, "3,5", "3.5" }, { NUMBER, "siebenhunderteinundzwanzigtausendzwölf", "721012" },
  { NUMBER, "minus fünf", "-5" }, { NUMBER, "eine Million", "1000000" }, { NUMBER, "Banane", NULL }, { NUMBER, "sieben Bananen", NULL },
  { ORDINAL, "dritte", "3" }, { ORDINAL, "erster", "1" }, { ORDINAL, "einundzwanzigsten", "21" }, { ORDINAL, "achtes", "8" },
  { ORDINAL, "acht", NULL },
  { DATE, "heute", "2026-03-02" }, { DATE, "morgen", "2026-03-03" }, { DATE, "übermorgen", "2026-03-04" }, { DATE, "gestern", "2026-03-01" },
  { DATE, "vorgestern", "2026-02-28" }, { DATE, "Freitag", "2026-03-06" }, { DATE, "am Freitag", "2026-03-06" },
  { DATE, "nächsten Freitag", "2026-03-06" }, { DATE, "Montag", "2026-03-09" }, { DATE, "letzten Montag", "2026-02-23" },
  { DATE, "Freitag nächster Woche", "2026-03-13" }, { DATE, "Freitag in einer Woche", "2026-03-13" },
  { DATE, "am dritten März", "2026-03-03" }, { DATE, "am 3. März", "2026-03-03" }, { DATE, "3. März 2027", "2027-03-03" },
  { DATE, "am ersten März", "2027-03-01" }, { DATE, "15.3.", "2026-03-15" }, { DATE, "am dritten dritten", "2026-03-03" },
  { DATE, "dreißigster Februar", NULL }, { DATE, "in drei Tagen", "2026-03-05" }, { DATE, "in einer Woche", "2026-03-09" },
  { DATE, "vor drei Tagen", "2026-02-27" }, { DATE, "diese Woche", "2026-W10" }, { DATE, "nächste Woche", "2026-W11" },
  { DATE, "dieses Wochenende", "2026-W10-WE" }, { DATE, "am Wochenende", "2026-W10-WE" }, { DATE, "nächsten Monat", "2026-04" },
  { DATE, "März", "2026-03" }, { DATE, "im Mai", "2026-05" }, { DATE, "nächstes Jahr", "2027" }, { DATE, "Sommer", "2026-SU" },
  { DATE, "Weihnachten", "2026-12-25" }, { DATE, "Silvester", "2026-12-31" }, { DATE, "morgen früh", "2026-03-03" },
  { DATE, "heute Abend", "2026-03-02" }, { DATE, "jetzt", "PRESENT_REF" }, { DATE, "sieben", NULL },
  { TIME, "sieben", "19:00" }, { TIME, "um sieben", "19:00" }, { TIME, "halb acht", "19:30" }, { TIME, "halb eins", "12:30" },
  { TIME, "Viertel nach sieben", "19:15" }, { TIME, "viertel vor acht", "19:45" }, { TIME, "dreiviertel acht", "19:45" },
  { TIME, "viertel acht", "19:15" }, { TIME, "zehn nach acht", "20:10" }, { TIME, "fünf vor halb acht", "19:25" },
  { TIME, "fünf nach halb acht", "19:35" }, { TIME, "neunzehn Uhr dreißig", "19:30" }, { TIME, "19 Uhr 30", "19:30" },
  { TIME, "sieben Uhr morgens", "07:00" }, { TIME, "acht Uhr abends", "20:00" }, { TIME, "acht Uhr am Abend", "20:00" },
  { TIME, "heute Abend um acht", "20:00" }, { TIME, "ein Uhr nachts", "01:00" }, { TIME, "15:30", "15:30" }, { TIME, "07:30", "07:30" },
  { TIME, "Mittag", "12:00" }, { TIME, "Mitternacht", "00:00" }, { TIME, "in zehn Minuten", "10:10" }, { TIME, "abends", "EV" },
  { TIME, "am Nachmittag", "AF" }, { TIME, "25 Uhr", NULL }, { TIME, "zehn Minuten", NULL },
  { DURATION, "zehn Minuten", "PT10M" }, { DURATION, "anderthalb Stunden", "PT1H30M" }, { DURATION, "eineinhalb Stunden", "PT1H30M" },
  { DURATION, "eine halbe Stunde", "PT30M" }, { DURATION, "zwei Stunden und dreißig Minuten", "PT2H30M" },
  { DURATION, "eine Viertelstunde", "PT15M" }, { DURATION, "dreiviertel Stunde", "PT45M" }, { DURATION, "zweieinhalb Stunden", "PT2H30M" },
  { DURATION, "eine Woche", "P1W" }, { DURATION, "ein Tag", "P1D" }, { DURATION, "1,5 Stunden", "PT1H30M" },
  { DURATION, "eine Stunde zwanzig", "PT1H20M" }, { DURATION, "90 min", "PT90M" }, { DURATION, "drei Monate", "P3M" },
  { DURATION, "eine Stunde und zwanzig", "PT1H20M" }, { NUMBER, "ein Dutzend", "12" }, { NUMBER, "ein halbes Dutzend", "6" }, { NUMBER, "zwei Dutzend", "24" },
  { DURATION, "zehn", NULL }, { DURATION, "Minuten", NULL },
  { DATETIME, "morgen um sieben", "2026-03-03T07:00" }, { DATETIME, "Freitag um halb vier", "2026-03-06T15:30" },
  { DATETIME, "heute Abend um acht", "2026-03-02T20:00" }, { DATETIME, "morgen früh um sechs", "2026-03-03T06:00" },
};

static void
check_rows (const char *locale,
            const Row  *rows,
            gsize       n)
{
  for (gsize i = 0; i < n; i++) {
    g_autofree char *value = ear_spoken_value_parse (rows[i].type, locale, rows[i].text, now);

    if (g_strcmp0 (value, rows[i].value) != 0)
      g_error ("“%s” (type %d): expected %s, got %s", rows[i].text, rows[i].type, rows[i].value, value);
  }
}

static void
test_english (void)
{
  check_rows ("en-US", english, G_N_ELEMENTS (english));
}

static void
test_german (void)
{
  check_rows ("de-DE", german, G_N_ELEMENTS (german));
}

static void
test_future (void)
{
  static const struct { int hour, minute; const char *text, *value; } rows[] = {
    { 6, 59, "seven", "07:00" }, { 7, 0, "seven", "19:00" }, { 18, 59, "seven", "19:00" }, { 19, 0, "seven", "07:00" },
    { 23, 30, "twelve", "00:00" }, { 11, 30, "twelve", "12:00" }, { 12, 0, "half past twelve", "12:30" }, { 13, 0, "half past twelve", "00:30" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GDateTime) then = g_date_time_new_utc (2026, 3, 2, rows[i].hour, rows[i].minute, 0);
    g_autofree char *value = ear_spoken_value_parse (TIME, "en-US", rows[i].text, then);

    g_assert_cmpstr (value, ==, rows[i].value);
  }
}

/* The turn of a year with 53 weeks, and a leap day. */
static void
test_calendar_edges (void)
{
  static const struct { int year, month, day; const char *text, *value; } rows[] = {
    { 2020, 12, 31, "this week", "2020-W53" }, { 2021, 1, 1, "this week", "2020-W53" }, { 2020, 12, 31, "next week", "2021-W01" },
    { 2020, 12, 31, "tomorrow", "2021-01-01" }, { 2024, 2, 28, "tomorrow", "2024-02-29" }, { 2024, 2, 29, "next year", "2025" },
    { 2024, 1, 31, "next month", "2024-02" }, { 2024, 1, 31, "the thirty first", "2024-01-31" }, { 2024, 2, 1, "the thirty first", "2024-03-31" },
    { 9999, 12, 31, "today", "9999-12-31" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GDateTime) then = g_date_time_new_utc (rows[i].year, rows[i].month, rows[i].day, 12, 0, 0);
    g_autofree char *value = ear_spoken_value_parse (DATE, "en-US", rows[i].text, then);

    g_assert_cmpstr (value, ==, rows[i].value);
  }
}

/* Outside the calendar there is no value, and nothing worse. */
static void
test_end_of_time (void)
{
  g_autoptr (GDateTime) last = g_date_time_new_utc (9999, 12, 31, 23, 59, 59);
  static const char *const texts[] = { "tomorrow", "in three weeks", "next friday", "next month", "in a million years", "february first" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    for (EarValueType type = 0; type < EAR_N_VALUE_TYPES; type++) {
      g_autofree char *value = ear_spoken_value_parse (type, "en-US", texts[i], last);

      g_assert_true (value == NULL || g_utf8_validate (value, -1, NULL));
    }
}

static void
test_prefix (void)
{
  char *words[] = { (char *) "twenty", (char *) "five", (char *) "red", (char *) "balloons", NULL };
  g_autofree char *value = NULL;
  char *nothing;

  g_assert_cmpuint (ear_spoken_value_match (NUMBER, "en-US", words, 4, now, &value), ==, 2);
  g_assert_cmpstr (value, ==, "25");
  g_assert_cmpuint (ear_spoken_value_match (NUMBER, "en-US", words + 2, 2, now, &nothing), ==, 0);
  g_assert_null (nothing);
  g_assert_cmpuint (ear_spoken_value_match (DATE, "en-US", words, 0, now, &nothing), ==, 0);
  g_assert_null (nothing);
}

/* What is left when an ending is taken from nothing is no word to be read. */
static void
test_bare_endings (void)
{
  static const char *const texts[] = {
    "n't seven", "'s seven", "'ll seven", "' seven", "n' seven", "'' seven", "'n't seven", "\xcc\x81 seven",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint j = 0; j < 2; j++)
      for (EarValueType type = 0; type < EAR_N_VALUE_TYPES; type++)
        g_free (ear_spoken_value_parse (type, j ? "de-DE" : "en-US", texts[i], now));
}

static void
test_names (void)
{
  EarValueType type;

  g_assert_true (ear_value_type_from_name ("AMAZON.NUMBER", &type));
  g_assert_cmpint (type, ==, NUMBER);
  g_assert_true (ear_value_type_from_name ("AMAZON.Ordinal", &type));
  g_assert_cmpint (type, ==, ORDINAL);
  g_assert_true (ear_value_type_from_name ("DATETIME", &type));
  g_assert_cmpint (type, ==, DATETIME);
  g_assert_true (ear_value_type_from_name ("AMAZON.FOUR_DIGIT_NUMBER", &type));
  g_assert_cmpint (type, ==, NUMBER);
  g_assert_false (ear_value_type_from_name ("AMAZON.SearchQuery", &type));
  g_assert_false (ear_value_type_from_name ("", &type));
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  now = g_date_time_new_utc (2026, 3, 2, 10, 0, 0);

  g_test_add_func ("/nlu/value/english", test_english);
  g_test_add_func ("/nlu/value/german", test_german);
  g_test_add_func ("/nlu/value/future", test_future);
  g_test_add_func ("/nlu/value/calendar-edges", test_calendar_edges);
  g_test_add_func ("/nlu/value/end-of-time", test_end_of_time);
  g_test_add_func ("/nlu/value/prefix", test_prefix);
  g_test_add_func ("/nlu/value/bare-endings", test_bare_endings);
  g_test_add_func ("/nlu/value/names", test_names);

  status = g_test_run ();
  g_date_time_unref (now);

  return status;
}
