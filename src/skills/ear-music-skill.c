/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-tools.h"

#include <string.h>

#define TOKEN_PREFIX "music:"

EAR_DEFINE_SKILL (EarMusicSkill, ear_music_skill)

/* What the service calls it: the value's id where it has one, for canonical names are in the device's language. */
static const char *
get_wanted (const EarScene *scene,
            const char     *slot,
            const char     *type)
{
  const char *name = ear_scene_get_value (scene, slot);
  const EarSlotValue *value = name ? ear_tools_find_value (scene, type, name) : NULL;

  return value && value->id ? value->id : name;
}

static void
meet_play (const EarScene *scene,
           EarWishes      *wishes)
{
  ear_wishes_ask (wishes, EAR_SERVICE_MUSIC, &(EarQuestion) {
    .operation = "search",
    .locale = scene->locale,
    .genre = get_wanted (scene, "genre", "Genre"),
    .artist = get_wanted (scene, "artist", "Artist"),
    .title = get_wanted (scene, "title", "Title"),
    .album = get_wanted (scene, "album", "Album"),
    .now = scene->now,
    .seed = ear_dice_draw (scene->dice, scene->turn, "music") >> 1,
  });
}

static void
queue (const EarScene *scene,
       const EarTrack *track,
       gboolean        charge,
       EarWishes      *wishes)
{
  g_autofree char *token = g_strconcat (TOKEN_PREFIX, track->id, NULL);
  g_autofree char *item = ear_answer_row_to_json (EAR_ANSWER_TRACKS, track);
  gboolean paid = ear_household_has_plan (scene->household, "music");

  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_QUEUED,
    .queued = {
      .kind = "music",
      .token = token,
      .url = track->url,
      .title = track->title,
      .artist = track->artist,
      .item = item,
      .length_us = track->length_us,
    },
  });
  if (charge)
    ear_wishes_charge (wishes, paid ? "music.track-paid" : "music.track-free", 1, 0, track->title);
}

/* The last piece that was queued or played: a QUEUED one has not begun while an advert plays. */
static EarAnswer *
dup_current (const EarScene *scene)
{
  return ear_tools_dup_item (ear_tools_peek_last (scene, EAR_EVENT_QUEUED, "music"), EAR_ANSWER_TRACKS);
}

/* Queues the piece so many places after the current one in the last answer. */
static gboolean
queue_relative (const EarScene *scene,
                int             step,
                EarWishes      *wishes)
{
  g_autoptr (EarAnswer) current = dup_current (scene);
  g_autoptr (EarAnswer) answer = ear_tools_dup_answer (scene, EAR_ANSWER_TRACKS);
  const EarTrack *now = current ? ear_answer_peek (current, 0) : NULL;

  for (guint i = 0; now != NULL && answer != NULL && i < answer->rows->len; i++) {
    const EarTrack *track = ear_answer_peek (answer, i);
    int wanted = (int) i + step;

    if (g_strcmp0 (track->id, now->id) != 0)
      continue;
    if (wanted < 0 || wanted >= (int) answer->rows->len)
      return FALSE;
    queue (scene, ear_answer_peek (answer, wanted), TRUE, wishes);
    return TRUE;
  }

  return FALSE;
}

static gboolean
queue_current (const EarScene *scene,
               gboolean        charge,
               EarWishes      *wishes)
{
  g_autoptr (EarAnswer) current = dup_current (scene);

  if (current == NULL)
    return FALSE;

  queue (scene, ear_answer_peek (current, 0), charge, wishes);

  return TRUE;
}

static void
meet_next (const EarScene *scene,
           EarWishes      *wishes)
{
  /* What comes after an advert is the piece that waits for its end. */
  if (scene->state->playing == EAR_PLAYING_ADVERT && queue_current (scene, FALSE, wishes))
    return;

  if (!queue_relative (scene, 1, wishes))
    ear_scene_say (scene, wishes, ear_tools_peek_last (scene, EAR_EVENT_QUEUED, "music") ? "music.no-more" : "music.nothing", NULL);
}

static void
meet_previous (const EarScene *scene,
               EarWishes      *wishes)
{
  if (!queue_relative (scene, -1, wishes))
    ear_scene_say (scene, wishes, "music.no-before", NULL);
}

static void
meet_start_over (const EarScene *scene,
                 EarWishes      *wishes)
{
  if (!queue_current (scene, TRUE, wishes))
    ear_scene_say (scene, wishes, "music.nothing", NULL);
}

static void
meet_pause (const EarScene *scene,
            EarWishes      *wishes)
{
  switch (scene->state->playing) {
  case EAR_PLAYING_MUSIC:
    ear_wishes_add (wishes, EAR_WISH_PAUSE);
    break;
  case EAR_PLAYING_ADVERT:
    ear_wishes_add (wishes, EAR_WISH_STOP);
    break;
  case EAR_PLAYING_NOTHING:
    ear_scene_say (scene, wishes, "music.nothing", NULL);
    break;
  case EAR_PLAYING_PAUSED:
  default:
    break;
  }
}

static void
meet_resume (const EarScene *scene,
             EarWishes      *wishes)
{
  if (scene->state->playing == EAR_PLAYING_PAUSED)
    ear_wishes_add (wishes, EAR_WISH_RESUME);
  else if (scene->state->playing == EAR_PLAYING_NOTHING && !queue_current (scene, TRUE, wishes))
    ear_scene_say (scene, wishes, "music.nothing", NULL);
}

static void
meet_what (const EarScene *scene,
           EarWishes      *wishes)
{
  const EarEvent *event = ear_tape_peek (scene->tape, scene->state->last.played);
  g_autoptr (EarAnswer) item = ear_tools_dup_item (event, EAR_ANSWER_TRACKS);
  const EarTrack *track = item ? ear_answer_peek (item, 0) : NULL;
  const char *title = event && event->played.title ? event->played.title : "";
  const char *artist = event && event->played.artist ? event->played.artist : "";

  if (scene->state->playing == EAR_PLAYING_NOTHING || event == NULL)
    ear_scene_say (scene, wishes, "music.nothing", NULL);
  else if (scene->state->playing == EAR_PLAYING_ADVERT)
    ear_scene_say (scene, wishes, "music.what-advert", "title", title, "artist", artist, NULL);
  else if (track != NULL && track->composer != NULL && g_strcmp0 (track->composer, artist) != 0)
    ear_scene_say (scene, wishes, "music.what-composer", "title", title, "composer", track->composer, "artist", artist, NULL);
  else
    ear_scene_say (scene, wishes, "music.what", "title", title, "artist", artist, NULL);
}

static void
meet_finished (const EarScene *scene,
               EarWishes      *wishes)
{
  queue_relative (scene, 1, wishes);
}

static void
meet_failed (const EarScene *scene,
             EarWishes      *wishes)
{
  if (!queue_relative (scene, 1, wishes))
    ear_scene_say (scene, wishes, "music.broken", NULL);
}

static void
say_unknown (const EarScene *scene,
             EarWishes      *wishes)
{
  static const char *const slots[] = { "title", "album", "artist", "genre" };

  for (guint i = 0; i < G_N_ELEMENTS (slots); i++) {
    const char *wanted = ear_scene_get_value (scene, slots[i]);

    if (wanted != NULL) {
      g_autofree char *ssml = ear_scene_render (scene, "music.unknown", "wanted", wanted, NULL);

      ear_tools_say (scene, wishes, ssml);
      return;
    }
  }

  ear_scene_say (scene, wishes, "music.unknown-any", NULL);
}

static char *
render_play (const EarScene *scene,
             const EarTrack *track)
{
  const char *genre = ear_scene_get_value (scene, "genre");
  const char *artist = ear_scene_get_value (scene, "artist");
  const char *title = track->title ? track->title : "";
  const char *by = track->artist ? track->artist : "";

  if (ear_scene_get_value (scene, "title"))
    return ear_scene_render (scene, "music.play", "title", title, "artist", by, NULL);
  if (ear_scene_get_value (scene, "album"))
    return ear_scene_render (scene, "music.play-album", "title", title, "album", track->album ? track->album : by, NULL);
  if (artist != NULL)
    return ear_scene_render (scene, "music.play-artist", "title", title, "artist", artist, NULL);
  if (genre != NULL)
    return ear_scene_render (scene, "music.play-genre", "title", title, "genre", genre, NULL);

  return ear_scene_render (scene, "music.play-something", "title", title, "artist", by, NULL);
}

static const char *
ear_music_skill_get_id (EarSkill *skill)
{
  return "music";
}

static void
ear_music_skill_meet (EarSkill       *skill,
                      const EarScene *scene,
                      EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "music.play", meet_play },
    { "music.what", meet_what },
    { "music.finished", meet_finished },
    { "music.failed", meet_failed },
    { "AMAZON.PauseIntent", meet_pause },
    { "AMAZON.ResumeIntent", meet_resume },
    { "AMAZON.NextIntent", meet_next },
    { "AMAZON.PreviousIntent", meet_previous },
    { "AMAZON.StartOverIntent", meet_start_over },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
ear_music_skill_answer (EarSkill        *skill,
                        const EarScene  *scene,
                        const EarAnswer *answer,
                        const EarFailed *failure,
                        EarWishes       *wishes)
{
  const EarTrack *track = answer != NULL && answer->kind == EAR_ANSWER_TRACKS ? ear_answer_peek (answer, 0) : NULL;
  g_autofree char *ssml = NULL;

  if (failure != NULL && g_strcmp0 (failure->code, "not-found") != 0) {
    ear_tools_say_failure (scene, wishes, failure);
  } else if (track == NULL || track->id == NULL) {
    say_unknown (scene, wishes);
  } else {
    ssml = render_play (scene, track);
    ear_tools_say (scene, wishes, ssml);
    queue (scene, track, TRUE, wishes);
  }
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_music_skill_get_id;
  iface->meet = ear_music_skill_meet;
  iface->answer = ear_music_skill_answer;
}
