/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-archive.h"
#include "ledger/ear-ledger.h"
#include "model/ear-clock.h"
#include "model/ear-household.h"
#include "model/ear-tariff.h"
#include "services/ear-registry.h"
#include "speaker/ear-ports.h"

G_BEGIN_DECLS

#define EAR_TYPE_SPEAKER (ear_speaker_get_type ())

/**
 * EarSpeaker:
 *
 * The device, and the only object that acts: it stamps and posts events, decides, and grants wishes through its ports.
 * Everything else looks at its tape.
 *
 * Signals:
 * - `level (double level)`: 0–1, of the customer's voice while the microphone is open, of the device's own while it speaks
 * - `settled ()`: nothing is under way: the device is idle, rings, plays, or waits for a reply
 */
G_DECLARE_FINAL_TYPE (EarSpeaker, ear_speaker, EAR, SPEAKER, GObject)

/**
 * EarSpeakerConfig:
 * @clock: wall or virtual
 * @registry: the services
 * @tariff: the price book
 * @locale: "en-US" or "de-DE"
 * @seed: of all dice
 * @folder: (nullable): the profile's, with routines, contacts and books
 * @archive: (nullable): where sessions are kept
 * @past: (nullable): what earlier sessions left behind, where there is no archive
 * @wake_word: (nullable): what wakes it, "computer" where %NULL
 * @sensitivity: 0–1, of the wake word; 0 for the usual one
 * @listener: (nullable): ears; without them text and files are the way in
 * @voice: (nullable): a voice; without it speech takes no time
 * @player: (nullable): a player; without it music plays silently on the clock
 */
typedef struct {
  EarClock    *clock;
  EarRegistry *registry;
  EarTariff   *tariff;
  const char  *locale;
  guint64      seed;
  const char  *folder;
  EarArchive  *archive;
  EarTape     *past;
  const char  *wake_word;
  double       sensitivity;
  EarListener *listener;
  EarVoice    *voice;
  EarPlayer   *player;
} EarSpeakerConfig;

EarSpeaker   *ear_speaker_new           (const EarSpeakerConfig  *config,
                                         GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
EarTape      *ear_speaker_get_tape      (EarSpeaker              *self);
EarState      ear_speaker_get_state     (EarSpeaker              *self);
EarHousehold *ear_speaker_get_household (EarSpeaker              *self);
EarClock     *ear_speaker_get_clock     (EarSpeaker              *self);
EarTariff    *ear_speaker_get_tariff    (EarSpeaker              *self);
EarLedger    *ear_speaker_get_ledger    (EarSpeaker              *self);
EarRegistry  *ear_speaker_get_registry  (EarSpeaker              *self);
EarResolver  *ear_speaker_get_resolver  (EarSpeaker              *self);
const char   *ear_speaker_get_locale    (EarSpeaker              *self);
void          ear_speaker_set_locale    (EarSpeaker              *self,
                                         const char              *locale);
void          ear_speaker_set_wake_word (EarSpeaker              *self,
                                         const char              *word,
                                         double                   sensitivity);
gboolean      ear_speaker_is_settled    (EarSpeaker              *self);

void          ear_speaker_post          (EarSpeaker              *self,
                                         const EarEvent          *values);
void          ear_speaker_hear_text     (EarSpeaker              *self,
                                         const char              *text);
void          ear_speaker_hear_file     (EarSpeaker              *self,
                                         const char              *text,
                                         double                   confidence,
                                         gint64                   spoke_us,
                                         gint64                   decided_us);
void          ear_speaker_press         (EarSpeaker              *self,
                                         const char              *button);
void          ear_speaker_hold          (EarSpeaker              *self,
                                         const char              *by);
void          ear_speaker_release       (EarSpeaker              *self);
void          ear_speaker_lapse         (EarSpeaker              *self);
void          ear_speaker_close         (EarSpeaker              *self);

EarTape      *ear_speaker_rerun         (const EarSpeakerConfig  *config,
                                         EarTape                 *recorded,
                                         GError                 **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
