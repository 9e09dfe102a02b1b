/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-session-list.h"
#include "ledger/ear-archive-private.h"

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

  return ear_archive_dup_session (self->archive, g_array_index (self->entries, EarSessionEntry, self->entries->len - 1 - position).number);
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
  self->entries = g_array_new (FALSE, FALSE, sizeof (EarSessionEntry));
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
  EarSessionEntry entry = { number, opened };
  guint index = self->entries->len;

  while (index > 0 && g_array_index (self->entries, EarSessionEntry, index - 1).opened > opened)
    index--;
  g_array_insert_val (self->entries, index, entry);
  g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - 1 - index, 0, 1);
}

/* ear_session_list_remove:
 *
 * Takes a session out, if it is in.
 */
void
ear_session_list_remove (EarSessionList *self,
                         gint64          number)
{
  for (guint i = self->entries->len; i-- > 0;)
    if (g_array_index (self->entries, EarSessionEntry, i).number == number) {
      g_array_remove_index (self->entries, i);
      g_list_model_items_changed (G_LIST_MODEL (self), self->entries->len - i, 1, 0);
      return;
    }
}

/* ear_session_list_set_entries:
 * @entries: (element-type EarSessionEntry): oldest first
 */
void
ear_session_list_set_entries (EarSessionList *self,
                              GArray         *entries)
{
  guint before = self->entries->len;

  g_array_unref (self->entries);
  self->entries = g_array_ref (entries);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before, entries->len);
}
