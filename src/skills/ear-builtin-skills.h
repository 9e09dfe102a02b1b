/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-skill.h"

G_BEGIN_DECLS

/* The skills that come with the device. Each has its models in data/skills/<id>/. */

#define EAR_TYPE_ADVERTS_SKILL (ear_adverts_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarAdvertsSkill, ear_adverts_skill, EAR, ADVERTS_SKILL, GObject)

#define EAR_TYPE_ALERTS_SKILL (ear_alerts_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarAlertsSkill, ear_alerts_skill, EAR, ALERTS_SKILL, GObject)

#define EAR_TYPE_ASSISTANT_SKILL (ear_assistant_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarAssistantSkill, ear_assistant_skill, EAR, ASSISTANT_SKILL, GObject)

#define EAR_TYPE_BOOKS_SKILL (ear_books_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarBooksSkill, ear_books_skill, EAR, BOOKS_SKILL, GObject)

#define EAR_TYPE_CALLS_SKILL (ear_calls_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarCallsSkill, ear_calls_skill, EAR, CALLS_SKILL, GObject)

#define EAR_TYPE_CHAT_SKILL (ear_chat_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarChatSkill, ear_chat_skill, EAR, CHAT_SKILL, GObject)

#define EAR_TYPE_CONNECTIONS_SKILL (ear_connections_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarConnectionsSkill, ear_connections_skill, EAR, CONNECTIONS_SKILL, GObject)

#define EAR_TYPE_DEVICE_SKILL (ear_device_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarDeviceSkill, ear_device_skill, EAR, DEVICE_SKILL, GObject)

#define EAR_TYPE_DOORBELL_SKILL (ear_doorbell_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarDoorbellSkill, ear_doorbell_skill, EAR, DOORBELL_SKILL, GObject)

#define EAR_TYPE_LISTS_SKILL (ear_lists_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarListsSkill, ear_lists_skill, EAR, LISTS_SKILL, GObject)

#define EAR_TYPE_MUSIC_SKILL (ear_music_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarMusicSkill, ear_music_skill, EAR, MUSIC_SKILL, GObject)

#define EAR_TYPE_NOTIFICATIONS_SKILL (ear_notifications_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarNotificationsSkill, ear_notifications_skill, EAR, NOTIFICATIONS_SKILL, GObject)

#define EAR_TYPE_ROUTINES_SKILL (ear_routines_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarRoutinesSkill, ear_routines_skill, EAR, ROUTINES_SKILL, GObject)

#define EAR_TYPE_SETTINGS_SKILL (ear_settings_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarSettingsSkill, ear_settings_skill, EAR, SETTINGS_SKILL, GObject)

#define EAR_TYPE_SHOPPING_SKILL (ear_shopping_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarShoppingSkill, ear_shopping_skill, EAR, SHOPPING_SKILL, GObject)

#define EAR_TYPE_SUBSCRIPTIONS_SKILL (ear_subscriptions_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarSubscriptionsSkill, ear_subscriptions_skill, EAR, SUBSCRIPTIONS_SKILL, GObject)

#define EAR_TYPE_WEATHER_SKILL (ear_weather_skill_get_type ())
G_DECLARE_FINAL_TYPE (EarWeatherSkill, ear_weather_skill, EAR, WEATHER_SKILL, GObject)

G_END_DECLS
