/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-unasked.h"

#include <string.h>

/* How many adverts there are, as somebody set it: turns without one after each of them, and before the first. The usual come first. */
static const struct { const char *load; guint between, before; } loads[] = {
  { "usual", 3, 2 }, { "few", 7, 4 }, { "many", 0, 0 },
};

EAR_DEFINE_SKILL (EarAdvertsSkill, ear_adverts_skill)

static const EarEvent *
peek_understood (const EarScene *scene)
{
  return ear_tape_peek (scene->tape, scene->state->last.understood);
}

static gboolean
failed_in_turn (const EarScene *scene)
{
  for (guint i = ear_tape_get_length (scene->tape); i > scene->state->last.understood; i--)
    if (ear_tape_peek (scene->tape, i)->type == EAR_EVENT_FAILED)
      return TRUE;

  return FALSE;
}

static gboolean
is_time (const EarScene *scene)
{
  const char *load = ear_household_get_setting (scene->household, "adverts", loads[0].load);
  guint n = ear_household_get_n_turns_since_advert (scene->household), i = 0;

  if (g_strcmp0 (load, "off") == 0)
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS (loads); k++)
    if (g_strcmp0 (load, loads[k].load) == 0)
      i = k;

  return n > (ear_household_get_n_adverts (scene->household) == 0 ? loads[i].before : loads[i].between);
}

/* Where they may stand: behind an answer, before music, or at both. */
static gboolean
is_place (const EarScene *scene,
          const char     *place)
{
  const char *chosen = ear_household_get_setting (scene->household, "advert-place", "anywhere");

  return g_strcmp0 (chosen, "answers") != 0 && g_strcmp0 (chosen, "music") != 0 ? TRUE : g_strcmp0 (chosen, place) == 0;
}

/* The pacing rule. Only an answer that gave the customer something may be followed by an advert. */
static gboolean
is_welcome (const EarScene *scene)
{
  const EarEvent *understood = peek_understood (scene);
  const char *intent = understood ? understood->understood.intent : NULL;
  gboolean weather = intent != NULL && g_str_has_prefix (intent, "weather.");
  gboolean music = g_strcmp0 (intent, "music.play") == 0;

  if (!(weather || music) || !is_place (scene, weather ? "answers" : "music") || (music && ear_household_has_plan (scene->household, "music")))
    return FALSE;

  /* A routine goes on at once, and children are left in peace. */
  if (ear_unasked_in_routine (scene) || ear_unasked_is_child (scene))
    return FALSE;

  /* Music that plays on would be cut off by it. */
  if (weather && scene->state->playing == EAR_PLAYING_MUSIC)
    return FALSE;

  return scene->state->n_ringing == 0 && scene->state->last.expected == 0 && !failed_in_turn (scene) && is_time (scene);
}

/* What an advert says that it pays is booked as it is; where it says nothing, the price book knows. */
static void
charge (const char     *billing,
        const EarScene *scene,
        EarWishes      *wishes)
{
  g_autoptr (EarAnswer) item = ear_tools_dup_item (ear_tools_peek_last (scene, EAR_EVENT_PLAYED, "advert"), EAR_ANSWER_ADVERT);
  const EarEvent *playback = ear_tools_peek_last (scene, EAR_EVENT_PLAYBACK, NULL);
  const EarAdvert *advert = item ? ear_answer_peek (item, 0) : NULL;
  gboolean own_price = billing != NULL && advert != NULL && advert->cpm_micros > 0 && advert->currency != NULL;

  /* Nobody pays for what nobody could hear. */
  if (advert == NULL || playback == NULL || !playback->playback.audible || g_strcmp0 (advert->billing, billing) != 0)
    return;

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_CHARGED,
    .charged = {
      .item = "ads.impression",
      .quantity = 1,
      .micros = own_price ? advert->cpm_micros / 1000 : 0,
      .currency = own_price ? advert->currency : NULL,
      .gross_micros = advert->cpm_micros / 1000,
      .memo = advert->advertiser,
    },
  });
}

static void
meet_started (const EarScene *scene,
              EarWishes      *wishes)
{
  charge ("impression", scene, wishes);
}

static void
meet_finished (const EarScene *scene,
               EarWishes      *wishes)
{
  charge (NULL, scene, wishes);
}

static const char *
ear_adverts_skill_get_id (EarSkill *skill)
{
  return "adverts";
}

static void
ear_adverts_skill_meet (EarSkill       *skill,
                        const EarScene *scene,
                        EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "advert.started", meet_started },
    { "advert.finished", meet_finished },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
ear_adverts_skill_follow (EarSkill       *skill,
                          const EarScene *scene,
                          EarWishes      *wishes)
{
  if (is_welcome (scene))
    ear_wishes_ask (wishes, EAR_SERVICE_ADS, &(EarQuestion) {
      .operation = "pick",
      .locale = scene->locale,
      .context = peek_understood (scene)->understood.skill,
      .now = scene->now,
      .seed = ear_dice_draw (scene->dice, scene->turn, "adverts") >> 1,
    });
}

static void
ear_adverts_skill_answer (EarSkill        *skill,
                          const EarScene  *scene,
                          const EarAnswer *answer,
                          const EarFailed *failure,
                          EarWishes       *wishes)
{
  const EarAdvert *advert = answer != NULL && answer->kind == EAR_ANSWER_ADVERT ? ear_answer_peek (answer, 0) : NULL;
  g_autofree char *token = advert ? g_strconcat ("advert:", advert->id, NULL) : NULL;
  g_autofree char *item = advert ? ear_answer_row_to_json (EAR_ANSWER_ADVERT, advert) : NULL;

  if (advert != NULL)
    ear_wishes_note (wishes, &(EarEvent) {
      .type = EAR_EVENT_QUEUED,
      .queued = {
        .kind = "advert",
        .token = token,
        .url = advert->jingle,
        .title = advert->title,
        .artist = advert->advertiser,
        .item = item,
        .length_us = advert->length_us,
      },
    });
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_adverts_skill_get_id;
  iface->meet = ear_adverts_skill_meet;
  iface->answer = ear_adverts_skill_answer;
  iface->follow = ear_adverts_skill_follow;
}
