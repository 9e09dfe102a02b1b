/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-unasked.h"

#include <string.h>

/* More than this at once nobody can keep in mind. */
#define AT_ONCE 3

EAR_DEFINE_SKILL (EarNotificationsSkill, ear_notifications_skill)

static char *
render_item (const EarScene        *scene,
             const EarNotification *notification)
{
  if (notification->source != NULL && *notification->source != '\0')
    return ear_scene_render (scene, "notifications.item-from", "source", notification->source, "text", notification->text, NULL);

  return ear_scene_render (scene, "notifications.item", "text", notification->text, NULL);
}

static void
note_read (const EarNotification *notification,
           EarWishes             *wishes)
{
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_READ,
    .notified = { .id = notification->id },
  });
}

/* The items are rendered prompts already, so they go around the escaping of values. */
static char *
render_around (const EarScene *scene,
               const char     *prompt,
               const char     *items,
               guint           count)
{
  g_autofree char *number = ear_tools_dup_number (scene, count);
  g_autofree char *frame = ear_scene_render (scene, prompt, "items", "\x1a", "count", number, NULL);
  g_auto (GStrv) parts = g_strsplit (frame, "\x1a", 2);

  return g_strconcat (parts[0], items, parts[0] ? parts[1] : NULL, NULL);
}

/* Reads the oldest ones. What has been read is no longer there. */
static void
read_out (const EarScene *scene,
          guint           most,
          gboolean        count,
          EarWishes      *wishes)
{
  GPtrArray *all = ear_household_get_notifications (scene->household);
  guint n = MIN (all->len, most), left = all->len - n;
  g_autoptr (GString) items = g_string_new (NULL);
  g_autofree char *text = NULL, *whole = NULL;

  for (guint i = 0; i < n; i++) {
    g_autofree char *item = render_item (scene, g_ptr_array_index (all, i));

    g_string_append_printf (items, "%s%s", i > 0 ? " " : "", item);
    note_read (g_ptr_array_index (all, i), wishes);
  }

  text = count ? render_around (scene, all->len == 1 ? "notifications.one" : "notifications.some", items->str, all->len)
               : g_strdup (items->str);
  if (left == 0) {
    ear_tools_say (scene, wishes, text);
    return;
  }

  whole = render_around (scene, "notifications.more", text, left);
  ear_tools_ask_back (scene, wishes, whole, "notifications.more.again", NULL);
  ear_scene_expect (scene, wishes, "confirm", "notifications.read", NULL, NULL);
}

static void
meet_read (const EarScene *scene,
           EarWishes      *wishes)
{
  /* A routine does not wait for somebody to say yes. */
  guint most = ear_unasked_in_routine (scene) ? G_MAXUINT : AT_ONCE;

  if (ear_household_get_notifications (scene->household)->len == 0)
    ear_scene_say (scene, wishes, "notifications.none", NULL);
  else
    read_out (scene, most, TRUE, wishes);
}

static void
meet_next (const EarScene *scene,
           EarWishes      *wishes)
{
  if (ear_household_get_notifications (scene->household)->len == 0)
    ear_scene_say (scene, wishes, "notifications.none", NULL);
  else
    read_out (scene, 1, FALSE, wishes);
}

static void
meet_yes (const EarScene *scene,
          EarWishes      *wishes)
{
  if (ear_household_get_notifications (scene->household)->len > 0)
    read_out (scene, AT_ONCE, FALSE, wishes);
}

static void
meet_no (const EarScene *scene,
         EarWishes      *wishes)
{
  if (ear_tools_is_reply_to (scene, "notifications.read"))
    ear_scene_say (scene, wishes, "notifications.kept", NULL);
}

static void
meet_delete (const EarScene *scene,
             EarWishes      *wishes)
{
  GPtrArray *all = ear_household_get_notifications (scene->household);
  g_autofree char *ssml = NULL;

  if (all->len == 0) {
    ear_scene_say (scene, wishes, "notifications.none", NULL);
    return;
  }

  for (guint i = 0; i < all->len; i++)
    note_read (g_ptr_array_index (all, i), wishes);
  ssml = ear_scene_render (scene, "notifications.deleted", NULL);
  ear_tools_confirm (scene, wishes, ssml);
}

static char *
render_announcement (const EarScene *scene,
                     const char     *text,
                     const char     *source)
{
  if (source != NULL && *source != '\0')
    return ear_scene_render (scene, "announce.heard-from", "text", text, "source", source, NULL);

  return ear_scene_render (scene, "announce.heard", "text", text, NULL);
}

/* The customer asked for it, so it is heard here as on every other speaker of the house. */
static void
meet_announce (const EarScene *scene,
               EarWishes      *wishes)
{
  g_autofree char *message = ear_tools_dup_value (scene, "message");
  g_autofree char *ssml = NULL;

  if (message == NULL) {
    ear_tools_elicit (scene, wishes, "announce.what", "message");
    return;
  }

  ssml = render_announcement (scene, message, NULL);
  ear_wishes_charge (wishes, "announce.message", 1, 0, NULL);
  ear_wishes_chime (wishes, "announcement");
  ear_tools_say (scene, wishes, ssml);
}

static void
meet_notification (const EarScene *scene,
                   EarWishes      *wishes)
{
  const EarSensed *sensed = ear_unasked_peek_sensed (scene);

  if (sensed != NULL && sensed->value != NULL && *sensed->value != '\0')
    ear_unasked_notify (scene, wishes, "message", sensed->detail, sensed->value);
}

static void
meet_heard (const EarScene *scene,
            EarWishes      *wishes)
{
  const EarSensed *sensed = ear_unasked_peek_sensed (scene);
  g_autofree char *ssml = NULL;

  if (sensed == NULL || sensed->value == NULL || *sensed->value == '\0')
    return;

  if (ear_unasked_is_quiet (scene) || !ear_unasked_may_speak (scene)) {
    ear_unasked_notify (scene, wishes, "announcement", sensed->detail, sensed->value);
    return;
  }

  ssml = render_announcement (scene, sensed->value, sensed->detail);
  ear_unasked_speak (scene, wishes, "announcement", "announcement", ssml, NULL);
}

/* What could not be said at its time because somebody was talking. */
static void
meet_catch_up (const EarScene *scene,
               EarWishes      *wishes)
{
  static const char *const spoken[] = { "announcement", "doorbell", "motion", NULL };
  GPtrArray *all = ear_household_get_notifications (scene->household);
  const EarEvent *opened = ear_tape_peek (scene->tape, scene->state->last.opened);
  g_autoptr (GString) items = g_string_new (NULL);
  g_autoptr (EarWishes) read = ear_wishes_new ();
  g_autofree char *ssml = NULL;

  if (ear_unasked_is_quiet (scene) || !ear_unasked_may_speak (scene) || opened == NULL)
    return;

  for (guint i = 0; i < all->len; i++) {
    const EarNotification *notification = g_ptr_array_index (all, i);
    g_autofree char *item = NULL;

    if (notification->at < opened->at || !g_strv_contains (spoken, notification->kind))
      continue;
    item = render_item (scene, notification);
    g_string_append_printf (items, "%s%s", items->len > 0 ? " " : "", item);
    note_read (notification, read);
  }
  if (items->len == 0)
    return;

  ssml = render_around (scene, "notifications.meanwhile", items->str, 0);
  ear_unasked_speak (scene, wishes, "announcement", NULL, ssml, NULL);
  g_ptr_array_extend_and_steal (wishes, g_steal_pointer (&read));
}

static const char *
ear_notifications_skill_get_id (EarSkill *skill)
{
  return "notifications";
}

static void
ear_notifications_skill_meet (EarSkill       *skill,
                              const EarScene *scene,
                              EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "notifications.read", meet_read },
    { "notifications.next", meet_next },
    { "notifications.delete", meet_delete },
    { "notifications.catch-up", meet_catch_up },
    { "announce.make", meet_announce },
    { "sensed.notification", meet_notification },
    { "sensed.announcement", meet_heard },
    { "AMAZON.YesIntent", meet_yes },
    { "AMAZON.NextIntent", meet_next },
    { "AMAZON.NoIntent", meet_no },
    { "AMAZON.CancelIntent", meet_no },
    { "AMAZON.StopIntent", meet_no },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_notifications_skill_get_id;
  iface->meet = ear_notifications_skill_meet;
}
