/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-traffic.h"

#include "services/ear-har.h"

#include "model/ear-file.h"

#define MAX_EXCHANGES 500
#define MAX_BYTES (16 * 1024 * 1024)

struct _EarTraffic {
  GObject   parent_instance;

  EarHttp  *http;
  GQueue    exchanges;
  gsize     size;
};

static void list_model_iface_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarTraffic, ear_traffic, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static GType
ear_traffic_get_item_type (GListModel *list)
{
  return EAR_TYPE_EXCHANGE;
}

static guint
ear_traffic_get_n_items (GListModel *list)
{
  return g_queue_get_length (&EAR_TRAFFIC (list)->exchanges);
}

static gpointer
ear_traffic_get_item (GListModel *list,
                      guint       index)
{
  EarExchange *exchange = g_queue_peek_nth (&EAR_TRAFFIC (list)->exchanges, index);

  return exchange ? g_object_ref (exchange) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = ear_traffic_get_item_type;
  iface->get_n_items = ear_traffic_get_n_items;
  iface->get_item = ear_traffic_get_item;
}

static void
drop_oldest (EarTraffic *self)
{
  g_autoptr (EarExchange) oldest = g_queue_pop_head (&self->exchanges);

  self->size -= ear_exchange_get_size (oldest);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, 1, 0);
}

static void
on_trace (const EarHttpTrace *trace,
          gpointer            user_data)
{
  EarTraffic *self = user_data;
  EarExchange *exchange = ear_exchange_new (trace);

  self->size += ear_exchange_get_size (exchange);
  g_queue_push_tail (&self->exchanges, exchange);
  g_list_model_items_changed (G_LIST_MODEL (self), g_queue_get_length (&self->exchanges) - 1, 0, 1);
  while (g_queue_get_length (&self->exchanges) > MAX_EXCHANGES || (self->size > MAX_BYTES && g_queue_get_length (&self->exchanges) > 1))
    drop_oldest (self);
}

static void
ear_traffic_finalize (GObject *object)
{
  EarTraffic *self = EAR_TRAFFIC (object);

  ear_http_set_observer (self->http, NULL, NULL);
  g_object_unref (self->http);
  g_queue_clear_full (&self->exchanges, g_object_unref);

  G_OBJECT_CLASS (ear_traffic_parent_class)->finalize (object);
}

static void
ear_traffic_class_init (EarTrafficClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_traffic_finalize;
}

static void
ear_traffic_init (EarTraffic *self)
{
  g_queue_init (&self->exchanges);
}

/**
 * ear_traffic_new:
 * @http: whose calls are listed from now on; it has one observer, which is this
 */
EarTraffic *
ear_traffic_new (EarHttp *http)
{
  EarTraffic *self = g_object_new (EAR_TYPE_TRAFFIC, NULL);

  g_return_val_if_fail (EAR_IS_HTTP (http), self);

  self->http = g_object_ref (http);
  ear_http_set_observer (http, on_trace, self);

  return self;
}

void
ear_traffic_clear (EarTraffic *self)
{
  guint length;

  g_return_if_fail (EAR_IS_TRAFFIC (self));

  length = g_queue_get_length (&self->exchanges);
  g_queue_clear_full (&self->exchanges, g_object_unref);
  self->size = 0;
  g_list_model_items_changed (G_LIST_MODEL (self), 0, length, 0);
}

/**
 * ear_traffic_write_har:
 *
 * Writes all of it as an HTTP archive, which browsers' developer tools open.
 */
gboolean
ear_traffic_write_har (EarTraffic     *self,
                       GOutputStream  *stream,
                       GError        **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  g_return_val_if_fail (EAR_IS_TRAFFIC (self), FALSE);

  node = ear_har_make (G_LIST_MODEL (self));
  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, TRUE);

  return json_generator_to_stream (generator, stream, NULL, error);
}

static gboolean
write_har (GOutputStream  *stream,
           gpointer        traffic,
           GCancellable   *cancellable,
           GError        **error)
{
  return ear_traffic_write_har (traffic, stream, error);
}

/**
 * ear_traffic_save:
 * @file: replaced when all of it was written, or not at all
 */
gboolean
ear_traffic_save (EarTraffic  *self,
                  GFile       *file,
                  GError     **error)
{
  g_return_val_if_fail (EAR_IS_TRAFFIC (self), FALSE);

  return ear_file_replace (file, write_har, self, NULL, error);
}
