/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-reel.h"

#define MILLISECOND G_GINT64_CONSTANT (1000)

/* How long things are shown. */
#define LEAD_IN     (700 * MILLISECOND)   /* before the first event */
#define BREATH      (400 * MILLISECOND)   /* between the wake word and what is said */
#define THOUGHT     (700 * MILLISECOND)   /* an answer that comes at once would not be seen to be thought about */
#define LEAD_OUT    (1500 * MILLISECOND)
#define LONGEST_SHOWN  (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)
#define LONGEST_IDLE   G_USEC_PER_SEC
#define LONGEST_LIVELY (5 * G_USEC_PER_SEC)

/* From @start, until the next cut starts, the event at @position is the last one that happened. */
typedef struct {
  guint  position;
  gint64 start;
  gint64 at;                    /* what the clock shows at the start */
  gint64 span;                  /* how long it is shown */
  gint64 passed;                /* and how far the clock moves meanwhile */
} Cut;

struct _EarReel {
  GArray *cuts;                 /* of Cut */
  gint64  length;
};

static gint64
difference (gint64 from,
            gint64 to)
{
  gint64 span;

  /* A hostile tape may hold any time, and go back. */
  if (to <= from)
    return 0;

  return __builtin_sub_overflow (to, from, &span) ? G_MAXINT64 : span;
}

static gboolean
is_lively (const EarState *state)
{
  return state->playing == EAR_PLAYING_MUSIC || state->playing == EAR_PLAYING_ADVERT || state->n_ringing > 0 || state->n_timers > 0;
}

/* How long the event at @position is shown before the next one happens, and how far the clock moves. */
static void
measure (EarTape           *tape,
         guint              position,
         EarReelSpeechFunc  speech,
         gpointer           user_data,
         Cut               *cut)
{
  const EarEvent *event = ear_tape_peek (tape, position);
  const EarEvent *next = position < ear_tape_get_length (tape) ? ear_tape_peek (tape, position + 1) : NULL;
  EarState state = ear_tape_get_state (tape, position);

  if (next == NULL) {
    cut->span = cut->passed = LEAD_OUT;
  } else if (next->type == EAR_EVENT_HEARD) {
    cut->span = cut->passed = BREATH + speech (position + 1, user_data);
  } else if (next->type == EAR_EVENT_SPOKEN && state.last.said > 0) {
    cut->span = cut->passed = speech (state.last.said, user_data);
  } else if (event->type == EAR_EVENT_UNDERSTOOD) {
    cut->span = cut->passed = THOUGHT;
  } else {
    cut->passed = difference (event->at, next->at);
    cut->span = MIN (cut->passed, is_lively (&state) ? LONGEST_LIVELY : LONGEST_IDLE);
  }
}

/**
 * ear_reel_new:
 * @tape: what happened
 * @speech: (scope call): how long speech takes
 *
 * Returns: (transfer full): the reel
 */
EarReel *
ear_reel_new (EarTape           *tape,
              EarReelSpeechFunc  speech,
              gpointer           user_data)
{
  EarReel *self = g_new0 (EarReel, 1);
  const EarEvent *first = ear_tape_get_length (tape) > 0 ? ear_tape_peek (tape, 1) : NULL;
  Cut cut = { .at = first ? first->at : 0, .span = LEAD_IN };

  self->cuts = g_array_new (FALSE, FALSE, sizeof (Cut));
  g_array_append_val (self->cuts, cut);
  self->length = LEAD_IN;

  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    cut = (Cut) { .position = i, .start = self->length, .at = ear_tape_peek (tape, i)->at };
    measure (tape, i, speech, user_data, &cut);
    if (cut.span <= 0)
      continue;
    self->length += cut.span;
    g_array_append_val (self->cuts, cut);
  }

  return self;
}

void
ear_reel_free (EarReel *self)
{
  g_array_unref (self->cuts);
  g_free (self);
}

/**
 * ear_reel_get_length:
 *
 * Returns: how long the film is, µs
 */
gint64
ear_reel_get_length (const EarReel *self)
{
  return self->length;
}

static int
find_cut (const EarReel *self,
          gint64         time)
{
  guint low = 0, high = self->cuts->len;

  while (high - low > 1) {
    guint middle = low + (high - low) / 2;

    if (g_array_index (self->cuts, Cut, middle).start <= time)
      low = middle;
    else
      high = middle;
  }

  return low;
}

/**
 * ear_reel_find:
 * @time: a moment of the film, µs from its start
 * @now: (out): what the clock shows then, µs since 1970
 *
 * Returns: the position on the tape of the last event that happened by then; 0 before the first
 */
guint
ear_reel_find (const EarReel *self,
               gint64         time,
               gint64        *now)
{
  const Cut *cut = &g_array_index (self->cuts, Cut, find_cut (self, time));
  gint64 shown = CLAMP (time - cut->start, 0, CLAMP (cut->span - 1, 0, LONGEST_SHOWN));

  if (cut->span > 0 && cut->passed > cut->span)
    *now = cut->at + (gint64) ((double) shown / cut->span * cut->passed);
  else
    *now = MIN (cut->at, G_MAXINT64 - LONGEST_SHOWN) + MIN (shown, cut->passed);

  return cut->position;
}
