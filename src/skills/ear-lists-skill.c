/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-unasked.h"

#include <string.h>

#define LIST "shopping"
#define MAX_AT_ONCE 20
#define MAX_ITEM_CHARACTERS 60

#define MAX_CARD_ITEMS 8

EAR_DEFINE_SKILL (EarListsSkill, ear_lists_skill)

static GPtrArray *
get_list (const EarScene *scene)
{
  return ear_household_get_list (scene->household, LIST);
}

static void
note (EarWishes  *wishes,
      const char *item,
      const char *change)
{
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_LISTED,
    .listed = { .list = LIST, .item = item, .change = change },
  });
}

/* "some milk" is milk. */
static const char *
skip_article (const char *words)
{
  static const char *const articles[] = {
    "some ", "a ", "an ", "the ", "more ", "any ", "etwas ", "ein paar ", "eine ", "einen ", "ein ", "die ", "den ", "das ", "noch ",
  };
  g_autofree char *folded = g_utf8_strdown (words, -1);

  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    if (g_str_has_prefix (folded, articles[i]) && words[strlen (articles[i])] != '\0')
      return words + strlen (articles[i]);

  return words;
}

/* Takes the words apart at "and" and commas, and gives each thing the name it has in the model. */
static void
collect (const EarScene *scene,
         const char     *words,
         GPtrArray      *items)
{
  g_autoptr (GRegex) joint = g_regex_new ("\\s*,\\s*(?:and|und)?\\s+|\\s+(?:and|und|&)\\s+|\\s*,\\s*", G_REGEX_CASELESS, 0, NULL);
  g_auto (GStrv) parts = NULL;

  if (words == NULL || !g_utf8_validate (words, -1, NULL))
    return;

  parts = g_regex_split_full (joint, words, -1, 0, 0, MAX_AT_ONCE + 1, NULL);
  for (guint i = 0; parts && parts[i] && items->len < MAX_AT_ONCE; i++) {
    const char *part = skip_article (g_strstrip (parts[i]));
    const EarSlotValue *value = ear_tools_find_value (scene, "Item", part);

    if (*part != '\0')
      g_ptr_array_add (items, value ? g_strdup (value->name)
                                    : g_utf8_substring (part, 0, MIN (g_utf8_strlen (part, -1), MAX_ITEM_CHARACTERS)));
  }
}

static GPtrArray *
dup_items (const EarScene *scene)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_free);

  collect (scene, ear_scene_get_heard (scene, "item"), items);
  collect (scene, ear_scene_get_heard (scene, "other"), items);

  return items;
}

static gboolean
is_plural_of (const char *plural,
              const char *word)
{
  static const char *const endings[] = { "s", "es", "n", "en", "e", NULL };

  return strlen (word) > 2 && g_str_has_prefix (plural, word) && g_strv_contains (endings, plural + strlen (word));
}

static gboolean
is_like (const char *a,
         const char *b)
{
  g_autofree char *x = g_utf8_casefold (a, -1);
  g_autofree char *y = g_utf8_casefold (b, -1);

  return strcmp (x, y) == 0 || is_plural_of (x, y) || is_plural_of (y, x);
}

static const char *
find_like (GPtrArray  *list,
           const char *item)
{
  for (guint i = 0; i < list->len; i++)
    if (is_like (g_ptr_array_index (list, i), item))
      return g_ptr_array_index (list, i);

  return NULL;
}

static void
say_items (const EarScene *scene,
           EarWishes      *wishes,
           const char     *prompt,
           GPtrArray      *items)
{
  g_autofree char *words = ear_phrase_list (scene->locale, items);
  g_autofree char *count = ear_tools_dup_number (scene, items->len);
  g_autofree char *ssml = ear_scene_render (scene, prompt, "items", words, "count", count, NULL);

  ear_tools_say (scene, wishes, ssml);
}

/* What was just done to these. */
static void
confirm_items (const EarScene *scene,
               EarWishes      *wishes,
               const char     *prompt,
               GPtrArray      *items)
{
  g_autofree char *words = ear_phrase_list (scene->locale, items);
  g_autofree char *count = ear_tools_dup_number (scene, items->len);
  g_autofree char *ssml = ear_scene_render (scene, prompt, "items", words, "count", count, NULL);

  ear_tools_confirm (scene, wishes, ssml);
}

static void
meet_add (const EarScene *scene,
          EarWishes      *wishes)
{
  g_autoptr (GPtrArray) items = dup_items (scene);
  g_autoptr (GPtrArray) added = g_ptr_array_new ();

  if (items->len == 0) {
    ear_tools_elicit (scene, wishes, "list.what", "item");
    return;
  }

  for (guint i = 0; i < items->len; i++) {
    const char *item = g_ptr_array_index (items, i);

    if (find_like (get_list (scene), item) == NULL && find_like (added, item) == NULL) {
      g_ptr_array_add (added, (gpointer) item);
      note (wishes, item, "added");
    }
  }

  if (added->len == 0)
    say_items (scene, wishes, items->len == 1 ? "list.already" : "list.already-several", items);
  else
    confirm_items (scene, wishes, added->len == 1 ? "list.added" : "list.added-several", added);
}

/* "Milk\nBread" under the name of the list. */
static void
show_items (const EarScene *scene,
            EarWishes      *wishes,
            GPtrArray      *list)
{
  g_autofree char *words = ear_phrase_list (scene->locale, list);
  g_autofree char *count = ear_tools_dup_number (scene, list->len);
  g_autofree char *ssml = ear_scene_render (scene, list->len == 1 ? "list.read-one" : "list.read", "items", words, "count", count, NULL);
  g_autofree char *title = ear_tools_dup_words (scene, "list.title");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *card = NULL;

  for (guint i = 0; i < MIN (list->len, MAX_CARD_ITEMS); i++)
    g_string_append_printf (text, "%s• %s", i > 0 ? "\n" : "", (const char *) g_ptr_array_index (list, i));
  if (list->len > MAX_CARD_ITEMS)
    g_string_append (text, "\n…");
  card = ear_tools_make_card (title, text->str, "shop/list.svg");
  ear_tools_show (scene, wishes, ssml, card);
}

static void
meet_read (const EarScene *scene,
           EarWishes      *wishes)
{
  GPtrArray *list = get_list (scene);

  if (list->len == 0)
    ear_scene_say (scene, wishes, "list.empty", NULL);
  else
    show_items (scene, wishes, list);
}

static void
meet_remove (const EarScene *scene,
             EarWishes      *wishes)
{
  g_autoptr (GPtrArray) items = dup_items (scene);
  g_autoptr (GPtrArray) removed = g_ptr_array_new ();

  if (items->len == 0) {
    ear_tools_elicit (scene, wishes, "list.which", "item");
    return;
  }

  for (guint i = 0; i < items->len; i++) {
    const char *found = find_like (get_list (scene), g_ptr_array_index (items, i));

    if (found != NULL && find_like (removed, found) == NULL) {
      g_ptr_array_add (removed, (gpointer) found);
      note (wishes, found, "removed");
    }
  }

  if (removed->len > 0)
    confirm_items (scene, wishes, removed->len > 1 ? "list.removed-several" : "list.removed", removed);
  else
    say_items (scene, wishes, "list.not-there", items);
}

static void
meet_clear (const EarScene *scene,
            EarWishes      *wishes)
{
  GPtrArray *list = get_list (scene);
  g_autofree char *words = ear_phrase_list (scene->locale, list);
  g_autofree char *count = ear_tools_dup_number (scene, list->len);
  g_autofree char *question = NULL;

  if (list->len == 0) {
    ear_scene_say (scene, wishes, "list.empty", NULL);
    return;
  }

  question = ear_scene_render (scene, list->len == 1 ? "list.clear-one" : "list.clear", "items", words, "count", count, NULL);
  ear_tools_ask_back (scene, wishes, question, "list.clear.again", NULL);
  ear_scene_expect (scene, wishes, "confirm", "list.clear", NULL, NULL);
}

static void
meet_yes (const EarScene *scene,
          EarWishes      *wishes)
{
  if (ear_tools_is_reply_to (scene, "list.clear")) {
    note (wishes, NULL, "cleared");
    ear_scene_say (scene, wishes, "list.cleared", NULL);
  }
}

static void
meet_no (const EarScene *scene,
         EarWishes      *wishes)
{
  ear_scene_say (scene, wishes, "list.kept", NULL);
}

static const char *
ear_lists_skill_get_id (EarSkill *skill)
{
  return "lists";
}

static void
ear_lists_skill_meet (EarSkill       *skill,
                      const EarScene *scene,
                      EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "list.add", meet_add },
    { "list.read", meet_read },
    { "list.remove", meet_remove },
    { "list.clear", meet_clear },
    { "AMAZON.YesIntent", meet_yes },
    { "AMAZON.NoIntent", meet_no },
    { "AMAZON.CancelIntent", meet_no },
    { "AMAZON.StopIntent", meet_no },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_lists_skill_get_id;
  iface->meet = ear_lists_skill_meet;
}
