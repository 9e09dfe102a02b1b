/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-household.h"

#include "model/ear-losses.h"

#include <string.h>

struct _EarHousehold {
  GObject     parent_instance;

  GPtrArray  *alerts;
  GHashTable *lists;            /* name → GPtrArray of text */
  GPtrArray  *purchases;
  EarPlans   *plans;
  GPtrArray  *notifications;
  GHashTable *settings;         /* name → value */
  GHashTable *bookmarks;        /* book → position */
  EarLosses  *losses;
  guint       n_notified;
  gint64      last_advert;
  guint       n_adverts;
  guint       n_turns_since_advert;
  guint       n_scheduled;
  gint64      now;
};

G_DEFINE_FINAL_TYPE (EarHousehold, ear_household, G_TYPE_OBJECT)

/* An alert that is later than this is missed, not rung (AVS does the same). */
#define STALE (30 * G_TIME_SPAN_MINUTE)

/**
 * ear_alert_is_stale:
 * @now: µs since 1970
 *
 * Returns: whether its time is so long over that nobody wants it to ring any more
 */
gboolean
ear_alert_is_stale (const EarAlert *self,
                    gint64          now)
{
  return self->due < now - STALE;
}

static void
alert_free (EarAlert *alert)
{
  g_free (alert->id);
  g_free (alert->kind);
  g_free (alert->label);
  g_free (alert->wall);
  g_free (alert->recurrence);
  g_free (alert->sound);
  g_free (alert);
}

static void
notification_free (EarNotification *notification)
{
  g_free (notification->id);
  g_free (notification->kind);
  g_free (notification->source);
  g_free (notification->text);
  g_free (notification);
}

static void
purchase_free (EarPurchase *purchase)
{
  g_free (purchase->order);
  g_free (purchase->sku);
  g_free (purchase->title);
  g_free (purchase->currency);
  g_free (purchase->state);
  g_free (purchase);
}

static void
ear_household_finalize (GObject *object)
{
  EarHousehold *self = EAR_HOUSEHOLD (object);

  g_ptr_array_unref (self->alerts);
  g_ptr_array_unref (self->purchases);
  g_hash_table_unref (self->lists);
  g_hash_table_unref (self->plans);
  g_ptr_array_unref (self->notifications);
  g_hash_table_unref (self->settings);
  g_hash_table_unref (self->bookmarks);
  ear_losses_free (self->losses);

  G_OBJECT_CLASS (ear_household_parent_class)->finalize (object);
}

static void
ear_household_class_init (EarHouseholdClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_household_finalize;
}

static void
ear_household_init (EarHousehold *self)
{
  self->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) alert_free);
  self->purchases = g_ptr_array_new_with_free_func ((GDestroyNotify) purchase_free);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->plans = ear_plans_new ();
  self->notifications = g_ptr_array_new_with_free_func ((GDestroyNotify) notification_free);
  self->settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->losses = ear_losses_new ();
  self->bookmarks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

EarHousehold *
ear_household_new (void)
{
  return g_object_new (EAR_TYPE_HOUSEHOLD, NULL);
}

/**
 * ear_household_new_at:
 *
 * Returns: (transfer full): the household as it was after the event at @position
 */
EarHousehold *
ear_household_new_at (EarTape *tape,
                      guint    position)
{
  EarHousehold *self = ear_household_new ();

  for (guint i = 1; i <= position; i++)
    ear_household_apply (self, ear_tape_peek (tape, i));

  return self;
}

/* A tape from elsewhere may leave out anything; whoever reads a household need not look for that. */
static char *
dup_text (const char *text)
{
  return g_strdup (text ? text : "");
}

static void
apply_scheduled (EarHousehold       *self,
                 const EarScheduled *scheduled)
{
  EarAlert *alert = g_new0 (EarAlert, 1);

  *alert = (EarAlert) {
    .id = dup_text (scheduled->id),
    .kind = dup_text (scheduled->kind),
    .label = g_strdup (scheduled->label),
    .due = scheduled->due,
    .span = scheduled->span_us,
    .wall = g_strdup (scheduled->wall),
    .recurrence = g_strdup (scheduled->recurrence),
    .sound = g_strdup (scheduled->sound),
  };
  g_ptr_array_add (self->alerts, alert);
  self->n_scheduled++;
}

/* Returns: whether the alert is over */
static gboolean
change_alert (EarAlert       *alert,
              const EarEvent *event)
{
  if (event->type == EAR_EVENT_RANG) {
    alert->state = EAR_ALERT_RINGING;
  } else if (event->type == EAR_EVENT_SNOOZED) {
    alert->state = EAR_ALERT_SNOOZED;
    alert->due = event->alerted.due;
  } else if (event->type == EAR_EVENT_RESCHEDULED) {
    if (alert->span > 0)
      alert->span = MAX ((gint64) ((guint64) alert->span + (guint64) event->alerted.due - (guint64) alert->due), 0);
    if (alert->state == EAR_ALERT_RINGING)
      alert->state = EAR_ALERT_SET;
    alert->due = event->alerted.due;
  } else if (alert->recurrence != NULL && event->type != EAR_EVENT_UNSCHEDULED) {
    /* It comes again; when, needs a calendar, which a fold has not. */
    alert->state = EAR_ALERT_SET;
    alert->due = G_MAXINT64;
  } else {
    return TRUE;
  }

  return FALSE;
}

static void
note_lost_alert (EarHousehold   *self,
                 const EarEvent *event,
                 const EarAlert *alert)
{
  ear_losses_add (self->losses, event, &(EarEvent) {
    .type = EAR_EVENT_SCHEDULED,
    .scheduled = { alert->id, alert->kind, alert->label, alert->due, alert->span, alert->wall, alert->recurrence, alert->sound },
  });
}

/* Two programs that share a profile may give out the same id twice. Both alerts then follow what happens to either, or the one
 * that never rings would be due for ever.
 */
static void
apply_alerted (EarHousehold   *self,
               const EarEvent *event)
{
  g_autofree char *id = dup_text (event->alerted.id);

  for (guint i = self->alerts->len; i > 0; i--) {
    EarAlert *alert = g_ptr_array_index (self->alerts, i - 1);

    if (strcmp (alert->id, id) != 0 || !change_alert (alert, event))
      continue;
    if (event->type == EAR_EVENT_UNSCHEDULED)
      note_lost_alert (self, event, alert);
    g_ptr_array_remove_index (self->alerts, i - 1);
  }
}

static GPtrArray *
ensure_list (EarHousehold *self,
             const char   *name)
{
  GPtrArray *list = g_hash_table_lookup (self->lists, name);

  if (list == NULL) {
    list = g_ptr_array_new_with_free_func (g_free);
    g_hash_table_insert (self->lists, g_strdup (name), list);
  }

  return list;
}

static void
note_lost_item (EarHousehold   *self,
                const EarEvent *event,
                const char     *item)
{
  ear_losses_add (self->losses, event, &(EarEvent) { .type = EAR_EVENT_LISTED, .listed = { event->listed.list, item, "added" } });
}

static void
apply_listed (EarHousehold   *self,
              const EarEvent *event)
{
  const EarListed *listed = &event->listed;
  GPtrArray *list = ensure_list (self, listed->list ? listed->list : "");
  guint index;

  if (g_strcmp0 (listed->change, "added") == 0) {
    g_ptr_array_add (list, dup_text (listed->item));
    ear_losses_forget (self->losses, event);
  } else if (g_strcmp0 (listed->change, "cleared") == 0) {
    for (guint i = 0; i < list->len; i++)
      note_lost_item (self, event, g_ptr_array_index (list, i));
    g_ptr_array_set_size (list, 0);
  } else if (listed->item && g_ptr_array_find_with_equal_func (list, listed->item, g_str_equal, &index)) {
    note_lost_item (self, event, listed->item);
    g_ptr_array_remove_index (list, index);
  }
}

static void
apply_ordered (EarHousehold   *self,
               const EarEvent *event)
{
  const EarOrdered *ordered = &event->ordered;

  for (guint i = 0; i < self->purchases->len; i++) {
    EarPurchase *purchase = g_ptr_array_index (self->purchases, i);

    if (g_strcmp0 (purchase->order, ordered->order) == 0) {
      g_free (purchase->state);
      purchase->state = dup_text (ordered->state);
      return;
    }
  }

  g_ptr_array_add (self->purchases, g_memdup2 (&(EarPurchase) {
    .order = dup_text (ordered->order),
    .sku = dup_text (ordered->sku),
    .title = dup_text (ordered->title),
    .quantity = ordered->quantity,
    .micros = ordered->micros,
    .currency = dup_text (ordered->currency),
    .state = dup_text (ordered->state),
    .at = event->at,
    .due = ordered->due,
  }, sizeof (EarPurchase)));
}

static void
apply_notified (EarHousehold   *self,
                const EarEvent *event)
{
  const EarNotified *notified = &event->notified;

  g_ptr_array_add (self->notifications, g_memdup2 (&(EarNotification) {
    .id = dup_text (notified->id),
    .kind = dup_text (notified->kind),
    .source = g_strdup (notified->source),
    .text = dup_text (notified->text),
    .at = event->at,
  }, sizeof (EarNotification)));
  self->n_notified++;
}

static void
apply_read (EarHousehold *self,
            const char   *id)
{
  for (guint i = 0; i < self->notifications->len; i++) {
    EarNotification *notification = g_ptr_array_index (self->notifications, i);

    if (g_strcmp0 (notification->id, id) == 0) {
      g_ptr_array_remove_index (self->notifications, i);
      return;
    }
  }
}

/**
 * ear_household_apply:
 *
 * The fold; pure as that of #EarState.
 */
void
ear_household_apply (EarHousehold   *self,
                     const EarEvent *event)
{
  self->now = event->at;

  switch ((int) event->type) {
  case EAR_EVENT_SCHEDULED:
    apply_scheduled (self, &event->scheduled);
    ear_losses_forget (self->losses, event);
    break;
  case EAR_EVENT_RESCHEDULED:
  case EAR_EVENT_UNSCHEDULED:
  case EAR_EVENT_MISSED:
  case EAR_EVENT_RANG:
  case EAR_EVENT_SNOOZED:
  case EAR_EVENT_HUSHED:
    apply_alerted (self, event);
    break;
  case EAR_EVENT_NOTIFIED:
    apply_notified (self, event);
    break;
  case EAR_EVENT_READ:
    apply_read (self, event->notified.id);
    break;
  case EAR_EVENT_ADJUSTED:
    g_hash_table_replace (self->settings, dup_text (event->adjusted.setting), dup_text (event->adjusted.value));
    break;
  case EAR_EVENT_BOOKMARKED:
    g_hash_table_replace (self->bookmarks, dup_text (event->bookmarked.book),
                          g_memdup2 (&event->bookmarked.position, sizeof (gint64)));
    break;
  case EAR_EVENT_LISTED:
    apply_listed (self, event);
    break;
  case EAR_EVENT_ORDERED:
    apply_ordered (self, event);
    break;
  case EAR_EVENT_SUBSCRIBED:
    ear_plans_apply (self->plans, event);
    break;
  case EAR_EVENT_HEARD:
    self->n_turns_since_advert++;
    break;
  case EAR_EVENT_PLAYED:
    if (g_strcmp0 (event->played.kind, "advert") == 0) {
      self->last_advert = event->at;
      self->n_adverts++;
      self->n_turns_since_advert = 0;
    }
    break;
  default:
    break;
  }
}

/**
 * ear_household_get_alerts:
 *
 * Returns: (transfer none) (element-type EarAlert): in the order in which they were set
 */
GPtrArray *
ear_household_get_alerts (EarHousehold *self)
{
  return self->alerts;
}

const EarAlert *
ear_household_find_alert (EarHousehold *self,
                          const char   *id)
{
  for (guint i = 0; i < self->alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (self->alerts, i);

    if (g_strcmp0 (alert->id, id) == 0)
      return alert;
  }

  return NULL;
}

/**
 * ear_household_peek_next_alert:
 *
 * Returns: (nullable): the alert that will ring next
 */
const EarAlert *
ear_household_peek_next_alert (EarHousehold *self)
{
  const EarAlert *next = NULL;

  for (guint i = 0; i < self->alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (self->alerts, i);

    if (alert->state != EAR_ALERT_RINGING && (next == NULL || alert->due < next->due))
      next = alert;
  }

  return next;
}

/**
 * ear_household_peek_ringing:
 *
 * Returns: (nullable): the first alert that rings
 */
const EarAlert *
ear_household_peek_ringing (EarHousehold *self)
{
  for (guint i = 0; i < self->alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (self->alerts, i);

    if (alert->state == EAR_ALERT_RINGING)
      return alert;
  }

  return NULL;
}

/**
 * ear_household_get_losses:
 * @at: (out): when they were lost, µs since 1970
 *
 * Returns: (transfer none) (element-type EarEvent): what would bring back what was canceled, cleared or removed last
 */
GPtrArray *
ear_household_get_losses (EarHousehold *self,
                          gint64       *at)
{
  return ear_losses_get (self->losses, at);
}

/**
 * ear_household_get_list:
 *
 * Returns: (transfer none) (element-type utf8): what is on the list
 */
GPtrArray *
ear_household_get_list (EarHousehold *self,
                        const char   *list)
{
  return ensure_list (self, list);
}

/**
 * ear_household_get_purchases:
 *
 * Returns: (transfer none) (element-type EarPurchase): oldest first
 */
GPtrArray *
ear_household_get_purchases (EarHousehold *self)
{
  return self->purchases;
}

gboolean
ear_household_has_plan (EarHousehold *self,
                        const char   *plan)
{
  return ear_plans_has (self->plans, plan, self->now);
}

/**
 * ear_household_peek_plan:
 *
 * Returns: (nullable): what is known of the plan, whether it is in force or not
 */
const EarPlan *
ear_household_peek_plan (EarHousehold *self,
                         const char   *plan)
{
  return ear_plans_find (self->plans, plan);
}

/**
 * ear_household_dup_plans:
 *
 * Returns: (transfer container) (element-type EarPlan): all that were ever talked about, by name
 */
GPtrArray *
ear_household_dup_plans (EarHousehold *self)
{
  return ear_plans_dup_all (self->plans);
}

/**
 * ear_household_get_next_due:
 *
 * Returns: when the next parcel or end of a trial is due, µs since 1970; %G_MAXINT64 for never
 */
gint64
ear_household_get_next_due (EarHousehold *self)
{
  gint64 next = ear_plans_get_next_due (self->plans);

  for (guint i = 0; i < self->purchases->len; i++) {
    const EarPurchase *purchase = g_ptr_array_index (self->purchases, i);

    if (strcmp (purchase->state, "placed") == 0)
      next = MIN (next, purchase->due);
  }

  return next;
}

/**
 * ear_household_get_notifications:
 *
 * Returns: (transfer none) (element-type EarNotification): those that were not read yet, oldest first
 */
GPtrArray *
ear_household_get_notifications (EarHousehold *self)
{
  return self->notifications;
}

/**
 * ear_household_get_n_notified:
 *
 * Returns: how many notifications there ever were; the next one is named by it
 */
guint
ear_household_get_n_notified (EarHousehold *self)
{
  return self->n_notified;
}

/**
 * ear_household_get_setting:
 * @setting: as in ADJUSTED, e.g. "child-mode"
 * @otherwise: (nullable): what counts until somebody sets it
 *
 * Returns: (nullable): how it is set
 */
const char *
ear_household_get_setting (EarHousehold *self,
                           const char   *setting,
                           const char   *otherwise)
{
  const char *value = g_hash_table_lookup (self->settings, setting);

  return value ? value : otherwise;
}

/**
 * ear_household_get_bookmark:
 * @book: its id
 *
 * Returns: how far it was read, characters from its start; 0 for a new one
 */
gint64
ear_household_get_bookmark (EarHousehold *self,
                            const char   *book)
{
  gint64 *position = g_hash_table_lookup (self->bookmarks, book);

  return position ? *position : 0;
}

gint64
ear_household_get_last_advert (EarHousehold *self)
{
  return self->last_advert;
}

guint
ear_household_get_n_adverts (EarHousehold *self)
{
  return self->n_adverts;
}

guint
ear_household_get_n_turns_since_advert (EarHousehold *self)
{
  return self->n_turns_since_advert;
}

/**
 * ear_household_get_n_scheduled:
 *
 * Returns: how many alerts were ever set; the next one is named by it
 */
guint
ear_household_get_n_scheduled (EarHousehold *self)
{
  return self->n_scheduled;
}
