/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-offline.h"

#include "model/ear-paths.h"

#include <glib/gi18n.h>

static const EarOfflineService *const services[EAR_N_SERVICE_KINDS] = {
  [EAR_SERVICE_WEATHER] = &ear_weather_offline,
  [EAR_SERVICE_MUSIC] = &ear_music_offline,
  [EAR_SERVICE_SHOP] = &ear_shop_offline,
  [EAR_SERVICE_ADS] = &ear_ads_offline,
  [EAR_SERVICE_ASSISTANT] = &ear_assistant_offline,
  [EAR_SERVICE_BOOKS] = &ear_books_offline,
};

struct _EarOffline {
  GObject                  parent_instance;

  EarServiceKind           kind;
  const EarOfflineService *service;
  char                    *path;
  char                    *folder;
  gpointer                 catalog;
};

static void provider_iface_init (EarProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarOffline, ear_offline, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_PROVIDER, provider_iface_init))

static EarServiceKind
ear_offline_get_kind (EarProvider *provider)
{
  return EAR_OFFLINE (provider)->kind;
}

static const char *
ear_offline_get_name (EarProvider *provider)
{
  return "offline";
}

static const char *
ear_offline_get_attribution (EarProvider *provider)
{
  return EAR_OFFLINE (provider)->service->attribution;
}

static const char *
ear_offline_get_title (EarProvider *provider)
{
  return N_("Embedded");
}

static void
ear_offline_ask_async (EarProvider         *provider,
                       const EarQuestion   *question,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);
  g_autoptr (GError) error = NULL;
  EarAnswer *answer = ear_offline_answer (EAR_OFFLINE (provider), question, &error);

  g_task_set_source_tag (task, ear_offline_ask_async);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) ear_answer_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static EarAnswer *
ear_offline_ask_finish (EarProvider   *provider,
                        GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
ear_offline_take_folder (EarProvider *provider,
                         const char  *folder)
{
  ear_offline_set_folder (EAR_OFFLINE (provider), folder);
}

static gint64
ear_offline_take_note (EarProvider           *provider,
                       const EarPlaybackNote *note)
{
  EarOffline *self = EAR_OFFLINE (provider);

  if (self->catalog != NULL && self->service->take_note != NULL)
    self->service->take_note (self->catalog, note);

  return -1;
}

static void
provider_iface_init (EarProviderInterface *iface)
{
  iface->take_note = ear_offline_take_note;
  iface->set_folder = ear_offline_take_folder;
  iface->get_kind = ear_offline_get_kind;
  iface->get_name = ear_offline_get_name;
  iface->get_attribution = ear_offline_get_attribution;
  iface->get_title = ear_offline_get_title;
  iface->ask_async = ear_offline_ask_async;
  iface->ask_finish = ear_offline_ask_finish;
}

static void
ear_offline_finalize (GObject *object)
{
  EarOffline *self = EAR_OFFLINE (object);

  if (self->catalog != NULL)
    self->service->free (self->catalog);
  g_free (self->path);
  g_free (self->folder);

  G_OBJECT_CLASS (ear_offline_parent_class)->finalize (object);
}

static void
ear_offline_class_init (EarOfflineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_offline_finalize;
}

static void
ear_offline_init (EarOffline *self)
{
}

/* A file that is not there is a service that is not there; one that can not be read as it should is a bad answer. */
static gboolean
ensure_catalog (EarOffline  *self,
                GError     **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *found = NULL;
  const char *path = self->path;

  if (self->catalog != NULL || self->service->load == NULL)
    return TRUE;

  if (path == NULL)
    path = found = ear_paths_find_data (self->service->file, &local_error);
  if (path != NULL)
    self->catalog = self->service->load (path, &local_error);
  if (self->catalog != NULL && self->service->set_folder != NULL)
    self->service->set_folder (self->catalog, self->folder);
  if (self->catalog != NULL)
    return TRUE;

  g_set_error_literal (error, EAR_SERVICE_ERROR,
                       local_error->domain == G_IO_ERROR || local_error->domain == G_FILE_ERROR ? EAR_SERVICE_ERROR_OFFLINE
                                                                                                : EAR_SERVICE_ERROR_BAD_RESPONSE,
                       local_error->message);

  return FALSE;
}

/**
 * ear_offline_new:
 * @path: (nullable): its catalog; %NULL for the one that comes with the product
 */
EarProvider *
ear_offline_new (EarServiceKind  kind,
                 const char     *path)
{
  EarOffline *self;

  g_return_val_if_fail (kind < EAR_N_SERVICE_KINDS, NULL);

  self = g_object_new (EAR_TYPE_OFFLINE, NULL);
  self->kind = kind;
  self->service = services[kind];
  self->path = g_strdup (path);

  return EAR_PROVIDER (self);
}

/**
 * ear_offline_set_folder:
 * @folder: (nullable): the profile's, where the customer's own things are
 */
void
ear_offline_set_folder (EarOffline *self,
                        const char *folder)
{
  char *copy = g_strdup (folder);

  g_return_if_fail (EAR_IS_OFFLINE (self));

  g_free (self->folder);
  self->folder = copy;
  if (self->catalog != NULL && self->service->set_folder != NULL)
    self->service->set_folder (self->catalog, folder);
}

/**
 * ear_offline_answer:
 *
 * What asking answers, without a main loop.
 *
 * Returns: (transfer full) (nullable): the answer
 */
EarAnswer *
ear_offline_answer (EarOffline         *self,
                    const EarQuestion  *question,
                    GError            **error)
{
  g_return_val_if_fail (EAR_IS_OFFLINE (self), NULL);
  g_return_val_if_fail (question != NULL, NULL);

  if (!ensure_catalog (self, error))
    return NULL;

  return self->service->answer (self->catalog, question, error);
}

/**
 * ear_offline_refuse:
 *
 * Sets the error for an operation that a service of @kind does not have.
 *
 * Returns: %FALSE
 */
gboolean
ear_offline_refuse (const EarQuestion  *question,
                    EarServiceKind      kind,
                    GError            **error)
{
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("%s: the service “offline” can not do “%s”."),
               ear_service_kind_get_label (kind), question->operation ? question->operation : "");

  return FALSE;
}
