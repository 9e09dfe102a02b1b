/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nlu/ear-builtin-intents.h"

#include <string.h>

#define MAX_SAMPLES 56

typedef struct {
  const char *name;
  const char *samples[EAR_N_LANGUAGES][MAX_SAMPLES];
} Row;

static const Row rows[] = {
  { "AMAZON.StopIntent", {
      { "stop", "stop it", "stop that", "stop now", "off", "shut up", "quiet", "be quiet", "silence", "enough", "that is enough",
        "quit", "exit", "end", "i am done", "goodbye", "bye", "hush", "stop talking", "stop please", "knock it off", NULL },
      { "stopp", "stop", "halt", "aus", "hör auf", "aufhören", "ruhe", "sei still", "sei ruhig", "schluss", "genug", "es reicht",
        "das reicht", "beenden", "ende", "fertig", "tschüss", "auf wiedersehen", "still", "schluss jetzt", "stopp jetzt", NULL }
    } },
  { "AMAZON.CancelIntent", {
      { "cancel", "cancel that", "cancel it", "never mind", "nevermind", "forget it", "forget that", "forget about it",
        "scratch that", NULL },
      { "abbrechen", "abbruch", "brich ab", "vergiss es", "vergiss das", "egal", "schon gut", "doch nicht", "storniere das",
        "cancel", "lass es", "lass gut sein", "lass mal", NULL }
    } },
  { "AMAZON.HelpIntent", {
      { "help", "help me", "what can i say", "what can you do", "what can i ask", "what can i do", "i need help", "how does this work",
        "what do i say", "how do i use this", "what are my options", "what are the options", "can you help me", NULL },
      { "hilfe", "hilf mir", "was kann ich sagen", "was kannst du", "was kannst du tun", "was kannst du alles", "ich brauche hilfe",
        "wie funktioniert das", "was kann ich fragen", "was kann ich tun", "was soll ich sagen", "kannst du mir helfen",
        "welche möglichkeiten habe ich", NULL }
    } },
  { "AMAZON.RepeatIntent", {
      { "repeat", "repeat that", "say that again", "say it again", "repeat it", "again please", "what did you say", "come again",
        "pardon", "i did not hear that", "could you repeat that", "once more", "one more time", "what was that", "again", NULL },
      { "wiederholen", "wiederhole das", "wiederhol das", "sag das noch mal", "sag das nochmal", "noch mal", "nochmal", "noch einmal",
        "wie bitte", "was hast du gesagt", "das habe ich nicht verstanden", "kannst du das wiederholen", "bitte wiederholen",
        "was war das", NULL }
    } },
  { "AMAZON.YesIntent", {
      { "yes", "yes please", "yeah", "yep", "yup", "sure", "sure thing", "sure go ahead", "go ahead", "okay", "ok", "of course",
        "certainly", "absolutely", "definitely", "right", "that is right", "correct", "that is correct", "please do", "do it",
        "why not", "sounds good", "that is fine", "fine", "alright", "all right", "exactly", "i do", "i would", "yes i do",
        "yes i would", "yes it is", "by all means", "you bet", "i am sure", "indeed", "true", "confirm", "i confirm", "let us do it",
        "uh huh", "great", "perfect", "yes go ahead", "affirmative", "that is true", "that works", NULL },
      { "ja", "ja bitte", "ja gerne", "ja gern", "gerne", "gern", "jawohl", "jep", "jo", "klar", "na klar", "aber klar", "sicher",
        "na sicher", "aber sicher", "okay", "ok", "in ordnung", "natürlich", "selbstverständlich", "auf jeden fall", "unbedingt",
        "genau", "richtig", "stimmt", "das stimmt", "korrekt", "mach das", "mach mal", "tu das", "los", "nur zu", "warum nicht",
        "einverstanden", "das passt", "passt", "gut", "klingt gut", "bitte", "doch", "ja doch", "bestätigen", "ich bestätige",
        "ja das stimmt", "sehr gerne", "ja genau", "ja mach das", NULL }
    } },
  { "AMAZON.NoIntent", {
      { "no", "no thanks", "no thank you", "nope", "nah", "no way", "not now", "not really", "rather not", "i would rather not",
        "better not", "do not", "please do not", "do not do it", "certainly not", "of course not", "absolutely not", "never",
        "that is wrong", "wrong", "incorrect", "that is not right", "i do not", "i do not want that", "i do not think so",
        "i would not", "not today", "not this time", "maybe later", "no i do not", "negative", "not interested",
        "i am not interested", "i am good", "i am fine", "not at all", "no it is not", "do not bother", NULL },
      { "nein", "nein danke", "nee", "nö", "ne", "lieber nicht", "besser nicht", "nicht jetzt", "jetzt nicht", "auf keinen fall",
        "keinesfalls", "bloß nicht", "niemals", "nie", "falsch", "das ist falsch", "das stimmt nicht", "stimmt nicht",
        "ich will nicht", "ich möchte nicht", "will ich nicht", "möchte ich nicht", "das möchte ich nicht", "das will ich nicht",
        "nicht nötig", "eher nicht", "heute nicht", "vielleicht später", "später vielleicht", "kein interesse", "kein bedarf",
        "nicht wirklich", "natürlich nicht", "sicher nicht", "danke nein", "nein lieber nicht", "mach das nicht", "ich glaube nicht",
        NULL }
    } },
  { "AMAZON.PauseIntent", {
      { "pause", "pause it", "pause that", "pause please", "pause the music", "hold on", "take a break", "wait", NULL },
      { "pause", "pausiere", "pausieren", "mach pause", "mach eine pause", "anhalten", "halt an", "warte", "pause machen",
        "musik pausieren", NULL }
    } },
  { "AMAZON.ResumeIntent", {
      { "resume", "continue", "keep going", "go on", "unpause", "carry on", "resume the music", "continue playing", "keep playing",
        "play on", NULL },
      { "weiter", "mach weiter", "fortsetzen", "weitermachen", "fahr fort", "weiterspielen", "spiel weiter", "musik fortsetzen",
        "fortfahren", "setz fort", NULL }
    } },
  { "AMAZON.NextIntent", {
      { "next", "skip", "skip this", "skip it", "skip this song", "next one", "next song", "next track", "the next one", "skip ahead",
        "skip that", "play the next song", "next song please", NULL },
      { "nächstes", "nächster", "nächste", "überspringen", "überspring das", "nächstes lied", "nächster titel", "nächster song",
        "das nächste", "vor", "das nächste lied", "weiter zum nächsten", "spiel das nächste lied", NULL }
    } },
  { "AMAZON.PreviousIntent", {
      { "previous", "go back", "back", "previous song", "previous track", "previous one", "the previous one", "the one before",
        "last song", "play the previous song", NULL },
      { "zurück", "vorheriges", "voriges", "vorheriges lied", "voriges lied", "vorheriger titel", "letztes lied", "das vorige",
        "das vorherige", "geh zurück", "spiel das vorige lied", NULL }
    } },
  { "AMAZON.StartOverIntent", {
      { "start over", "restart", "start again", "from the beginning", "begin again", "start from the beginning", "restart the song",
        NULL },
      { "von vorne", "von vorn", "neu starten", "neustart", "noch mal von vorne", "nochmal von vorne", "fang von vorne an",
        "von anfang an", "neu anfangen", NULL }
    } },
  { "AMAZON.LoopOnIntent", {
      { "loop on", "loop", "keep looping", "turn on loop", NULL }, { "endlosschleife an", "schleife an", "endlosschleife", NULL }
    } },
  { "AMAZON.LoopOffIntent", {
      { "loop off", "stop looping", "turn off loop", NULL }, { "endlosschleife aus", "schleife aus", NULL }
    } },
  { "AMAZON.ShuffleOnIntent", {
      { "shuffle", "shuffle on", "shuffle the music", "turn on shuffle", NULL },
      { "zufällig", "zufallswiedergabe", "zufallswiedergabe an", "mischen", "misch die titel", NULL }
    } },
  { "AMAZON.ShuffleOffIntent", {
      { "shuffle off", "stop shuffling", "turn off shuffle", NULL }, { "zufallswiedergabe aus", "nicht mehr mischen", NULL }
    } },
  { "AMAZON.NavigateHomeIntent", {
      { "go home", "home", "home screen", "go to the home screen", NULL }, { "startseite", "zur startseite", "nach hause", NULL }
    } },
  { "AMAZON.MoreIntent", {
      { "more", "tell me more", "show more", "more please", NULL }, { "mehr", "erzähl mir mehr", "zeig mehr", NULL }
    } },
};

/**
 * ear_builtin_intent_get_samples:
 * @intent: e.g. "AMAZON.StopIntent"
 *
 * Returns: (array zero-terminated=1): what people say for it without a model telling so; empty for an unknown intent
 */
const char *const *
ear_builtin_intent_get_samples (const char  *intent,
                                EarLanguage  language)
{
  static const char *const none[] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (strcmp (rows[i].name, intent) == 0)
      return rows[i].samples[language];

  return none;
}
