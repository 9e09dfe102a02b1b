/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-jsgf.h"
#include "nlu/ear-phrase.h"
#include "nlu/ear-spoken-value.h"
#include "nlu/ear-tokens.h"

/* Spoken values for a recognizer: what people say most, not all that is understood; every word more costs accuracy. */
static const char english_common[] =
  "<ones> = one | two | three | four | five | six | seven | eight | nine;\n"
  "<teen> = ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen | eighteen | nineteen;\n"
  "<tens> = twenty | thirty | forty | fifty | sixty | seventy | eighty | ninety;\n"
  "<hundred> = <ones> | <teen> | <tens> [<ones>];\n";

static const char *const english[EAR_N_VALUE_TYPES] = {
  [EAR_VALUE_NUMBER] =
    "<number> = zero | <hundred> | (a | <ones>) hundred [[and] <hundred>] | <ones> thousand;\n",
  [EAR_VALUE_ORDINAL] =
    "<ordinal> = <first> | <teenth> | (twenty | thirty) <first>;\n",
  [EAR_VALUE_DATE] =
    "<weekday> = monday | tuesday | wednesday | thursday | friday | saturday | sunday;\n"
    "<month> = january | february | march | april | may | june | july | august | september | october | november | december;\n"
    "<part> = morning | afternoon | evening | night;\n"
    "<monthday> = <first> | <teenth> | (twenty | thirty) <first>;\n"
    "<date> = today | tonight | tomorrow [<part>] | [the] day after tomorrow | this (<part> | week | weekend | month)"
    " | next (week | weekend | month | year) | the weekend | [on | this | next] <weekday> [<part>]"
    " | [on] [the] <monthday> of <month> | [on] <month> [the] <monthday>"
    " | in (<hundred> (days | weeks) | a (day | week | month));\n",
  [EAR_VALUE_TIME] =
    "<hour> = <ones> | ten | eleven | twelve;\n"
    "<minute> = oh <ones> | <teen> | (twenty | thirty | forty | fifty) [<ones>];\n"
    "<time> = <hour> [o'clock | <minute>] [<meridiem>]"
    " | (half past | [a] quarter (past | to) | (five | ten | twenty | twenty five) [minutes] (past | to)) <hour> [<meridiem>]"
    " | noon | midday | midnight;\n"
    "<meridiem> = a m | p m | in the (morning | afternoon | evening) | at night;\n",
  [EAR_VALUE_DURATION] =
    "<duration> = <hundred> [and a half] (seconds | minutes | hours | days | weeks)"
    " | (a | one) (second | minute | day | week | month | year) | (an | one) hour [and a half | [and] <hundred> minutes]"
    " | half an hour | [a] quarter of an hour | <hundred> (hours [and] <hundred> minutes | minutes [and] <hundred> seconds)"
    " | a couple of (minutes | hours | days);\n",
  [EAR_VALUE_DATETIME] =
    "<datetime> = <date> [at] <time> | <time> <date>;\n",
};

static const char english_ordinals[] =
  "<first> = first | second | third | fourth | fifth | sixth | seventh | eighth | ninth;\n"
  "<teenth> = tenth | eleventh | twelfth | thirteenth | fourteenth | fifteenth | sixteenth | seventeenth | eighteenth"
  " | nineteenth | twentieth | thirtieth;\n";

static const char *const german[EAR_N_VALUE_TYPES] = {
  [EAR_VALUE_NUMBER] =
    "<number> = null | eins | <hundred> | hundert [<hundred>] | (zwei | drei | vier | fünf) hundert | tausend;\n",
  [EAR_VALUE_ORDINAL] =
    "<ordinal> = <monthday>;\n",
  [EAR_VALUE_DATE] =
    "<weekday> = montag | dienstag | mittwoch | donnerstag | freitag | samstag | sonntag;\n"
    "<month> = januar | februar | märz | april | mai | juni | juli | august | september | oktober | november | dezember;\n"
    "<part> = früh | vormittag | mittag | nachmittag | abend;\n"
    "<date> = heute [<part>] | morgen [<part>] | übermorgen | diese woche | nächste woche | nächsten monat | am wochenende"
    " | [am | diesen | nächsten] <weekday> [<part>] | [am] <monthday> <month>"
    " | in (<hundred> (tagen | wochen) | einem (tag | monat) | einer woche);\n",
  [EAR_VALUE_TIME] =
    "<hour> = eins | <hundred>;\n"
    "<time> = (<hour> | ein) [uhr [<hundred>]] [<daytime>] | (halb | viertel (nach | vor) | dreiviertel"
    " | (fünf | zehn | zwanzig) (nach | vor) | fünf (vor | nach) halb) <hour> [<daytime>] | mittag | mitternacht;\n"
    "<daytime> = morgens | früh | vormittags | nachmittags | abends | nachts | am morgen | am abend;\n",
  [EAR_VALUE_DURATION] =
    "<duration> = <hundred> (sekunden | minuten | stunden | tage | wochen) | eine (sekunde | minute | stunde | woche)"
    " | ein tag | eine halbe stunde | eine viertelstunde | eine dreiviertelstunde | anderthalb stunden | eineinhalb stunden"
    " | (eine stunde | <hundred> stunden) [und] <hundred> minuten | <hundred> minuten [und] <hundred> sekunden;\n",
  [EAR_VALUE_DATETIME] =
    "<datetime> = <date> [um] <time> | <time> <date>;\n",
};

static void
append_german_numbers (GString *out)
{
  g_string_append (out, "<hundred> = ");
  for (int i = 2; i <= 99; i++) {
    g_autofree char *word = ear_phrase_number ("de-DE", i);

    g_string_append_printf (out, "%s%s", i > 2 ? " | " : "", word);
  }
  g_string_append (out, ";\n<monthday> = ersten | zweiten | dritten | vierten | fünften | sechsten | siebten | achten | neunten"
                   " | zehnten | elften | zwölften");
  for (int i = 13; i <= 31; i++) {
    g_autofree char *word = ear_phrase_number ("de-DE", i);

    g_string_append_printf (out, " | %s%s", word, i < 20 ? "ten" : "sten");
  }
  g_string_append (out, ";\n");
}

/**
 * ear_jsgf_get_rules:
 * @needed: a bit for each #EarValueType
 *
 * Returns: (transfer full): the rules <number>, <ordinal>, <date>, <time>, <duration>, <datetime> as far as needed
 */
char *
ear_jsgf_get_rules (const char *locale,
                    guint       needed)
{
  gboolean is_german = ear_language_from_locale (locale) == EAR_LANGUAGE_GERMAN;
  GString *out = g_string_new (NULL);

  if (needed & 1u << EAR_VALUE_DATETIME)
    needed |= 1u << EAR_VALUE_DATE | 1u << EAR_VALUE_TIME;
  if (needed != 0) {
    if (is_german)
      append_german_numbers (out);
    else
      g_string_append (out, english_common);
  }
  if (!is_german && needed & (1u << EAR_VALUE_ORDINAL | 1u << EAR_VALUE_DATE))
    g_string_append (out, english_ordinals);
  for (guint i = 0; i < EAR_N_VALUE_TYPES; i++)
    if (needed & 1u << i)
      g_string_append (out, is_german ? german[i] : english[i]);

  return g_string_free (out, FALSE);
}
