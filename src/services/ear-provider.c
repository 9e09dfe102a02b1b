/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-provider.h"

#include <glib/gi18n.h>

#define DEADLINE_MS 10000
#define ASSISTANT_DEADLINE_MS 60000

G_DEFINE_QUARK (ear-service-error-quark, ear_service_error)
G_DEFINE_INTERFACE (EarProvider, ear_provider, G_TYPE_OBJECT)

static const char *const error_codes[] = {
  [EAR_SERVICE_ERROR_OFFLINE] = "offline",
  [EAR_SERVICE_ERROR_TIMEOUT] = "timeout",
  [EAR_SERVICE_ERROR_AUTH] = "auth",
  [EAR_SERVICE_ERROR_RATE_LIMITED] = "rate-limited",
  [EAR_SERVICE_ERROR_BAD_RESPONSE] = "bad-response",
  [EAR_SERVICE_ERROR_NOT_FOUND] = "not-found",
  [EAR_SERVICE_ERROR_UNSUPPORTED] = "unsupported",
  [EAR_SERVICE_ERROR_OUT_OF_STOCK] = "out-of-stock",
  [EAR_SERVICE_ERROR_LIMIT] = "limit",
  [EAR_SERVICE_ERROR_SETUP] = "setup",
};

/* One question under way. Whichever comes first settles it: the answer, the deadline, or a cancel. So it ends even
 * where the provider never does; an answer that comes later is dropped.
 */
typedef struct {
  GCancellable *inner;          /* what the provider gets */
  GSource      *deadline;
  GSource      *cancel;
  guint         deadline_ms;
  gboolean      settled;
} Ask;

static void
ask_free (Ask *ask)
{
  g_object_unref (ask->inner);
  g_free (ask);
}

static void
clear_source (GSource **source)
{
  if (*source != NULL) {
    g_source_destroy (*source);
    g_clear_pointer (source, g_source_unref);
  }
}

static void
settle (Ask *ask)
{
  ask->settled = TRUE;
  clear_source (&ask->deadline);
  clear_source (&ask->cancel);
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  EarProvider *self = EAR_PROVIDER (source);
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarAnswer) answer = EAR_PROVIDER_GET_IFACE (self)->ask_finish (self, result, &error);

  if (ask->settled)
    return;

  settle (ask);
  if (answer != NULL)
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) ear_answer_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static gboolean
on_deadline (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  EarProvider *self = g_task_get_source_object (task);
  Ask *ask = g_task_get_task_data (task);

  settle (ask);
  g_cancellable_cancel (ask->inner);
  g_task_return_new_error (task, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_TIMEOUT,
                           _("%s: the service “%s” did not answer within %.3g seconds. Try again, or choose another one."),
                           ear_service_kind_get_label (ear_provider_get_kind (self)), ear_provider_get_name (self),
                           ask->deadline_ms / 1000.0);

  return G_SOURCE_REMOVE;
}

static gboolean
on_canceled (GCancellable *cancellable,
             gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  Ask *ask = g_task_get_task_data (task);

  settle (ask);
  g_cancellable_cancel (ask->inner);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static GSource *
attach_source (GSource     *source,
               GSourceFunc  func,
               GTask       *task)
{
  g_source_set_callback (source, func, g_object_ref (task), g_object_unref);
  g_source_set_static_name (source, "[earshot] ear_provider_ask");
  g_source_attach (source, g_task_get_context (task));

  return source;
}

/**
 * ear_service_error_to_code:
 *
 * Returns: a word for @error that the tape and scripts may rely on, e.g. "rate-limited"; "canceled" for a cancel,
 *   "failed" for what is no error of a service
 */
const char *
ear_service_error_to_code (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == EAR_SERVICE_ERROR && error->code >= 0 && (guint) error->code < G_N_ELEMENTS (error_codes))
    return error_codes[error->code];
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "canceled";

  return "failed";
}

/**
 * ear_service_error_from_code:
 * @name: as ear_service_error_to_code() writes it
 *
 * Returns: whether there is such an error of a service
 */
gboolean
ear_service_error_from_code (const char      *name,
                             EarServiceError *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (error_codes); i++)
    if (strcmp (error_codes[i], name) == 0) {
      *code = i;
      return TRUE;
    }

  return FALSE;
}

static void
ear_provider_default_init (EarProviderInterface *iface)
{
}

EarServiceKind
ear_provider_get_kind (EarProvider *self)
{
  g_return_val_if_fail (EAR_IS_PROVIDER (self), 0);

  return EAR_PROVIDER_GET_IFACE (self)->get_kind (self);
}

/**
 * ear_provider_get_name:
 *
 * Returns: what it is chosen by, e.g. "offline"
 */
const char *
ear_provider_get_name (EarProvider *self)
{
  g_return_val_if_fail (EAR_IS_PROVIDER (self), NULL);

  return EAR_PROVIDER_GET_IFACE (self)->get_name (self);
}

/**
 * ear_provider_get_attribution:
 *
 * Returns: (nullable): whom to name where its answers are shown, in the language of the desktop
 */
const char *
ear_provider_get_attribution (EarProvider *self)
{
  const char *attribution;

  g_return_val_if_fail (EAR_IS_PROVIDER (self), NULL);

  attribution = EAR_PROVIDER_GET_IFACE (self)->get_attribution (self);

  return attribution ? _(attribution) : NULL;
}

/**
 * ear_provider_get_title:
 *
 * Returns: what people call it, e.g. "Open-Meteo"
 */
const char *
ear_provider_get_title (EarProvider *self)
{
  EarProviderInterface *iface;

  g_return_val_if_fail (EAR_IS_PROVIDER (self), NULL);

  iface = EAR_PROVIDER_GET_IFACE (self);

  return iface->get_title ? _(iface->get_title (self)) : iface->get_name (self);
}

/**
 * ear_provider_get_config:
 *
 * Returns: (transfer none) (nullable): its settings, which it reads whenever it is asked something; %NULL where it has none
 */
EarConfig *
ear_provider_get_config (EarProvider *self)
{
  EarProviderInterface *iface;

  g_return_val_if_fail (EAR_IS_PROVIDER (self), NULL);

  iface = EAR_PROVIDER_GET_IFACE (self);

  return iface->get_config ? iface->get_config (self) : NULL;
}

/**
 * ear_provider_take_note:
 *
 * Tells it what becomes of an advert; one that is not its own does not concern it.
 *
 * Returns: µs of playing after which it wants to know again; -1 where it need not
 */
gint64
ear_provider_take_note (EarProvider           *self,
                        const EarPlaybackNote *note)
{
  EarProviderInterface *iface;

  g_return_val_if_fail (EAR_IS_PROVIDER (self), -1);
  g_return_val_if_fail (note != NULL && note->id != NULL && note->state != NULL, -1);

  iface = EAR_PROVIDER_GET_IFACE (self);

  return iface->take_note ? iface->take_note (self, note) : -1;
}

/**
 * ear_provider_is_busy:
 *
 * Returns: whether it does something that nobody asked for and waits for; a program that ends should give it a moment
 */
gboolean
ear_provider_is_busy (EarProvider *self)
{
  EarProviderInterface *iface;

  g_return_val_if_fail (EAR_IS_PROVIDER (self), FALSE);

  iface = EAR_PROVIDER_GET_IFACE (self);

  return iface->is_busy && iface->is_busy (self);
}

/**
 * ear_provider_set_folder:
 * @folder: (nullable): the profile's, for what it keeps
 */
void
ear_provider_set_folder (EarProvider *self,
                         const char  *folder)
{
  EarProviderInterface *iface;

  g_return_if_fail (EAR_IS_PROVIDER (self));

  iface = EAR_PROVIDER_GET_IFACE (self);
  if (iface->set_folder)
    iface->set_folder (self, folder);
}

/**
 * ear_provider_get_sample:
 *
 * Returns: a question that any service of @kind can answer, to try whether it does
 */
const EarQuestion *
ear_provider_get_sample (EarServiceKind kind)
{
  static const EarQuestion samples[EAR_N_SERVICE_KINDS] = {
    [EAR_SERVICE_WEATHER] = { .operation = "forecast", .locale = "en-US", .text = "Berlin", .days = 1 },
    [EAR_SERVICE_MUSIC] = { .operation = "search", .locale = "en-US" },
    [EAR_SERVICE_SHOP] = { .operation = "search", .locale = "en-US", .text = "coffee" },
    [EAR_SERVICE_ADS] = { .operation = "pick", .locale = "en-US", .context = "weather" },
    [EAR_SERVICE_ASSISTANT] = { .operation = "chat", .locale = "en-US", .text = "What are you?" },
    [EAR_SERVICE_BOOKS] = { .operation = "search", .locale = "en-US" },
  };

  g_return_val_if_fail (kind < EAR_N_SERVICE_KINDS, NULL);

  return &samples[kind];
}

/**
 * ear_provider_get_deadline_ms:
 *
 * Returns: how long a service of @kind may take to answer
 */
guint
ear_provider_get_deadline_ms (EarServiceKind kind)
{
  return kind == EAR_SERVICE_ASSISTANT ? ASSISTANT_DEADLINE_MS : DEADLINE_MS;
}

/**
 * ear_provider_ask_async:
 * @question: need not outlive the call
 *
 * Asks. The answer or an error comes within the deadline of the kind, whatever the provider does.
 */
void
ear_provider_ask_async (EarProvider         *self,
                        const EarQuestion   *question,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_return_if_fail (EAR_IS_PROVIDER (self));

  ear_provider_ask_within_async (self, question, ear_provider_get_deadline_ms (ear_provider_get_kind (self)), cancellable,
                                 callback, user_data);
}

/**
 * ear_provider_ask_within_async:
 * @deadline_ms: when to give up
 *
 * As ear_provider_ask_async(), with another deadline. Finish it with ear_provider_ask_finish() too.
 */
void
ear_provider_ask_within_async (EarProvider         *self,
                               const EarQuestion   *question,
                               guint                deadline_ms,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  EarConfig *config;
  GError *error = NULL;
  Ask *ask;

  g_return_if_fail (EAR_IS_PROVIDER (self));
  g_return_if_fail (question != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  ask = g_new0 (Ask, 1);
  ask->inner = g_cancellable_new ();
  ask->deadline_ms = deadline_ms;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, ear_provider_ask_async);
  g_task_set_task_data (task, ask, (GDestroyNotify) ask_free);
  if (g_task_return_error_if_cancelled (task))
    return;
  config = ear_provider_get_config (self);
  if (config != NULL && !ear_config_check_complete (config, &error)) {
    g_task_return_error (task, error);
    return;
  }

  ask->deadline = attach_source (g_timeout_source_new (deadline_ms), on_deadline, task);
  if (cancellable != NULL)
    ask->cancel = attach_source (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_canceled), task);

  EAR_PROVIDER_GET_IFACE (self)->ask_async (self, question, ask->inner, on_answered, g_object_ref (task));
}

/**
 * ear_provider_ask_finish:
 * @error: an #EarServiceError, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the answer
 */
EarAnswer *
ear_provider_ask_finish (EarProvider   *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, ear_provider_ask_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
