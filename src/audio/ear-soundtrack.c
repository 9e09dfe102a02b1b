/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-soundtrack.h"

#include "audio/ear-content-private.h"
#include "audio/ear-mix-private.h"
#include "audio/ear-resampler-private.h"
#include "audio/ear-synth.h"
#include "audio/ear-tones-private.h"

#include "model/ear-json.h"

#define DEFAULT_LOCALE "en-US"

/* The customer stands before the device and is not a part of its sound. */
#define CUSTOMER_GAIN 0.6

struct _EarSoundtrack {
  GObject     parent_instance;

  EarTape    *tape;
  EarSynth   *synth;
  EarMix     *mix;
  GHashTable *speeches;         /* position → GArray of gint16 at EAR_MIX_RATE */
  GArray     *customer;         /* who speaks now, or NULL */
  gsize       customer_at;
  EarContent *content;
  guint       position;
  double      level;
};

G_DEFINE_FINAL_TYPE (EarSoundtrack, ear_soundtrack, G_TYPE_OBJECT)

static void
ear_soundtrack_finalize (GObject *object)
{
  EarSoundtrack *self = EAR_SOUNDTRACK (object);

  g_clear_pointer (&self->mix, ear_mix_free);
  if (self->content != NULL)
    ear_content_close (self->content);
  g_clear_pointer (&self->content, ear_content_unref);
  g_hash_table_unref (self->speeches);
  g_clear_object (&self->synth);
  g_clear_object (&self->tape);

  G_OBJECT_CLASS (ear_soundtrack_parent_class)->finalize (object);
}

static void
ear_soundtrack_class_init (EarSoundtrackClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_soundtrack_finalize;
}

static void
ear_soundtrack_init (EarSoundtrack *self)
{
  self->speeches = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  self->mix = ear_mix_new ();
}

static const char *
locale_at (EarSoundtrack *self,
           guint          position)
{
  EarState state = ear_tape_get_state (self->tape, position);
  const EarEvent *opened = ear_tape_peek (self->tape, state.last.opened);

  return opened && opened->opened.locale ? opened->opened.locale : DEFAULT_LOCALE;
}

/* Whoever speaks at @position; NULL where nobody does. */
static GArray *
record (EarSoundtrack  *self,
        guint           position,
        GError        **error)
{
  const EarEvent *event = ear_tape_peek (self->tape, position);
  gboolean customer = event->type == EAR_EVENT_HEARD;
  const char *words = customer ? event->heard.text : event->said.ssml;
  g_autofree char *escaped = words && customer ? g_markup_escape_text (words, -1) : NULL;
  g_autofree char *ssml = escaped ? g_strdup_printf ("<speak>%s</speak>", escaped) : g_strdup (words);
  g_autoptr (GArray) samples = NULL;
  g_autoptr (EarResampler) resampler = NULL;
  GArray *result;
  guint rate;

  if (ssml == NULL || *ssml == '\0')
    return g_array_new (FALSE, FALSE, sizeof (gint16));

  samples = ear_synth_record (self->synth, locale_at (self, position), customer ? EAR_SYNTH_ADVERT : NULL, ssml, &rate, error);
  if (samples == NULL)
    return NULL;

  result = g_array_new (FALSE, FALSE, sizeof (gint16));
  resampler = ear_resampler_new (rate, EAR_MIX_RATE);
  ear_resampler_feed (resampler, (const gint16 *) (gpointer) samples->data, samples->len, result);

  return result;
}

/**
 * ear_soundtrack_new:
 * @tape: what happened
 *
 * Speaks all words of a tape, which takes a fraction of the time of listening to them.
 *
 * Returns: (transfer full) (nullable): the soundtrack, at its start
 */
EarSoundtrack *
ear_soundtrack_new (EarTape  *tape,
                    GError  **error)
{
  g_autoptr (EarSoundtrack) self = g_object_new (EAR_TYPE_SOUNDTRACK, NULL);

  self->tape = g_object_ref (tape);
  self->synth = ear_synth_new ();

  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    EarEventType type = ear_tape_peek (tape, i)->type;
    GArray *speech;

    if (type != EAR_EVENT_HEARD && type != EAR_EVENT_SAID)
      continue;
    if (!(speech = record (self, i, error)))
      return NULL;
    g_hash_table_insert (self->speeches, GUINT_TO_POINTER (i), speech);
  }

  return g_steal_pointer (&self);
}

/**
 * ear_soundtrack_get_speech:
 * @position: of an event HEARD or SAID
 *
 * Returns: how long it takes to say it, µs
 */
gint64
ear_soundtrack_get_speech (EarSoundtrack *self,
                           guint          position)
{
  GArray *speech = g_hash_table_lookup (self->speeches, GUINT_TO_POINTER (position));

  return speech ? (gint64) speech->len * G_USEC_PER_SEC / EAR_MIX_RATE : 0;
}

/* Content gets ready in a thread of its own; a film can wait for it. */
static gsize
pull_patiently (float    *frames,
                gsize     n_frames,
                gboolean *is_over,
                gpointer  content)
{
  gsize n = 0;

  for (guint tries = 0; n < n_frames && !*is_over && tries < 1000; tries++) {
    gsize more = ear_content_pull (frames + 2 * n, n_frames - n, is_over, content);

    n += more;
    if (more == 0 && !*is_over)
      g_usleep (1000);
  }

  return n;
}

static void
drop_content (EarSoundtrack *self)
{
  ear_mix_set_content (self->mix, 0, NULL, NULL);
  if (self->content != NULL)
    ear_content_close (self->content);
  g_clear_pointer (&self->content, ear_content_unref);
}

/* A piece that can not be played is not heard; the film goes on. */
static void
play (EarSoundtrack   *self,
      const EarQueued *played)
{
  g_autoptr (JsonNode) item = played->item ? ear_json_parse (played->item, -1, NULL, NULL) : NULL;
  const char *ssml = NULL;

  if (item != NULL && JSON_NODE_HOLDS_OBJECT (item))
    ssml = json_object_get_string_member_with_default (json_node_get_object (item), "ssml", NULL);

  drop_content (self);
  self->content = ear_content_open (played->url, locale_at (self, self->position), ssml, NULL);
  if (self->content != NULL)
    ear_mix_set_content (self->mix, self->position, pull_patiently, self->content);
}

static void
follow_playback (EarSoundtrack *self,
                 const char    *state)
{
  if (g_strcmp0 (state, "paused") == 0 || g_strcmp0 (state, "resumed") == 0)
    ear_mix_set_paused (self->mix, g_str_equal (state, "paused"));
  else if (g_strcmp0 (state, "stopped") == 0 || g_strcmp0 (state, "finished") == 0)
    drop_content (self);
}

static void
follow (EarSoundtrack  *self,
        const EarEvent *event)
{
  GArray *speech = g_hash_table_lookup (self->speeches, GUINT_TO_POINTER (self->position));
  EarState state = ear_tape_get_state (self->tape, self->position);

  switch ((int) event->type) {
  case EAR_EVENT_WOKEN:
    ear_mix_chime (self->mix, ear_tones_chime (NULL, "wake"));
    break;
  case EAR_EVENT_SAID:
    ear_mix_begin_speech (self->mix, self->position);
    ear_mix_add_speech (self->mix, self->position, (const gint16 *) (gpointer) speech->data, speech->len);
    ear_mix_end_speech (self->mix, self->position);
    break;
  case EAR_EVENT_PLAYED:
    play (self, &event->played);
    break;
  case EAR_EVENT_PLAYBACK:
    follow_playback (self, event->playback.state);
    break;
  case EAR_EVENT_RANG:
    ear_mix_ring (self->mix, ear_tones_ring (NULL, event->alerted.kind ? event->alerted.kind : "alarm"));
    break;
  case EAR_EVENT_SNOOZED:
  case EAR_EVENT_HUSHED:
    ear_mix_hush_ring (self->mix);
    break;
  default:
    break;
  }
  ear_mix_set_listening (self->mix, state.phase == EAR_PHASE_LISTENING || state.phase == EAR_PHASE_EXPECTING);
}

/**
 * ear_soundtrack_advance:
 * @position: the last event that has happened now
 *
 * Lets all events up to there sound. The customer is heard before the event that tells what was said.
 */
void
ear_soundtrack_advance (EarSoundtrack *self,
                        guint          position)
{
  const EarEvent *next;

  if (position <= self->position)
    return;

  while (self->position < position)
    follow (self, ear_tape_peek (self->tape, ++self->position));

  next = position < ear_tape_get_length (self->tape) ? ear_tape_peek (self->tape, position + 1) : NULL;
  self->customer = next && next->type == EAR_EVENT_HEARD ?
                   g_hash_table_lookup (self->speeches, GUINT_TO_POINTER (position + 1)) : NULL;
  self->customer_at = 0;
}

static void
add_customer (EarSoundtrack *self,
              float         *frames,
              gsize          n_frames)
{
  for (gsize i = 0; self->customer != NULL && i < n_frames && self->customer_at < self->customer->len; i++) {
    float sample = (float) (g_array_index (self->customer, gint16, self->customer_at++) / 32768.0 * CUSTOMER_GAIN);

    frames[2 * i] += sample;
    frames[2 * i + 1] += sample;
  }
}

/**
 * ear_soundtrack_render:
 * @frames: (out caller-allocates) (array): two channels, interleaved, 48,000 frames a second
 * @n_frames: how many
 *
 * Returns: how loud the device speaks meanwhile, 0 to 1
 */
double
ear_soundtrack_render (EarSoundtrack *self,
                       float         *frames,
                       gsize          n_frames)
{
  EarMixEvent event;

  ear_mix_render (self->mix, frames, n_frames);
  while (ear_mix_pop (self->mix, &event))
    if (event.type == EAR_MIX_LEVEL)
      self->level = event.level;
  add_customer (self, frames, n_frames);

  return self->level;
}
