/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light-theme.h"
#include "services/ear-traffic.h"
#include "speaker/ear-profile.h"
#include "speaker/ear-service-settings.h"
#include "speaker/ear-speaker.h"

G_BEGIN_DECLS

/**
 * EarDeviceOptions:
 * @profile: (nullable): folder of settings and archive
 * @clock: (nullable): where a virtual clock stands still
 * @locale: (nullable): language of the device instead of the profile's
 * @seed: of all dice
 * @silent: no microphone and no sound
 */
typedef struct {
  char    *profile;
  char    *clock;
  char    *locale;
  gint64   seed;
  gboolean silent;
} EarDeviceOptions;

#define EAR_TYPE_DEVICE (ear_device_get_type ())

/**
 * EarDevice:
 *
 * A speaker with its profile, archive, services and sound, put together for a window.
 */
G_DECLARE_FINAL_TYPE (EarDevice, ear_device, EAR, DEVICE, GObject)

EarDevice  *ear_device_new              (const EarDeviceOptions  *options,
                                         GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
EarSpeaker *ear_device_get_speaker      (EarDevice               *self);
EarArchive *ear_device_get_archive      (EarDevice               *self);
EarProfile *ear_device_get_profile      (EarDevice               *self);
EarServiceSettings *ear_device_get_service_settings (EarDevice   *self);
EarHttp    *ear_device_get_http         (EarDevice               *self);
EarTraffic *ear_device_get_traffic      (EarDevice               *self);
GPtrArray  *ear_device_get_notices      (EarDevice               *self);
EarSpeaker *ear_device_make_demo        (EarDevice               *self,
                                         EarClock                *clock,
                                         EarTape                 *past,
                                         GError                 **error) G_GNUC_WARN_UNUSED_RESULT;
void        ear_device_set_light_theme  (EarDevice               *self,
                                         const EarLightTheme     *theme);
gboolean    ear_device_try_tune         (EarDevice               *self,
                                         const EarTune           *tune);
void        ear_device_hear_file_async  (EarDevice               *self,
                                         GFile                   *file,
                                         GCancellable            *cancellable,
                                         GAsyncReadyCallback      callback,
                                         gpointer                 user_data);
gboolean    ear_device_hear_file_finish (EarDevice               *self,
                                         GAsyncResult            *result,
                                         GError                 **error);

G_END_DECLS
