/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-services"

#include "config.h"

#include "services/ear-shop-feed.h"

#include "services/ear-feed.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define NAME "feed"
#define TITLE N_("A file of products")
#define MAX_BYTES (32 * 1024 * 1024)
/* More of them than these nobody reads in a log. */
#define MAX_LOGGED 5

struct _EarShopFeed {
  GObject    parent_instance;

  EarConfig *config;
  EarFeed   *feed;              /* as the file was */
  char      *path;
  gint64     changed;
  goffset    size;
};

static void provider_iface_init (EarProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarShopFeed, ear_shop_feed, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_PROVIDER, provider_iface_init))

/* A file that is being read, and for what. */
typedef struct {
  EarQuestion *question;
  char        *path;
  gint64       changed;
  goffset      size;
} Reading;

static void
reading_free (Reading *reading)
{
  ear_question_free (reading->question);
  g_free (reading->path);
  g_free (reading);
}

static gboolean
look (Reading  *reading,
      GError  **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (reading->path);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE ","
                                                  G_FILE_ATTRIBUTE_TIME_MODIFIED "," G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC,
                                                  G_FILE_QUERY_INFO_NONE, NULL, &cause);

  if (info == NULL) {
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP, _("The products can not be read: %s. Choose another file in the preferences."),
                 cause->message);
  } else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) > MAX_BYTES) {
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP, _("%s is no file of at most 32 MiB. Choose another one in the preferences."),
                 reading->path);
  } else {
    reading->size = g_file_info_get_size (info);
    reading->changed = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * G_USEC_PER_SEC +
                       g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
    return TRUE;
  }

  return FALSE;
}

static void
read_file (GTask        *task,
           gpointer      source,
           gpointer      task_data,
           GCancellable *cancellable)
{
  Reading *reading = task_data;
  g_autofree char *contents = NULL;
  g_autoptr (GError) cause = NULL;
  EarFeed *feed;
  gsize length;

  if (!g_file_get_contents (reading->path, &contents, &length, &cause)) {
    g_task_return_new_error (task, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP,
                             _("The products can not be read: %s. Choose another file in the preferences."), cause->message);
    return;
  }
  feed = ear_feed_read (contents, length, &cause);
  if (feed != NULL)
    g_task_return_pointer (task, feed, (GDestroyNotify) ear_feed_free);
  else
    g_task_return_new_error (task, EAR_SERVICE_ERROR, cause->code, "%s: %s", reading->path, cause->message);
}

static void
answer (EarShopFeed *self,
        GTask       *task)
{
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  EarAnswer *found = ear_store_answer (self->feed->store, reading->question, &error);

  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify) ear_answer_free);
  else
    g_task_return_error (task, error);
}

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  EarShopFeed *self = EAR_SHOP_FEED (source);
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  EarFeed *feed = g_task_propagate_pointer (G_TASK (result), &error);

  if (feed == NULL) {
    g_task_return_error (task, error);
    return;
  }

  g_clear_pointer (&self->feed, ear_feed_free);
  self->feed = feed;
  g_free (self->path);
  self->path = g_strdup (reading->path);
  self->changed = reading->changed;
  self->size = reading->size;
  for (guint i = 0; i < MIN (feed->complaints->len, MAX_LOGGED); i++)
    g_message ("%s, %s", self->path, (char *) g_ptr_array_index (feed->complaints, i));
  if (feed->complaints->len > MAX_LOGGED)
    g_message ("%s, and %u more", self->path, feed->complaints->len - MAX_LOGGED);
  answer (self, task);
}

static void
ear_shop_feed_ask_async (EarProvider         *provider,
                         const EarQuestion   *question,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  EarShopFeed *self = EAR_SHOP_FEED (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data), reader = NULL;
  Reading *reading = g_new0 (Reading, 1);
  GError *error = NULL;

  reading->question = ear_question_copy (question);
  reading->path = g_strdup (ear_config_get (self->config, "file"));
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  if (!look (reading, &error)) {
    g_task_return_error (task, error);
    return;
  }
  if (self->feed != NULL && g_strcmp0 (self->path, reading->path) == 0 && self->changed == reading->changed && self->size == reading->size) {
    answer (self, task);
    return;
  }

  reader = g_task_new (self, cancellable, on_read, g_object_ref (task));
  g_task_set_task_data (reader, reading, NULL);
  g_task_run_in_thread (reader, read_file);
}

static EarAnswer *
ear_shop_feed_ask_finish (EarProvider   *provider,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static EarServiceKind
ear_shop_feed_get_kind (EarProvider *provider)
{
  return EAR_SERVICE_SHOP;
}

static const char *
ear_shop_feed_get_name (EarProvider *provider)
{
  return NAME;
}

static const char *
ear_shop_feed_get_title (EarProvider *provider)
{
  return TITLE;
}

static const char *
ear_shop_feed_get_attribution (EarProvider *provider)
{
  return N_("Your own products; nothing is really ordered");
}

static EarConfig *
ear_shop_feed_get_config (EarProvider *provider)
{
  return EAR_SHOP_FEED (provider)->config;
}

static void
provider_iface_init (EarProviderInterface *iface)
{
  iface->get_kind = ear_shop_feed_get_kind;
  iface->get_name = ear_shop_feed_get_name;
  iface->get_title = ear_shop_feed_get_title;
  iface->get_attribution = ear_shop_feed_get_attribution;
  iface->get_config = ear_shop_feed_get_config;
  iface->ask_async = ear_shop_feed_ask_async;
  iface->ask_finish = ear_shop_feed_ask_finish;
}

static void
ear_shop_feed_finalize (GObject *object)
{
  EarShopFeed *self = EAR_SHOP_FEED (object);

  g_clear_object (&self->config);
  g_clear_pointer (&self->feed, ear_feed_free);
  g_free (self->path);

  G_OBJECT_CLASS (ear_shop_feed_parent_class)->finalize (object);
}

static void
ear_shop_feed_class_init (EarShopFeedClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_shop_feed_finalize;
}

static void
ear_shop_feed_init (EarShopFeed *self)
{
  static const EarSetting settings[] = {
    { .key = "file", .type = EAR_SETTING_FILE, .label = N_("File"), .required = TRUE },
  };

  self->config = ear_config_new (_(TITLE), settings, G_N_ELEMENTS (settings));
}

EarProvider *
ear_shop_feed_new (void)
{
  return g_object_new (EAR_TYPE_SHOP_FEED, NULL);
}
