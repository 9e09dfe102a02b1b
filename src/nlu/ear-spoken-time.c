/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-spoken-words.h"

#include <string.h>

#define HALF_DAY (12 * 60)
#define DAY (24 * 60)

/* A clock time as it was read: minutes of the day, and whether the other half of the day may be meant too. */
typedef struct {
  int      minutes;
  gboolean ambiguous;
} Reading;

static const char *const english_leads[] = {
  "at", "at about", "at around", "around", "about", "by", "for", "at exactly", "until", "from", "before", "after", NULL
};
static const char *const german_leads[] = {
  "um", "gegen", "so gegen", "so um", "ab", "bis", "auf", "etwa um", "ungefaehr um", "um etwa", "um ungefaehr", "circa", "ca",
  "um circa", "um ca", "ca um", "so circa um", "so ungefaehr um", "zirka", "um zirka", "etwa",
  "ungefaehr", "punkt", "fuer", "exakt um", "genau um", "puenktlich um",
  "vor", "nach", "von", NULL
};

static const EarWordRow english_parts[] = {
  { "am", EAR_DAY_PART_MORNING }, { "a m", EAR_DAY_PART_MORNING }, { "a", EAR_DAY_PART_MORNING },
  { "in the morning", EAR_DAY_PART_MORNING }, { "this morning", EAR_DAY_PART_MORNING }, { "morning", EAR_DAY_PART_MORNING },
  { "pm", EAR_DAY_PART_EVENING }, { "p m", EAR_DAY_PART_EVENING }, { "p", EAR_DAY_PART_EVENING },
  { "in the afternoon", EAR_DAY_PART_AFTERNOON }, { "this afternoon", EAR_DAY_PART_AFTERNOON },
  { "afternoon", EAR_DAY_PART_AFTERNOON }, { "in the evening", EAR_DAY_PART_EVENING }, { "this evening", EAR_DAY_PART_EVENING },
  { "evening", EAR_DAY_PART_EVENING }, { "at night", EAR_DAY_PART_NIGHT }, { "tonight", EAR_DAY_PART_NIGHT },
  { "night", EAR_DAY_PART_NIGHT }, { "the morning", EAR_DAY_PART_MORNING }, { "the afternoon", EAR_DAY_PART_AFTERNOON },
  { "the evening", EAR_DAY_PART_EVENING }, { "in the night", EAR_DAY_PART_NIGHT }, { "the night", EAR_DAY_PART_NIGHT },
  { NULL },
};

static const EarWordRow german_parts[] = {
  { "morgens", EAR_DAY_PART_MORNING }, { "frueh", EAR_DAY_PART_MORNING }, { "am morgen", EAR_DAY_PART_MORNING },
  { "in der frueh", EAR_DAY_PART_MORNING }, { "in der fruehe", EAR_DAY_PART_MORNING }, { "vormittags", EAR_DAY_PART_MORNING },
  { "am vormittag", EAR_DAY_PART_MORNING }, { "vormittag", EAR_DAY_PART_MORNING }, { "heute morgen", EAR_DAY_PART_MORNING },
  { "heute frueh", EAR_DAY_PART_MORNING }, { "heute vormittag", EAR_DAY_PART_MORNING }, { "am mittag", EAR_DAY_PART_AFTERNOON },
  { "nachmittags", EAR_DAY_PART_AFTERNOON }, { "am nachmittag", EAR_DAY_PART_AFTERNOON }, { "nachmittag", EAR_DAY_PART_AFTERNOON },
  { "heute nachmittag", EAR_DAY_PART_AFTERNOON }, { "abends", EAR_DAY_PART_EVENING }, { "am abend", EAR_DAY_PART_EVENING },
  { "abend", EAR_DAY_PART_EVENING }, { "heute abend", EAR_DAY_PART_EVENING }, { "nachts", EAR_DAY_PART_NIGHT },
  { "in der nacht", EAR_DAY_PART_NIGHT }, { "nacht", EAR_DAY_PART_NIGHT }, { "heute nacht", EAR_DAY_PART_NIGHT }, { NULL },
};

/* Minutes before or after the hour that follows: "quarter to", "viertel nach", "halb". */
static const EarWordRow english_quarters[] = {
  { "half past", 30 }, { "half", 30 }, { "quarter past", 15 }, { "a quarter past", 15 }, { "quarter after", 15 },
  { "a quarter after", 15 }, { "quarter to", -15 }, { "a quarter to", -15 }, { "quarter of", -15 }, { "a quarter of", -15 },
  { "quarter till", -15 }, { "a quarter till", -15 }, { "quarter before", -15 }, { NULL },
};
static const EarWordRow german_quarters[] = {
  { "halb", -30 }, { "viertel nach", 15 }, { "viertel vor", -15 }, { "viertel", -45 }, { "dreiviertel", -15 },
  { "drei viertel", -15 }, { "kurz vor", -5 }, { "kurz nach", 5 }, { NULL },
};

static const EarWordRow english_relations[] = {
  { "past", 1 }, { "after", 1 }, { "to", -1 }, { "till", -1 }, { "before", -1 }, { "of", -1 }, { "minutes past", 1 },
  { "minutes after", 1 }, { "minutes to", -1 }, { "minutes till", -1 }, { "minutes before", -1 }, { "minute past", 1 },
  { "minute to", -1 }, { NULL },
};
static const EarWordRow german_relations[] = {
  { "nach", 1 }, { "vor", -1 }, { "minuten nach", 1 }, { "minuten vor", -1 }, { "minute nach", 1 }, { "minute vor", -1 }, { NULL },
};

static const EarWordRow english_named[] = {
  { "noon", 12 * 60 }, { "midday", 12 * 60 }, { "midnight", 0 }, { "twelve noon", 12 * 60 }, { "12 noon", 12 * 60 },
  { "twelve midnight", 0 }, { "lunchtime", 12 * 60 }, { NULL },
};
static const EarWordRow german_named[] = {
  { "mittag", 12 * 60 }, { "mittags", 12 * 60 }, { "mitternacht", 0 }, { "zwoelf uhr mittags", 12 * 60 },
  { "12 uhr mittags", 12 * 60 }, { "zwoelf uhr nachts", 0 }, { "12 uhr nachts", 0 }, { NULL },
};

static gboolean
is_german (const EarWords *self)
{
  return self->language == EAR_LANGUAGE_GERMAN;
}

/**
 * ear_read_day_part:
 * @part: (out): "in the morning", "abends"
 */
guint
ear_read_day_part (const EarWords *self,
                   EarDayPart     *part)
{
  int value = EAR_DAY_PART_NONE;
  guint n = ear_words_look_up (self, is_german (self) ? german_parts : english_parts, &value);

  *part = value;

  return n;
}

/* "7:30", "07.30" or, where @bare, "730". */
static guint
read_written (const EarWords *self,
              gboolean        bare,
              Reading        *reading)
{
  const char *word = self->n > 0 ? self->words[0] : "";
  gsize front = strspn (word, "0123456789"), length = strlen (word), back;
  int hour, minute;

  if ((word[front] == ':' || word[front] == '.') && (front == 1 || front == 2)) {
    back = strspn (word + front + 1, "0123456789");
    if (back != 2 || (word[front + 3] != '\0' && word[front + 3] != ':'))
      return 0;
    hour = g_ascii_strtoull (word, NULL, 10);
    minute = g_ascii_strtoull (word + front + 1, NULL, 10);
  } else if (bare && front == length && (length == 3 || length == 4)) {
    hour = g_ascii_strtoull (word, NULL, 10) / 100;
    minute = g_ascii_strtoull (word, NULL, 10) % 100;
    front = length - 2;
  } else {
    return 0;
  }
  if (hour > 24 || minute > 59 || (hour == 24 && minute > 0))
    return 0;

  *reading = (Reading) { (hour * 60 + minute) % DAY, hour >= 1 && hour <= 12 && !(front == 2 && word[0] == '0') };

  return 1;
}

static guint
read_hour (const EarWords *self,
           Reading        *reading)
{
  int named;
  guint hour, n = ear_words_look_up (self, is_german (self) ? german_named : english_named, &named);
  EarWords rest;

  if (n > 0) {
    *reading = (Reading) { named, FALSE };
    return n;
  }
  if ((n = read_written (self, FALSE, reading)) > 0)
    return n;
  if ((n = ear_read_small (self, 24, &hour)) == 0)
    return 0;

  *reading = (Reading) { hour % 24 * 60, hour >= 1 && hour <= 12 };
  rest = ear_words_skip (self, n);

  return n + (is_german (self) ? ear_words_match (&rest, "uhr")
                               : MAX (ear_words_match (&rest, "oclock"), ear_words_match (&rest, "o clock")));
}

static guint
read_minute (const EarWords *self,
             int            *minute)
{
  static const char *const zeros[] = { "oh", "o", "zero", "null", NULL };
  EarWords rest = *self;
  guint zero = ear_words_match_any (self, zeros), value, n;

  rest = ear_words_skip (self, zero);
  n = ear_read_small (&rest, zero ? 9 : 59, &value);
  if (n == 0 || (!zero && value < 10 && !is_german (self)) || (rest.words[0][0] == '0' && rest.words[0][1] == '\0'))
    return 0;
  *minute = value;

  return zero + n;
}

/* Whether what follows makes a duration of the number before: "seven thirty minutes" is not half past seven. */
static gboolean
is_counted (const EarWords *self)
{
  static const char *const units[] = { "minutes", "seconds", "hours", "minuten", "sekunden", "stunden", "days", "tage",
                                       "tagen", NULL };

  return ear_words_match_any (self, units) > 0;
}

static guint
read_hour_and_minute (const EarWords *self,
                      Reading        *reading)
{
  guint n = read_hour (self, reading), m, unit, value;
  EarWords rest = ear_words_skip (self, n), after;
  int minute;

  if (n == 0 || reading->minutes % 60 != 0 || strpbrk (self->words[0], ":."))
    return n;

  if (!is_german (self) && (m = ear_words_match (&rest, "hundred hours")) > 0) {
    reading->ambiguous = FALSE;
    return n + m;
  }
  /* "19h30" is three words by now. */
  if (ear_words_match (&rest, "h")) {
    after = ear_words_skip (&rest, 1);
    m = ear_read_small (&after, 59, &value);
    reading->minutes += m > 0 ? (int) value : 0;
    return n + 1 + m;
  }
  unit = is_german (self) ? ear_words_match (&rest, "uhr und") : 0;
  rest = ear_words_skip (&rest, unit);
  if ((m = read_minute (&rest, &minute)) == 0)
    return n;
  after = ear_words_skip (&rest, m);
  if (is_counted (&after) && !(is_german (self) && ear_words_match (&after, "minuten") && strcmp (self->words[n - 1], "uhr") == 0))
    return n;
  reading->minutes += minute;

  return n + unit + m + (is_german (self) ? ear_words_match (&after, "minuten") : 0);
}

static void
shift (Reading *reading,
       int      minutes)
{
  int half = reading->ambiguous ? HALF_DAY : DAY;

  /* On a face of twelve hours "quarter to one" is 12:45. */
  reading->minutes = (reading->minutes + minutes + 2 * DAY) % half;
  if (reading->ambiguous && reading->minutes < 60)
    reading->minutes += HALF_DAY;
}

static guint
read_relative (const EarWords *self,
               Reading        *reading)
{
  int minutes = 0, more = 0, sign;
  guint n = ear_words_look_up (self, is_german (self) ? german_quarters : english_quarters, &minutes), m, count;
  EarWords rest;

  if (n == 0) {
    if ((n = ear_read_small (self, 59, &count)) == 0 || count == 0)
      return 0;
    rest = ear_words_skip (self, n);
    if ((m = ear_words_look_up (&rest, is_german (self) ? german_relations : english_relations, &sign)) == 0)
      return 0;
    n += m;
    minutes = sign * (int) count;
    rest = ear_words_skip (self, n);
    if (is_german (self) && (m = ear_words_match (&rest, "halb")) > 0) {
      n += m;
      more = -30;
    }
  }
  rest = ear_words_skip (self, n);
  if ((m = read_hour (&rest, reading)) == 0 || reading->minutes % 60 != 0)
    return 0;
  shift (reading, minutes + more);

  return n + m;
}

/**
 * ear_time_in_part:
 *
 * Returns: the minutes since midnight that are meant by an hour up to twelve in that part of the day
 */
int
ear_time_in_part (int        minutes,
                  EarDayPart part)
{
  int hour = minutes / 60;

  if (part == EAR_DAY_PART_NONE || hour < 1 || hour > 12)
    return minutes;
  if (hour == 12)
    return minutes - (part == EAR_DAY_PART_MORNING || part == EAR_DAY_PART_NIGHT ? HALF_DAY : 0);

  return minutes + (part == EAR_DAY_PART_AFTERNOON || part == EAR_DAY_PART_EVENING
                    || (part == EAR_DAY_PART_NIGHT && hour >= 6) ? HALF_DAY : 0);
}

/* "a" and "p" are said of a time only when the hour is written in figures: "3p". */
static guint
read_part_after (const EarWords *self,
                 const EarWords *whole,
                 EarDayPart     *part)
{
  guint n = ear_read_day_part (self, part);

  if (n == 1 && strlen (self->words[0]) == 1 && !g_ascii_isdigit (whole->words[0][0])) {
    *part = EAR_DAY_PART_NONE;
    n = 0;
  }

  return n;
}

/**
 * ear_read_time:
 * @minutes: (out): minutes since midnight
 * @ambiguous: (out): whether twelve hours later may be meant as well
 */
guint
ear_read_time (const EarWords *self,
               GDateTime      *now,
               int            *minutes,
               gboolean       *ambiguous)
{
  Reading reading = { 0 }, other;
  EarDayPart part = EAR_DAY_PART_NONE, before = EAR_DAY_PART_NONE;
  EarWords rest = *self, after;
  guint lead, front = 0, n, m;

  if (self->n > 0 && strlen (self->words[0]) > 1)
    front = ear_read_day_part (self, &before);
  rest = ear_words_skip (self, front);
  lead = ear_words_match_any (&rest, is_german (self) ? german_leads : english_leads);
  rest = ear_words_skip (&rest, lead);

  n = read_hour_and_minute (&rest, &reading);
  if ((m = read_relative (&rest, &other)) > n) {
    n = m;
    reading = other;
  }
  after = ear_words_skip (&rest, 1);
  if (n <= 1 && (lead > 0 || read_part_after (&after, &rest, &part) > 0 || ear_words_match (&after, "uhr"))
      && (m = read_written (&rest, TRUE, &other)) > 0) {
    n = m;
    reading = other;
  }
  if (n == 0)
    return 0;

  after = ear_words_skip (&rest, n);
  if (is_german (self) && (m = ear_words_match (&after, "uhr")) > 0) {
    n += m;
    after = ear_words_skip (&rest, n);
  }
  n += read_part_after (&after, &rest, &part);
  if (is_counted (&(EarWords) { self->language, rest.words + n, rest.n - n }))
    return 0;
  if (part == EAR_DAY_PART_NONE)
    part = before;
  *minutes = ear_time_in_part (reading.minutes, part);
  *ambiguous = reading.ambiguous && part == EAR_DAY_PART_NONE;

  return front + lead + n;
}

/**
 * ear_time_resolve:
 *
 * Returns: the minutes since midnight that are meant: of two the one that comes next after @now
 */
int
ear_time_resolve (int        minutes,
                  gboolean   ambiguous,
                  GDateTime *now)
{
  int present = g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now), other;

  if (!ambiguous)
    return minutes;
  other = (minutes + HALF_DAY) % DAY;

  return (minutes - present + DAY - 1) % DAY <= (other - present + DAY - 1) % DAY ? minutes : other;
}

/**
 * ear_read_from_now:
 * @then: (out) (transfer full): the moment of "in ten minutes", "an hour from now" or "now"
 */
guint
ear_read_from_now (const EarWords  *self,
                   GDateTime       *now,
                   GDateTime      **then)
{
  static const char *const leads[] = { "in", "in about", "in around", "in etwa", "in circa", "in ungefaehr", "in zirka", NULL };
  static const char *const english_after[] = { "from now", "from today", "hence", "later", NULL };
  static const char *const english_now[] = { "now", "right now", "immediately", NULL };
  static const char *const german_starts[] = { "heute in", "innerhalb von", NULL };
  static const char *const german_now[] = { "jetzt", "sofort", "jetzt gleich", "gerade eben", "jetzt sofort", NULL };
  guint lead = ear_words_match_any (self, leads), n, m;
  EarWords rest = ear_words_skip (self, lead);
  EarLength length;
  int sign = 1;

  if (lead == 0 && (n = ear_words_match_any (self, is_german (self) ? german_now : english_now)) > 0) {
    *then = g_date_time_ref (now);
    return n;
  }
  if (lead == 0 && is_german (self) && (lead = ear_words_match (self, "vor")) > 0) {
    rest = ear_words_skip (self, lead);
    sign = -1;
  }
  if (lead == 0 && is_german (self) && (lead = ear_words_match_any (self, german_starts)) > 0)
    rest = ear_words_skip (self, lead);

  if ((n = ear_read_length (&rest, &length)) == 0)
    return 0;
  rest = ear_words_skip (&rest, n);
  if (lead == 0 && !is_german (self)) {
    if ((m = ear_words_match_any (&rest, english_after)) == 0) {
      if ((m = ear_words_match (&rest, "ago")) == 0)
        return 0;
      sign = -1;
    }
    n += m;
  } else if (lead == 0) {
    return 0;
  }
  if (!(*then = ear_length_add (&length, now, sign)))
    return 0;

  return lead + n;
}
