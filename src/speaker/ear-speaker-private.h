/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-dialog.h"
#include "speaker/ear-speaker.h"

G_BEGIN_DECLS

struct _EarSpeaker {
  GObject       parent_instance;

  EarClock     *clock;
  EarRegistry  *registry;
  EarTariff    *tariff;
  EarArchive   *archive;
  EarListener  *listener;
  EarVoice     *voice;
  EarPlayer    *player;
  char         *wake_word;
  double        sensitivity;
  gboolean      archive_failed;
  gboolean      deaf;           /* the microphone failed, until somebody wants to talk again */
  gboolean      armed;          /* as the listener was told last */

  GPtrArray    *skills;
  EarNotebook  *notebook;
  EarDialog    *dialog;
  EarDice       dice;

  EarTape      *tape;
  EarHousehold *household;
  EarLedger    *ledger;

  GQueue        wishes;         /* of EarWish, to be granted */
  GQueue        outside;        /* of EarEvent, that came in meanwhile */
  gboolean      granting;
  gboolean      rerunning;

  gint64        moment;         /* when the event from outside happened that everything now follows from */
  guint         turn;
  guint         heard_turn;     /* the last turn in which the customer had the word */
  guint         n_sessions;
  guint         n_asked;
  GCancellable *cancellable;

  guint         speech;         /* id of what is being said */
  gboolean      held;           /* push to talk */
  guint         lapse_alarm;
  guint         alert_alarm;
  gint64        alert_due;
  guint         enough_alarm;
  int           n_ringing;      /* as it was when that was set */
  gint64        ringing_since;
  guint         due_alarm;
  gint64        due;            /* what the household expects next */
  GHashTable   *waits;          /* reason → what is waited for */

  char         *advert;         /* id of the one that is being played */
  gboolean      advert_playing;
  gint64        advert_position;
  gint64        advert_at;      /* when it had come so far */
  guint         advert_alarm;
  gint64        advert_limit;   /* how far it may come at most */
  guint         advert_end;     /* the alarm for that */
};

EarSpeaker *ear_speaker_make          (const EarSpeakerConfig  *config,
                                       GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void ear_speaker_connect_ports (EarSpeaker     *self);
void ear_speaker_take_in       (EarSpeaker     *self,
                                const EarEvent *event);
void ear_speaker_append        (EarSpeaker     *self,
                                const EarEvent *values);
void ear_speaker_queue_outside (EarSpeaker     *self,
                                const EarEvent *values);
void ear_speaker_stop_waiting  (EarSpeaker     *self);
void ear_speaker_settle        (EarSpeaker     *self);
void ear_speaker_wait          (EarSpeaker     *self,
                                const char     *reason,
                                gint64          span);
void ear_speaker_update_due    (EarSpeaker     *self);
void ear_speaker_forget_waits  (EarSpeaker     *self);
void ear_speaker_follow_playback (EarSpeaker        *self,
                                  const EarPlayback *playback);
void ear_speaker_follow_volume (EarSpeaker     *self);
void ear_speaker_follow_played (EarSpeaker      *self,
                                const EarQueued *played);
void ear_speaker_forget_advert (EarSpeaker     *self);
void ear_speaker_grant         (EarSpeaker     *self,
                                const EarWish  *wish);

G_END_DECLS
