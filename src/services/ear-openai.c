/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-openai.h"

#include "services/ear-chat.h"
#include "services/ear-sse.h"

#include <glib/gi18n.h>

#define NAME "openai"
#define TITLE N_("OpenAI-compatible")
/* Where Ollama listens. */
#define URL "http://127.0.0.1:11434/v1"
#define FIRST_BYTE_MS 15000
#define DEADLINE_MS 60000
#define MAX_BYTES (1024 * 1024)

struct _EarOpenai {
  GObject    parent_instance;

  EarHttp   *http;
  EarConfig *config;
};

static void provider_iface_init (EarProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarOpenai, ear_openai, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (EAR_TYPE_PROVIDER, provider_iface_init))

/* An answer that is coming. */
typedef struct {
  EarSse  *sse;
  EarChat *chat;
} Reading;

static void
reading_free (Reading *reading)
{
  ear_sse_free (reading->sse);
  ear_chat_free (reading->chat);
  g_free (reading);
}

static gboolean
on_event (const char  *data,
          gpointer     user_data,
          GError     **error)
{
  return ear_chat_read_piece (user_data, data, error);
}

static gboolean
on_chunk (const char  *bytes,
          gsize        length,
          gpointer     user_data,
          GError     **error)
{
  Reading *reading = user_data;

  return ear_sse_feed (reading->sse, bytes, length, error);
}

static void
on_streamed (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (EarHttpReply) reply = ear_http_reply_finish (EAR_HTTP (source), result, &error);
  EarAnswer *answer = NULL;

  if (reply != NULL && ear_sse_end (reading->sse, &error))
    answer = ear_chat_to_answer (reading->chat, &error);
  if (answer != NULL)
    g_task_return_pointer (task, answer, (GDestroyNotify) ear_answer_free);
  else
    g_task_return_error (task, error);
}

static void
ear_openai_ask_async (EarProvider         *provider,
                      const EarQuestion   *question,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  EarOpenai *self = EAR_OPENAI (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  const char *base = ear_config_get (self->config, "url"), *key = ear_config_get (self->config, "key");
  g_autofree char *url = g_strconcat (base, "/chat/completions", NULL), *body = NULL, *bearer = NULL;
  GError *error = NULL;
  Reading *reading;

  if (g_strcmp0 (question->operation, "chat") != 0 && g_strcmp0 (question->operation, "assist") != 0) {
    g_task_return_new_error (task, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED, _("%s can not do “%s”."), _(TITLE),
                             question->operation ? question->operation : "");
    return;
  }
  if (!(body = ear_chat_make_body (question, ear_config_get (self->config, "model"), &error))) {
    g_task_return_error (task, error);
    return;
  }

  reading = g_new0 (Reading, 1);
  reading->chat = ear_chat_new ();
  reading->sse = ear_sse_new (on_event, reading->chat);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  bearer = key ? g_strconcat ("Bearer ", key, NULL) : NULL;
  ear_http_stream_async (self->http, &(EarHttpRequest) {
    .provider = NAME, .url = url, .body = body, .accept = "text/event-stream",
    .secret_header = bearer ? "Authorization" : NULL, .secret = bearer,
    .first_byte_ms = FIRST_BYTE_MS, .deadline_ms = DEADLINE_MS, .max_bytes = MAX_BYTES,
  }, on_chunk, reading, cancellable, on_streamed, g_object_ref (task));
}

static EarAnswer *
ear_openai_ask_finish (EarProvider   *provider,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static EarServiceKind
ear_openai_get_kind (EarProvider *provider)
{
  return EAR_SERVICE_ASSISTANT;
}

static const char *
ear_openai_get_name (EarProvider *provider)
{
  return NAME;
}

static const char *
ear_openai_get_title (EarProvider *provider)
{
  return TITLE;
}

static const char *
ear_openai_get_attribution (EarProvider *provider)
{
  return NULL;
}

static EarConfig *
ear_openai_get_config (EarProvider *provider)
{
  return EAR_OPENAI (provider)->config;
}

static void
provider_iface_init (EarProviderInterface *iface)
{
  iface->get_kind = ear_openai_get_kind;
  iface->get_name = ear_openai_get_name;
  iface->get_title = ear_openai_get_title;
  iface->get_attribution = ear_openai_get_attribution;
  iface->get_config = ear_openai_get_config;
  iface->ask_async = ear_openai_ask_async;
  iface->ask_finish = ear_openai_ask_finish;
}

static void
ear_openai_finalize (GObject *object)
{
  EarOpenai *self = EAR_OPENAI (object);

  g_clear_object (&self->http);
  g_clear_object (&self->config);

  G_OBJECT_CLASS (ear_openai_parent_class)->finalize (object);
}

static void
ear_openai_class_init (EarOpenaiClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_openai_finalize;
}

static void
ear_openai_init (EarOpenai *self)
{
  static const EarSetting settings[] = {
    { .key = "url", .type = EAR_SETTING_URL, .label = N_("Address"), .initial = URL },
    { .key = "model", .type = EAR_SETTING_TEXT, .label = N_("Model"), .required = TRUE },
    { .key = "key", .type = EAR_SETTING_SECRET, .label = N_("Key") },
  };

  self->config = ear_config_new (_(TITLE), settings, G_N_ELEMENTS (settings));
}

EarProvider *
ear_openai_new (EarHttp *http)
{
  EarOpenai *self;

  g_return_val_if_fail (EAR_IS_HTTP (http), NULL);

  self = g_object_new (EAR_TYPE_OPENAI, NULL);
  self->http = g_object_ref (http);

  return EAR_PROVIDER (self);
}
