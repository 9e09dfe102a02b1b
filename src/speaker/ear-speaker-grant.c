/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "speaker/ear-silent-player.h"
#include "speaker/ear-speaker-private.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* How long a customer has to reply. */
#define PATIENCE (8 * G_TIME_SPAN_SECOND)

typedef struct {
  EarSpeaker *speaker;
  guint       turn;
  const char *kind;
  char       *provider;
} Asking;

static void
asking_free (Asking *asking)
{
  g_object_unref (asking->speaker);
  g_free (asking->provider);
  g_free (asking);
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Asking *asking = user_data;
  EarSpeaker *self = asking->speaker;
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = ear_provider_ask_finish (EAR_PROVIDER (source), result, &error);

  self->n_asked--;

  /* The one place where an answer that comes too late is dropped. */
  if (asking->turn == self->turn && !g_cancellable_is_cancelled (self->cancellable)) {
    if (answer != NULL) {
      g_autofree char *json = ear_answer_to_json (answer);

      ear_speaker_post (self, &(EarEvent) {
        .type = EAR_EVENT_ANSWERED,
        .answered = { .kind = asking->kind, .provider = asking->provider, .answer = json },
      });
    } else {
      ear_speaker_post (self, &(EarEvent) {
        .type = EAR_EVENT_FAILED,
        .failed = {
          .kind = asking->kind,
          .provider = asking->provider,
          .code = ear_service_error_to_code (error),
          .message = error->message,
        },
      });
    }
  } else {
    ear_speaker_settle (self);
  }

  asking_free (asking);
}

/* The embedded services are in the device itself. */
static gboolean
is_out_of_reach (EarSpeaker  *self,
                 EarProvider *provider)
{
  EarState state = ear_speaker_get_state (self);

  return (state.conditions & EAR_CONDITION_OFFLINE) != 0 && strcmp (ear_provider_get_name (provider), "offline") != 0;
}

static void
grant_ask (EarSpeaker    *self,
           const EarWish *wish)
{
  EarProvider *provider = ear_registry_get (self->registry, wish->kind);
  EarQuestion *question = wish->question;
  g_autofree char *json = NULL;
  Asking *asking;

  question->now = self->moment;
  question->seed = self->dice.seed;
  if (question->locale == NULL)
    question->locale = ear_dialog_get_locale (self->dialog);
  json = ear_question_to_json (question);

  ear_speaker_append (self, &(EarEvent) {
    .type = EAR_EVENT_ASKED,
    .asked = { .kind = ear_service_kind_to_name (wish->kind), .skill = wish->skill, .question = json },
  });

  if (self->rerunning)
    return;
  if (is_out_of_reach (self, provider)) {
    ear_speaker_queue_outside (self, &(EarEvent) {
      .type = EAR_EVENT_FAILED,
      .failed = {
        .kind = ear_service_kind_to_name (wish->kind),
        .provider = ear_provider_get_name (provider),
        .code = "disconnected",
        .message = _("The speaker has no connection to the internet."),
      },
    });
    return;
  }

  asking = g_new0 (Asking, 1);
  asking->speaker = g_object_ref (self);
  asking->turn = self->turn;
  asking->kind = ear_service_kind_to_name (wish->kind);
  asking->provider = g_strdup (ear_provider_get_name (provider));
  self->n_asked++;
  ear_http_set_asked (ear_registry_get_http (self->registry), ear_tape_get_length (self->tape));
  ear_provider_ask_async (provider, question, self->cancellable, on_answered, asking);
}

static void
grant_say (EarSpeaker    *self,
           const EarWish *wish)
{
  static guint last_speech;

  ear_speaker_append (self, wish->event);
  self->speech = ++last_speech;

  if (self->rerunning)
    return;
  if (self->voice != NULL)
    ear_voice_say (self->voice, self->speech, ear_dialog_get_locale (self->dialog), wish->event->said.ssml);
  else
    ear_speaker_queue_outside (self, &(EarEvent) { .type = EAR_EVENT_SPOKEN });
}

static void
on_lapse_alarm (gpointer user_data)
{
  EarSpeaker *self = user_data;

  self->lapse_alarm = 0;
  ear_speaker_lapse (self);
}

static void
grant_listen (EarSpeaker *self)
{
  EarState state = ear_speaker_get_state (self);

  if (self->rerunning)
    return;

  ear_speaker_stop_waiting (self);
  if (self->listener != NULL && !self->deaf && !state.mic_off)
    ear_listener_listen (self->listener, self->turn, self->held);
  else
    self->lapse_alarm = ear_clock_add_alarm (self->clock, ear_clock_get_now (self->clock) + PATIENCE, on_lapse_alarm, self);
}

static void
grant_play (EarSpeaker *self)
{
  EarState state = ear_speaker_get_state (self);
  const EarEvent *event = ear_tape_peek (self->tape, state.last.played);
  g_autoptr (JsonNode) item = NULL;
  const char *ssml = NULL;

  if (event == NULL || self->rerunning)
    return;

  if (event->played.item != NULL && (item = ear_json_parse (event->played.item, -1, NULL, NULL)) && JSON_NODE_HOLDS_OBJECT (item))
    ssml = json_object_get_string_member_with_default (json_node_get_object (item), "ssml", NULL);

  if (EAR_IS_SILENT_PLAYER (self->player))
    ear_silent_player_set_length (EAR_SILENT_PLAYER (self->player), event->played.length_us);
  ear_player_play (self->player, event->played.kind, event->played.token, event->played.url,
                   ear_dialog_get_locale (self->dialog), ssml);
}

/**
 * ear_speaker_grant:
 *
 * Does one thing that pure code wished for.
 */
void
ear_speaker_grant (EarSpeaker    *self,
                   const EarWish *wish)
{
  switch (wish->type) {
  case EAR_WISH_NOTE:
    ear_speaker_append (self, wish->event);
    break;
  case EAR_WISH_ASK:
    grant_ask (self, wish);
    break;
  case EAR_WISH_SAY:
    grant_say (self, wish);
    break;
  case EAR_WISH_LISTEN:
    grant_listen (self);
    break;
  case EAR_WISH_PLAY:
    grant_play (self);
    break;
  case EAR_WISH_PAUSE:
    ear_player_pause (self->player);
    break;
  case EAR_WISH_RESUME:
    ear_player_resume (self->player);
    break;
  case EAR_WISH_STOP:
    ear_player_stop (self->player);
    break;
  case EAR_WISH_HUSH_VOICE:
    if (self->voice != NULL)
      ear_voice_hush (self->voice);
    break;
  case EAR_WISH_FADE:
    ear_player_fade (self->player);
    break;
  case EAR_WISH_RING:
    if (wish->url != NULL)
      ear_player_ring_with (self->player, wish->name, wish->url);
    else
      ear_player_ring (self->player, wish->name);
    break;
  case EAR_WISH_HUSH:
    ear_player_hush (self->player);
    break;
  case EAR_WISH_CHIME:
    ear_player_chime (self->player, wish->name);
    break;
  case EAR_WISH_WAIT:
    ear_speaker_wait (self, wish->name, wish->span);
    break;
  default:
    g_assert_not_reached ();
  }
}
