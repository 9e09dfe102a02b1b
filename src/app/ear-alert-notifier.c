/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-alert-notifier.h"

#include <glib/gi18n.h>

#define ID "alert"

struct _EarAlertNotifier {
  GObject       parent_instance;

  GApplication *application;    /* owns us */
  EarSpeaker   *speaker;
  int           n_ringing;
};

G_DEFINE_FINAL_TYPE (EarAlertNotifier, ear_alert_notifier, G_TYPE_OBJECT)

static const char *
title_of (const EarAlert *alert)
{
  if (g_strcmp0 (alert->kind, "timer") == 0)
    return _("The timer is over");
  if (g_strcmp0 (alert->kind, "reminder") == 0)
    return _("A reminder");

  return _("The alarm rings");
}

static void
notify_of (EarAlertNotifier *self,
           const EarAlert   *alert)
{
  g_autoptr (GNotification) notification = g_notification_new (title_of (alert));

  if (alert->label != NULL)
    g_notification_set_body (notification, alert->label);
  g_notification_set_priority (notification, G_NOTIFICATION_PRIORITY_URGENT);
  g_notification_add_button (notification, _("Stop"), "app.stop-ringing");
  g_notification_add_button (notification, _("Snooze"), "app.snooze");
  g_application_send_notification (self->application, ID, notification);
}

static void
on_tape_changed (EarAlertNotifier *self)
{
  int n_ringing = ear_speaker_get_state (self->speaker).n_ringing;
  const EarAlert *alert = ear_household_peek_ringing (ear_speaker_get_household (self->speaker));

  if (n_ringing > self->n_ringing && alert != NULL)
    notify_of (self, alert);
  else if (n_ringing == 0 && self->n_ringing > 0)
    g_application_withdraw_notification (self->application, ID);
  self->n_ringing = n_ringing;
}

static void
press (GSimpleAction *action,
       GVariant      *parameter,
       gpointer       user_data)
{
  EarAlertNotifier *self = user_data;
  gboolean snooze = g_str_equal (g_action_get_name (G_ACTION (action)), "snooze");

  if (self->n_ringing > 0)
    ear_speaker_press (self->speaker, snooze ? "snooze" : "action");
}

static void
ear_alert_notifier_dispose (GObject *object)
{
  EarAlertNotifier *self = EAR_ALERT_NOTIFIER (object);

  if (self->speaker != NULL) {
    g_action_map_remove_action (G_ACTION_MAP (self->application), "stop-ringing");
    g_action_map_remove_action (G_ACTION_MAP (self->application), "snooze");
  }
  g_clear_object (&self->speaker);

  G_OBJECT_CLASS (ear_alert_notifier_parent_class)->dispose (object);
}

static void
ear_alert_notifier_class_init (EarAlertNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_alert_notifier_dispose;
}

static void
ear_alert_notifier_init (EarAlertNotifier *self)
{
}

/**
 * ear_alert_notifier_new:
 * @application: who sends it; it must outlive the notifier, and gets the actions "stop-ringing" and "snooze"
 * @speaker: whose alerts
 *
 * Returns: (transfer full): a notifier
 */
EarAlertNotifier *
ear_alert_notifier_new (GApplication *application,
                        EarSpeaker   *speaker)
{
  static const GActionEntry actions[] = { { "stop-ringing", press }, { "snooze", press } };
  EarAlertNotifier *self = g_object_new (EAR_TYPE_ALERT_NOTIFIER, NULL);

  self->application = application;
  self->speaker = g_object_ref (speaker);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), self);
  g_signal_connect_object (ear_speaker_get_tape (speaker), "items-changed", G_CALLBACK (on_tape_changed), self, G_CONNECT_SWAPPED);
  on_tape_changed (self);

  return self;
}
