/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-wish.h"

/* Who misses something says so soon. */
#define RESTORABLE (10 * G_TIME_SPAN_MINUTE)

void
ear_wish_free (EarWish *self)
{
  g_clear_pointer (&self->event, ear_event_unref);
  g_clear_pointer (&self->question, ear_question_free);
  g_free (self->url);
  g_free (self);
}

static EarWish *
append (EarWishes   *self,
        EarWishType  type)
{
  EarWish *wish = g_new0 (EarWish, 1);

  wish->type = type;
  g_ptr_array_add (self, wish);

  return wish;
}

EarWishes *
ear_wishes_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) ear_wish_free);
}

/**
 * ear_wishes_add:
 * @type: one that needs nothing else
 */
void
ear_wishes_add (EarWishes   *self,
                EarWishType  type)
{
  append (self, type);
}

/**
 * ear_wishes_note:
 * @values: what to put on the tape; SAID means to say it
 */
void
ear_wishes_note (EarWishes      *self,
                 const EarEvent *values)
{
  append (self, values->type == EAR_EVENT_SAID ? EAR_WISH_SAY : EAR_WISH_NOTE)->event = ear_event_new (values);
}

void
ear_wishes_ask (EarWishes         *self,
                EarServiceKind     kind,
                const EarQuestion *question)
{
  EarWish *wish = append (self, EAR_WISH_ASK);

  wish->kind = kind;
  wish->question = ear_question_copy (question);
}

/**
 * ear_wishes_restore:
 * @now: µs since 1970
 *
 * Brings back what the household lost last, unless that was long ago or its time is over.
 *
 * Returns: how many things come back
 */
guint
ear_wishes_restore (EarWishes    *self,
                    EarHousehold *household,
                    gint64        now)
{
  gint64 at;
  GPtrArray *remedies = ear_household_get_losses (household, &at);
  guint n = 0;

  for (guint i = 0; now - at <= RESTORABLE && i < remedies->len; i++) {
    const EarEvent *remedy = g_ptr_array_index (remedies, i);

    if (remedy->type == EAR_EVENT_SCHEDULED && remedy->scheduled.recurrence == NULL && remedy->scheduled.due <= now)
      continue;
    ear_wishes_note (self, remedy);
    n++;
  }

  return n;
}

/**
 * ear_wishes_charge:
 * @item: a key of the tariff
 * @quantity: in the item's unit
 * @gross_micros: what changed hands, for items that are a share of it
 * @memo: (nullable): for people
 *
 * Notes something that costs or earns; the speaker prices it.
 */
void
ear_wishes_charge (EarWishes  *self,
                   const char *item,
                   gint64      quantity,
                   gint64      gross_micros,
                   const char *memo)
{
  ear_wishes_note (self, &(EarEvent) {
    .type = EAR_EVENT_CHARGED,
    .charged = { .item = item, .quantity = quantity, .gross_micros = gross_micros, .memo = memo },
  });
}

void
ear_wishes_ring (EarWishes  *self,
                 const char *kind)
{
  append (self, EAR_WISH_RING)->name = g_intern_string (kind);
}

/**
 * ear_wishes_ring_with:
 * @kind: what to sound like where the recording can not be played
 * @url: as in #EarTrack
 */
void
ear_wishes_ring_with (EarWishes  *self,
                      const char *kind,
                      const char *url)
{
  EarWish *wish = append (self, EAR_WISH_RING);

  wish->name = g_intern_string (kind);
  wish->url = g_strdup (url);
}

void
ear_wishes_chime (EarWishes  *self,
                  const char *name)
{
  append (self, EAR_WISH_CHIME)->name = g_intern_string (name);
}

/**
 * ear_wishes_wait:
 * @reason: of the tick that comes then; one wait of a reason takes the place of the one before
 * @span: µs
 */
void
ear_wishes_wait (EarWishes  *self,
                 const char *reason,
                 gint64      span)
{
  EarWish *wish = append (self, EAR_WISH_WAIT);

  wish->name = g_intern_string (reason);
  wish->span = span;
}
