/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-fault.h"

#include <glib/gi18n.h>

struct _EarFaultyProvider {
  GObject      parent_instance;

  EarProvider *provider;
  EarFault     fault;
  guint        n_asked;
};

static void provider_iface_init (EarProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarFaultyProvider, ear_faulty_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_PROVIDER, provider_iface_init))

/* A question that is held up. Whichever comes first ends the wait: its time, or a cancel. */
typedef struct {
  EarQuestion *question;
  EarMishap    mishap;
  GSource     *delay;
  GSource     *cancel;
} Wait;

static void
clear_source (GSource **source)
{
  if (*source != NULL) {
    g_source_destroy (*source);
    g_clear_pointer (source, g_source_unref);
  }
}

static void
wait_free (Wait *wait)
{
  clear_source (&wait->delay);
  clear_source (&wait->cancel);
  ear_question_free (wait->question);
  g_free (wait);
}

/* What went wrong in the words of the fault, e.g. "offline, status 503": settings, not language. */
static GError *
make_error (EarFaultyProvider *self,
            const EarMishap   *mishap)
{
  g_autoptr (GString) how = g_string_new (ear_service_error_to_code (&(GError) { EAR_SERVICE_ERROR, mishap->code, NULL }));

  if (mishap->status != 0)
    g_string_append_printf (how, ", status=%u", mishap->status);
  if (self->fault.retry_after != 0)
    g_string_append_printf (how, ", retry-after=%u", self->fault.retry_after);

  /* Translators: a kind of service such as “Weather”, a name such as “offline”, and settings of a fault. */
  return g_error_new (EAR_SERVICE_ERROR, mishap->code, _("%s: the service “%s” is made to fail (%s). Switch its fault off to reach it."),
                      ear_service_kind_get_label (ear_provider_get_kind (self->provider)), ear_provider_get_name (self->provider),
                      how->str);
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  EarAnswer *answer = ear_provider_ask_finish (EAR_PROVIDER (source), result, &error);

  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) ear_answer_free);
  else
    g_task_return_error (task, error);
}

static void
go_on (GTask *task)
{
  EarFaultyProvider *self = g_task_get_source_object (task);
  Wait *wait = g_task_get_task_data (task);

  clear_source (&wait->delay);
  clear_source (&wait->cancel);
  if (wait->mishap.fails)
    g_task_return_error (task, make_error (self, &wait->mishap));
  else
    ear_provider_ask_async (self->provider, wait->question, g_task_get_cancellable (task), on_answered, g_object_ref (task));
}

static gboolean
on_delay_over (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));

  go_on (task);

  return G_SOURCE_REMOVE;
}

static gboolean
on_canceled (GCancellable *cancellable,
             gpointer      user_data)
{
  g_autoptr (GTask) task = g_object_ref (G_TASK (user_data));
  Wait *wait = g_task_get_task_data (task);

  clear_source (&wait->delay);
  clear_source (&wait->cancel);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

static GSource *
attach_source (GSource     *source,
               GSourceFunc  func,
               GTask       *task)
{
  g_source_set_callback (source, func, g_object_ref (task), g_object_unref);
  g_source_attach (source, g_task_get_context (task));

  return source;
}

static void
ear_faulty_provider_ask_async (EarProvider         *provider,
                               const EarQuestion   *question,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  EarFaultyProvider *self = EAR_FAULTY_PROVIDER (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint n = self->n_asked++;
  gboolean befallen = ear_fault_befalls (&self->fault, n);
  guint delay = befallen ? ear_fault_get_delay (&self->fault, n) : 0;
  Wait *wait = g_new0 (Wait, 1);

  wait->question = ear_question_copy (question);
  g_task_set_task_data (task, wait, (GDestroyNotify) wait_free);

  if (befallen)
    wait->mishap = ear_fault_get_mishap (&self->fault, n);

  if (!wait->mishap.hang && delay == 0) {
    go_on (task);
    return;
  }

  /* Who hangs waits for the caller's deadline or cancel, and for nothing else. */
  if (!wait->mishap.hang)
    wait->delay = attach_source (g_timeout_source_new (delay), on_delay_over, task);
  if (cancellable != NULL)
    wait->cancel = attach_source (g_cancellable_source_new (cancellable), G_SOURCE_FUNC (on_canceled), task);
}

static EarAnswer *
ear_faulty_provider_ask_finish (EarProvider   *provider,
                                GAsyncResult  *result,
                                GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static EarServiceKind
ear_faulty_provider_get_kind (EarProvider *provider)
{
  return ear_provider_get_kind (EAR_FAULTY_PROVIDER (provider)->provider);
}

static const char *
ear_faulty_provider_get_name (EarProvider *provider)
{
  return ear_provider_get_name (EAR_FAULTY_PROVIDER (provider)->provider);
}

static const char *
ear_faulty_provider_get_attribution (EarProvider *provider)
{
  return ear_provider_get_attribution (EAR_FAULTY_PROVIDER (provider)->provider);
}

static const char *
ear_faulty_provider_get_title (EarProvider *provider)
{
  return ear_provider_get_title (EAR_FAULTY_PROVIDER (provider)->provider);
}

static EarConfig *
ear_faulty_provider_get_config (EarProvider *provider)
{
  return ear_provider_get_config (EAR_FAULTY_PROVIDER (provider)->provider);
}

static void
provider_iface_init (EarProviderInterface *iface)
{
  iface->get_kind = ear_faulty_provider_get_kind;
  iface->get_name = ear_faulty_provider_get_name;
  iface->get_attribution = ear_faulty_provider_get_attribution;
  iface->get_title = ear_faulty_provider_get_title;
  iface->get_config = ear_faulty_provider_get_config;
  iface->ask_async = ear_faulty_provider_ask_async;
  iface->ask_finish = ear_faulty_provider_ask_finish;
}

static void
ear_faulty_provider_finalize (GObject *object)
{
  EarFaultyProvider *self = EAR_FAULTY_PROVIDER (object);

  g_object_unref (self->provider);

  G_OBJECT_CLASS (ear_faulty_provider_parent_class)->finalize (object);
}

static void
ear_faulty_provider_class_init (EarFaultyProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_faulty_provider_finalize;
}

static void
ear_faulty_provider_init (EarFaultyProvider *self)
{
}

EarProvider *
ear_faulty_provider_new (EarProvider    *provider,
                         const EarFault *fault)
{
  EarFaultyProvider *self;

  g_return_val_if_fail (EAR_IS_PROVIDER (provider), NULL);
  g_return_val_if_fail (fault != NULL, NULL);

  self = g_object_new (EAR_TYPE_FAULTY_PROVIDER, NULL);
  self->provider = g_object_ref (provider);
  self->fault = *fault;

  return EAR_PROVIDER (self);
}
