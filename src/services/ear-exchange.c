/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-exchange.h"

#include <string.h>

struct _EarExchange {
  GObject      parent_instance;

  EarHttpTrace trace;           /* owns what it points to */
};

G_DEFINE_FINAL_TYPE (EarExchange, ear_exchange, G_TYPE_OBJECT)

static void
ear_exchange_finalize (GObject *object)
{
  EarHttpTrace *trace = &EAR_EXCHANGE (object)->trace;

  g_free ((char *) trace->provider);
  g_free ((char *) trace->method);
  g_free ((char *) trace->url);
  g_strfreev ((GStrv) trace->request_headers);
  g_clear_pointer (&trace->headers, g_hash_table_unref);
  g_clear_pointer (&trace->sent, g_bytes_unref);
  g_clear_pointer (&trace->received, g_bytes_unref);
  g_clear_error ((GError **) &trace->error);

  G_OBJECT_CLASS (ear_exchange_parent_class)->finalize (object);
}

static void
ear_exchange_class_init (EarExchangeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_exchange_finalize;
}

static void
ear_exchange_init (EarExchange *self)
{
}

/**
 * ear_exchange_new:
 * @trace: of a call that has ended; it is copied
 */
EarExchange *
ear_exchange_new (const EarHttpTrace *trace)
{
  EarExchange *self = g_object_new (EAR_TYPE_EXCHANGE, NULL);

  g_return_val_if_fail (trace != NULL, self);

  self->trace = *trace;
  self->trace.provider = g_strdup (trace->provider);
  self->trace.method = g_strdup (trace->method);
  self->trace.url = g_strdup (trace->url);
  self->trace.request_headers = (const char *const *) g_strdupv ((GStrv) trace->request_headers);
  self->trace.headers = trace->headers ? g_hash_table_ref (trace->headers) : NULL;
  self->trace.sent = trace->sent ? g_bytes_ref (trace->sent) : NULL;
  self->trace.received = trace->received ? g_bytes_ref (trace->received) : NULL;
  self->trace.error = trace->error ? g_error_copy (trace->error) : NULL;

  return self;
}

const EarHttpTrace *
ear_exchange_peek (EarExchange *self)
{
  g_return_val_if_fail (EAR_IS_EXCHANGE (self), NULL);

  return &self->trace;
}

/**
 * ear_exchange_get_size:
 *
 * Returns: about how many bytes it occupies
 */
gsize
ear_exchange_get_size (EarExchange *self)
{
  const EarHttpTrace *trace = &self->trace;

  return sizeof *self + strlen (trace->url) + (trace->sent ? g_bytes_get_size (trace->sent) : 0) +
         (trace->received ? g_bytes_get_size (trace->received) : 0);
}

static void
append_option (GString    *command,
               const char *option,
               const char *value)
{
  g_autofree char *quoted = g_shell_quote (value);

  g_string_append_printf (command, " \\\n  %s %s", option, quoted);
}

/**
 * ear_exchange_dup_curl:
 *
 * Returns: (transfer full): a command for a shell that asks the same; secrets are *** in it, and to be filled in
 */
char *
ear_exchange_dup_curl (EarExchange *self)
{
  const EarHttpTrace *trace = &self->trace;
  const char *const *headers = trace->request_headers;
  g_autofree char *url = g_shell_quote (trace->url);
  GString *command = g_string_new ("curl");

  if (strcmp (trace->method, trace->sent ? "POST" : "GET") != 0)
    append_option (command, "--request", trace->method);
  for (guint i = 0; headers != NULL && headers[i] != NULL && headers[i + 1] != NULL; i += 2) {
    g_autofree char *header = g_strdup_printf ("%s: %s", headers[i], headers[i + 1]);

    append_option (command, "--header", header);
  }
  if (trace->sent != NULL) {
    g_autofree char *body = g_strndup (g_bytes_get_data (trace->sent, NULL), g_bytes_get_size (trace->sent));

    append_option (command, "--data-raw", body);
  }
  g_string_append_printf (command, " \\\n  %s", url);

  return g_string_free (command, FALSE);
}
