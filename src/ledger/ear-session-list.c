/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-session-list.h"
#include "ledger/ear-archive-private.h"

typedef struct {
  gint64 number;
  gint64 opened;
} Entry;

/* Oldest first, so that a new session is added at the end; positions are counted from there. */
struct _EarSessionList {
  GObject     parent_instance;

  EarArchive *archive;
  GArray     *entries;
};

static GType
ear_session_list_get_item_type (GListModel *model)
{
  return EAR_TYPE_SESSION;
}

static guint
ear_session_list_get_n_items (GListModel *model)
{
  return EAR_SESSION_LIST (model)->entries->len;
}

static gpointer
ear_session_list_get_item (GListModel *model,
                           guint       position)
{
  EarSessionList *self = EAR_SESSION_LIST (model);

  if (position >= self->entries->len)
    return NULL;

  return ear_archive_dup_session (self->archive, g_array_index (self->entries, Entry, self->entries->len - 1 - position).number);
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = ear_session_list_get_item_type;
  iface->get_n_items = ear_session_list_get_n_items;
  iface->get_item = ear_session_list_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EarSessionList, ear_session_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
ear_session_list_finalize (GObject *object)
{
  EarSessionList *self = EAR_SESSION_LIST (object);

  g_object_unref (self->archive);
  g_array_unref (self->entries);

  G_OBJECT_CLASS (ear_session_list_parent_class)->finalize (object);
}

static void
ear_session_list_class_init (EarSessionListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_session_list_finalize;
}

static void
ear_session_list_init (EarSessionList *self)
{
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
}

EarSessionList *
ear_session_list_new (EarArchive *archive)
{
  EarSessionList *self = g_object_new (EAR_TYPE_SESSION_LIST, NULL);

  self->archive = g_object_ref (archive);

  return self;
}

/* ear_session_list_add:
 *
 * Puts a session where its beginning belongs; by a virtual clock that need not be the newest.
 */
void
ear_session_list_add (EarSessionList *self,
                      gint64          number,
                      gint64          opened)
{
  Entry entry = { number, opened };
  guint index = self->entries->len;

  while (index > 0 && g_array_index (self->entries, Entry, index - 1).opened > opened)
    index--;
  g_array_insert_val (self->entries, index, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - 1 - index, 0, 1);
}
