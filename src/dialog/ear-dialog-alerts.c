/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "dialog/ear-dialog-private.h"

/* The time for something has come. */

/* An alert that is this late when the device starts is dropped, not rung (AVS does the same). */
#define STALE_ALERT (30 * G_TIME_SPAN_MINUTE)

/* Nobody came for a quarter of an hour. */
static void
hush_alerts (const EarMoment *moment,
             EarWishes       *wishes)
{
  GPtrArray *alerts = ear_household_get_alerts (moment->household);

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);

    if (alert->state == EAR_ALERT_RINGING)
      ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_HUSHED, .alerted = { .id = alert->id } });
  }

  ear_wishes_add (wishes, EAR_WISH_HUSH);
  if (moment->state->session_open)
    ear_dialog_close_session (wishes, "lapsed");
}

void
ear_dialog_decide_ticked (const EarMoment *moment,
                          EarWishes       *wishes)
{
  GPtrArray *alerts = ear_household_get_alerts (moment->household);
  gboolean opened = moment->state->session_open;

  if (g_strcmp0 (ear_dialog_peek_latest (moment)->ticked.reason, "enough") == 0) {
    hush_alerts (moment, wishes);
    return;
  }

  for (guint i = 0; i < alerts->len; i++) {
    const EarAlert *alert = g_ptr_array_index (alerts, i);
    EarEvent event = { .type = EAR_EVENT_RANG, .alerted = { .id = alert->id } };

    if (alert->state == EAR_ALERT_RINGING || alert->due > moment->now)
      continue;

    if (moment->now - alert->due > STALE_ALERT) {
      event.type = EAR_EVENT_UNSCHEDULED;
    } else {
      if (!opened)
        ear_wishes_note (wishes, &(EarEvent) { .type = EAR_EVENT_OPENED, .opened = { .cause = "alert" } });
      opened = TRUE;
      ear_wishes_ring (wishes, alert->kind);
    }
    ear_wishes_note (wishes, &event);
  }
}
