/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-plans.h"
#include "model/ear-tape.h"

G_BEGIN_DECLS

/**
 * EarAlertState:
 *
 * What an alert does.
 */
typedef enum {
  EAR_ALERT_SET,
  EAR_ALERT_RINGING,
  EAR_ALERT_SNOOZED,
} EarAlertState;

/**
 * EarAlert:
 * @id: its name on the tape
 * @kind: alarm, timer or reminder; sleep or quiet
 * @label: (nullable): what the customer called it
 * @due: µs since 1970; %G_MAXINT64 where it recurs and its next time was not reckoned yet
 * @span: µs, how long a timer was set for
 * @wall: (nullable): what the clock on the wall shows when it is due for the first time; %NULL for a timer
 * @recurrence: (nullable): an RRULE
 * @sound: (nullable): what it rings with
 * @state: what it does
 */
typedef struct {
  char          *id;
  char          *kind;
  char          *label;
  gint64         due;
  gint64         span;
  char          *wall;
  char          *recurrence;
  char          *sound;
  EarAlertState  state;
} EarAlert;

gboolean           ear_alert_is_stale            (const EarAlert *self,
                                                  gint64          now);

/**
 * EarPurchase:
 *
 * One order, as the customer would ask for it.
 */
typedef struct {
  char   *order;
  char   *sku;
  char   *title;
  gint64  quantity;
  gint64  micros;
  char   *currency;
  char   *state;
  gint64  at;
  gint64  due;
} EarPurchase;

/**
 * EarNotification:
 *
 * Something that waits to be read out.
 */
typedef struct {
  char   *id;
  char   *kind;
  char   *source;
  char   *text;
  gint64  at;
} EarNotification;

#define EAR_TYPE_HOUSEHOLD (ear_household_get_type ())

/**
 * EarHousehold:
 *
 * What outlives a session: alerts, lists, orders, plans, settings, and how many adverts were heard. The second fold
 * over the tape.
 */
G_DECLARE_FINAL_TYPE (EarHousehold, ear_household, EAR, HOUSEHOLD, GObject)

EarHousehold      *ear_household_new             (void) G_GNUC_WARN_UNUSED_RESULT;
EarHousehold      *ear_household_new_at          (EarTape        *tape,
                                                  guint           position) G_GNUC_WARN_UNUSED_RESULT;
void               ear_household_apply           (EarHousehold   *self,
                                                  const EarEvent *event);

GPtrArray         *ear_household_get_alerts      (EarHousehold   *self);
const EarAlert    *ear_household_find_alert      (EarHousehold   *self,
                                                  const char     *id);
const EarAlert    *ear_household_peek_next_alert (EarHousehold   *self);
const EarAlert    *ear_household_peek_ringing    (EarHousehold   *self);
GPtrArray         *ear_household_get_losses      (EarHousehold   *self,
                                                  gint64         *at);
GPtrArray         *ear_household_get_list        (EarHousehold   *self,
                                                  const char     *list);
GPtrArray         *ear_household_get_purchases   (EarHousehold   *self);
gboolean           ear_household_has_plan        (EarHousehold   *self,
                                                  const char     *plan);
const EarPlan     *ear_household_peek_plan       (EarHousehold   *self,
                                                  const char     *plan);
GPtrArray         *ear_household_dup_plans       (EarHousehold   *self) G_GNUC_WARN_UNUSED_RESULT;
gint64             ear_household_get_next_due    (EarHousehold   *self);
GPtrArray         *ear_household_get_notifications (EarHousehold *self);
guint              ear_household_get_n_notified  (EarHousehold   *self);
const char        *ear_household_get_setting     (EarHousehold   *self,
                                                  const char     *setting,
                                                  const char     *otherwise);
gint64             ear_household_get_bookmark    (EarHousehold   *self,
                                                  const char     *book);
gint64             ear_household_get_last_advert (EarHousehold   *self);
guint              ear_household_get_n_adverts   (EarHousehold   *self);
guint              ear_household_get_n_turns_since_advert (EarHousehold *self);
guint              ear_household_get_n_scheduled (EarHousehold   *self);

G_END_DECLS
