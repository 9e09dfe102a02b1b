/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-offline.h"

#include "services/ear-sums.h"
#include "services/ear-text.h"

#include <glib/gi18n.h>
#include <string.h>

#define MODEL "offline-rules"
#define CHARS_PER_TOKEN 4

/* `en`, `de`: groups of words, “|” between groups; a group fits where all its words were said, in any order; a word that
 * ends with * stands for all that begin like it. The first rule that fits answers.
 */
typedef struct {
  const char *en;
  const char *de;
  const char *answer_en;
  const char *answer_de;
} Rule;

static const Rule rules[] = {
  { "why los* money|why lost|why unprofitabl*|why los* billion*|why fail*", "warum verlust*|warum verl* geld|warum geld verlor*|warum gescheitert|wieso verlust*",
    "Because it sold the device at about what it cost and waited for shopping that did not come. People asked for timers, weather "
    "and music: every answer cost a little and earned next to nothing.",
    "Weil das Gerät etwa zum Selbstkostenpreis verkauft wurde und die erhofften Einkäufe ausblieben. Die Leute wollten Timer, Wetter "
    "und Musik: Jede Antwort kostete ein wenig und brachte fast nichts ein." },
  { "how much los*|how many billion*|how much money lost", "wie viel verl*|wieviel verl*|wie viele milliarden|wie hoch verlust*",
    "The press reported losses of more than twenty-five billion dollars in the devices business of the largest maker, "
    "from 2017 to 2021. Earshot's business page shows how that adds up in its model.",
    "Die Presse berichtete für das Gerätegeschäft des größten Herstellers von mehr als fünfundzwanzig Milliarden Dollar Verlust in den "
    "Jahren 2017 bis 2021. Wie das zusammenkommt, zeigt Earshots Modell auf der Geschäftsseite." },
  { "how earn*|how make* money|how money made|business model", "wie verdien*|womit verdien*|geschaftsmodell|wie geld",
    "There are four sources: things ordered by voice, subscriptions such as music, short adverts, and a share of what skills sell. "
    "The ledger on the right shows what each answer brought.",
    "Es gibt vier Quellen: Bestellungen per Sprache, Abos wie Musik, kurze Werbespots und ein Anteil an dem, was Skills verkaufen. "
    "Das Kassenbuch rechts zeigt, was jede Antwort eingebracht hat." },
  { "what cost* answer|how much answer cost*|how much question cost*|what cost* question", "was kostet antwort|was kostet frage|wie viel kostet antwort",
    "Recognizing, understanding, asking a service and speaking each cost a fraction of a cent. Add a share of the device and of the "
    "people who build it, and no single answer looks like good business.",
    "Erkennen, Verstehen, Nachfragen und Sprechen kosten jeweils einen Bruchteil eines Cents. Mit einem Anteil am Gerät und an den "
    "Leuten, die es bauen, sieht keine einzelne Antwort mehr nach gutem Geschäft aus." },
  { "people shop* voice|who shop* voice|buy* voice", "kauf* sprache|einkauf* sprache|bestell* sprache",
    "Few do. A report of 2018 counted two percent of the owners in that year, and nine in ten of them never did it again. Surveys "
    "found far more: what people say and what they do differ.",
    "Nur wenige. Ein Bericht von 2018 zählte zwei Prozent der Besitzer in jenem Jahr, und neun von zehn davon taten es nie wieder. "
    "Umfragen ergaben weit mehr: Was Leute sagen und was sie tun, ist zweierlei." },
  { "how save*|how better business|what would help|how profitabl*|how break even", "wie besser geschaft|was wurde helfen|wie rentabel|wie gewinn*",
    "Sell the device for what it costs, spend fewer people on it, or find one thing worth a monthly price. Try each on the business page.",
    "Das Gerät kostendeckend verkaufen, weniger Leute daran setzen oder etwas finden, das einen Monatspreis wert ist. Auf der "
    "Geschäftsseite lässt sich jedes davon ausprobieren." },
  { "what is earshot|what earshot|tell earshot|who made you|who built you", "was ist earshot|was earshot|uber earshot|wer hat gebaut|wer hat gemacht",
    "Earshot simulates a smart speaker on the desktop: it listens, talks, plays and sells like one, and shows what every "
    "interaction costs and earns.",
    "Earshot ist ein simulierter smarter Lautsprecher für den Schreibtisch: Er hört zu, spricht, spielt und verkauft wie ein echter und zeigt, was jede "
    "Interaktion kostet und einbringt." },
  { "smart speaker", "smart* lautsprecher*|intelligent* lautsprecher*",
    "A loudspeaker with microphones that waits for its wake word, sends what you say to be understood, and answers aloud.",
    "Ein Lautsprecher mit Mikrofonen, der auf sein Aktivierungswort wartet, verstehen lässt, was man sagt, und laut antwortet." },
  { "what can you do|what do you know|what can i ask", "was kannst du|was weisst du|was kann ich fragen",
    "Little: I am the offline assistant. I do sums, convert units, and explain Earshot and the business of smart speakers.",
    "Wenig: Ich bin der Offline-Assistent. Ich rechne, wandle Einheiten um und erkläre Earshot und das Geschäft mit smarten Lautsprechern." },
  { "who are you|what are you|your name|are you real|are you ai|language model", "wer bist du|was bist du|wie heisst du|bist du ki|sprachmodell",
    "I am the offline assistant: a short list of rules that runs on this computer, and no language model.",
    "Ich bin der Offline-Assistent: eine kurze Liste von Regeln auf diesem Rechner und kein Sprachmodell." },
  { "privacy|listening always|send* voice|my data|spy*", "datenschutz|hort immer|meine daten|sendet stimme|spion*|belausch*",
    "With the offline services nothing leaves this computer. Live services are off until you choose one.",
    "Mit den Offline-Diensten verlässt nichts diesen Rechner. Live-Dienste sind aus, bis du einen wählst." },
  { "wake word", "aktivierungswort|weckwort",
    "The word a speaker waits for before it listens. Here it is “computer” unless you choose another in the settings.",
    "Das Wort, auf das ein Lautsprecher wartet, bevor er zuhört. Hier ist es „Computer“, solange du kein anderes einstellst." },
  { "what intent|an intent", "was intent|ein intent",
    "An intent is what a customer wants, whatever the words: “rain today?” and “do I need an umbrella?” are one intent.",
    "Ein Intent ist, was jemand will, gleich in welchen Worten: „Regnet es heute?“ und „Brauche ich einen Schirm?“ sind ein Intent." },
  { "what slot*|a slot", "was slot*|ein slot",
    "A slot is the part of a request that varies: in “the weather in Hamburg” the slot is the place.",
    "Ein Slot ist der Teil einer Bitte, der sich ändert: In „das Wetter in Hamburg“ ist es der Ort." },
  { "meaning life", "sinn lebens|sinn leben", "Forty-two. The rule for that one was easy to write.",
    "Zweiundvierzig. Die Regel dafür war leicht zu schreiben." },
};

static const char fallback_en[] =
  "I am the offline assistant and have no rule for that. I can do sums, convert units, and explain Earshot; choose another "
  "assistant in the settings for more.";
static const char fallback_de[] =
  "Ich bin der Offline-Assistent und habe dafür keine Regel. Ich kann rechnen, Einheiten umwandeln und Earshot erklären; mehr kann "
  "ein anderer Assistent, den du in den Einstellungen wählst.";

static gboolean
was_said (const char *wanted,
          gsize       n,
          char      **words)
{
  gboolean open = n > 0 && wanted[n - 1] == '*';

  n -= open;
  for (guint i = 0; words[i] != NULL; i++)
    if (strncmp (words[i], wanted, n) == 0 && (open || words[i][n] == '\0'))
      return TRUE;

  return FALSE;
}

static gboolean
fits (const char *groups,
      char      **words)
{
  gboolean all = TRUE;
  const char *p = groups;

  for (;;) {
    gsize n = strcspn (p, " |");

    all = all && was_said (p, n, words);
    p += n;
    if (*p != ' ' && all)
      return TRUE;
    if (*p == '|')
      all = TRUE;
    if (*p++ == '\0')
      return FALSE;
  }
}

static const char *
find_rule (const char *text,
           gboolean    german)
{
  g_autofree char *folded = ear_text_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (fits (german ? rules[i].de : rules[i].en, words))
      return german ? rules[i].answer_de : rules[i].answer_en;

  return german ? fallback_de : fallback_en;
}

static gint64
estimate_tokens (const char *text)
{
  return (g_utf8_strlen (text, -1) + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
}

static EarAnswer *
answer_assistant (gpointer            catalog,
                  const EarQuestion  *question,
                  GError            **error)
{
  g_autofree char *text = ear_text_clean (question->text ? question->text : "", 4000);
  gboolean german = ear_text_is_german (question->locale);
  g_autofree char *sum = NULL;
  EarReply reply = { .model = MODEL };
  EarAnswer *answer;

  if (g_strcmp0 (question->operation, "chat") != 0 && g_strcmp0 (question->operation, "assist") != 0) {
    ear_offline_refuse (question, EAR_SERVICE_ASSISTANT, error);
    return NULL;
  }

  sum = ear_sums_answer (text, german);
  reply.text = sum ? sum : find_rule (text, german);
  reply.tokens_in = estimate_tokens (text);
  reply.tokens_out = estimate_tokens (reply.text);

  answer = ear_answer_new (EAR_ANSWER_REPLY);
  ear_answer_add (answer, &reply);

  return answer;
}

const EarOfflineService ear_assistant_offline = {
  .attribution = N_("Earshot offline assistant: rules, no language model"),
  .answer = answer_assistant,
};
