/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-answer.h"
#include "services/ear-config.h"

G_BEGIN_DECLS

#define EAR_SERVICE_ERROR (ear_service_error_quark ())

/**
 * EarServiceError:
 * @EAR_SERVICE_ERROR_OFFLINE: the service can not be reached
 * @EAR_SERVICE_ERROR_TIMEOUT: it did not answer before the deadline
 * @EAR_SERVICE_ERROR_AUTH: it wants another key
 * @EAR_SERVICE_ERROR_RATE_LIMITED: it was asked too often
 * @EAR_SERVICE_ERROR_BAD_RESPONSE: its answer makes no sense
 * @EAR_SERVICE_ERROR_NOT_FOUND: it knows no such thing
 * @EAR_SERVICE_ERROR_UNSUPPORTED: it can not do that
 * @EAR_SERVICE_ERROR_OUT_OF_STOCK: sold out
 * @EAR_SERVICE_ERROR_LIMIT: its answer is too large
 * @EAR_SERVICE_ERROR_SETUP: a setting of it is missing or wrong
 */
typedef enum {
  EAR_SERVICE_ERROR_OFFLINE,
  EAR_SERVICE_ERROR_TIMEOUT,
  EAR_SERVICE_ERROR_AUTH,
  EAR_SERVICE_ERROR_RATE_LIMITED,
  EAR_SERVICE_ERROR_BAD_RESPONSE,
  EAR_SERVICE_ERROR_NOT_FOUND,
  EAR_SERVICE_ERROR_UNSUPPORTED,
  EAR_SERVICE_ERROR_OUT_OF_STOCK,
  EAR_SERVICE_ERROR_LIMIT,
  EAR_SERVICE_ERROR_SETUP,
} EarServiceError;

GQuark      ear_service_error_quark   (void);
const char *ear_service_error_to_code   (const GError    *error);
gboolean    ear_service_error_from_code (const char      *name,
                                         EarServiceError *code);

/**
 * EarPlaybackNote:
 * @id: of the advert, as in #EarAdvert
 * @state: as in PLAYBACK; or "going-on", "muted" or "unmuted"
 * @position_us: how far it has come
 * @audible: whether it can be heard
 * @now: µs since 1970 by the device's clock
 *
 * What becomes of an advert that a service answered with.
 */
typedef struct {
  const char *id;
  const char *state;
  gint64      position_us;
  gboolean    audible;
  gint64      now;
} EarPlaybackNote;

#define EAR_TYPE_PROVIDER (ear_provider_get_type ())

/**
 * EarProvider:
 *
 * Answers one kind of question: weather, music, shop, ads, assistant or books. One interface for all, because questions and
 * answers are plain values: faults, recordings and connectors then wrap any provider alike.
 */
G_DECLARE_INTERFACE (EarProvider, ear_provider, EAR, PROVIDER, GObject)

struct _EarProviderInterface {
  GTypeInterface parent_iface;

  EarServiceKind  (*get_kind)        (EarProvider          *self);
  const char     *(*get_name)        (EarProvider          *self);
  const char     *(*get_attribution) (EarProvider          *self);
  const char     *(*get_title)       (EarProvider          *self);      /* optional: its name will do */
  EarConfig      *(*get_config)      (EarProvider          *self);      /* optional: it has no settings */
  void            (*ask_async)       (EarProvider          *self,
                                      const EarQuestion    *question,
                                      GCancellable         *cancellable,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
  EarAnswer      *(*ask_finish)      (EarProvider          *self,
                                      GAsyncResult         *result,
                                      GError              **error);
  gint64          (*take_note)       (EarProvider           *self,      /* optional: it is not interested */
                                      const EarPlaybackNote *note);
  gboolean        (*is_busy)         (EarProvider          *self);      /* optional: only while it is asked something */
  void            (*set_folder)      (EarProvider          *self,       /* optional: it keeps nothing */
                                      const char           *folder);
};

EarServiceKind  ear_provider_get_kind        (EarProvider          *self);
const char     *ear_provider_get_name        (EarProvider          *self);
const char     *ear_provider_get_title       (EarProvider          *self);
const char     *ear_provider_get_attribution (EarProvider          *self);
EarConfig      *ear_provider_get_config      (EarProvider          *self);
guint           ear_provider_get_deadline_ms (EarServiceKind        kind);
gint64          ear_provider_take_note       (EarProvider           *self,
                                              const EarPlaybackNote *note);
gboolean        ear_provider_is_busy         (EarProvider          *self);
void            ear_provider_set_folder      (EarProvider          *self,
                                              const char           *folder);
const EarQuestion *ear_provider_get_sample   (EarServiceKind        kind);
void            ear_provider_ask_async       (EarProvider          *self,
                                              const EarQuestion    *question,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void            ear_provider_ask_within_async (EarProvider         *self,
                                               const EarQuestion   *question,
                                               guint                deadline_ms,
                                               GCancellable        *cancellable,
                                               GAsyncReadyCallback  callback,
                                               gpointer             user_data);
EarAnswer      *ear_provider_ask_finish      (EarProvider          *self,
                                              GAsyncResult         *result,
                                              GError              **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
