/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EAR_TYPE_SECRETS (ear_secrets_get_type ())

/**
 * EarSecrets:
 *
 * Where keys and passwords of services are. Looked for in the environment (EARSHOT_SECRET_WOOCOMMERCE_KEY), then in the desktop's
 * keyring, then, where no keyring runs, in the file "secrets.ini" of the profile, which nobody else may read. Written to the
 * keyring, or to that file; never to the settings, a log or a message.
 */
G_DECLARE_FINAL_TYPE (EarSecrets, ear_secrets, EAR, SECRETS, GObject)

/**
 * EarSecretPlace:
 * @EAR_SECRET_NOWHERE: it was taken away
 * @EAR_SECRET_KEYRING: the desktop's
 * @EAR_SECRET_FILE: the file in the profile: the user should know
 */
typedef enum {
  EAR_SECRET_NOWHERE,
  EAR_SECRET_KEYRING,
  EAR_SECRET_FILE,
} EarSecretPlace;

EarSecrets     *ear_secrets_new           (const char           *folder) G_GNUC_WARN_UNUSED_RESULT;
char           *ear_secrets_dup_file      (EarSecrets           *self) G_GNUC_WARN_UNUSED_RESULT;
void            ear_secrets_lookup_async  (EarSecrets           *self,
                                           const char           *provider,
                                           const char           *key,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
char           *ear_secrets_lookup_finish (EarSecrets           *self,
                                           GAsyncResult         *result) G_GNUC_WARN_UNUSED_RESULT;
void            ear_secrets_store_async   (EarSecrets           *self,
                                           const char           *provider,
                                           const char           *key,
                                           const char           *value,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
gboolean        ear_secrets_store_finish  (EarSecrets           *self,
                                           GAsyncResult         *result,
                                           EarSecretPlace       *place,
                                           GError              **error);

G_END_DECLS
