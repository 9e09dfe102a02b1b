/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-tape.h"
#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <inttypes.h>
#include <string.h>

/* The state is kept before every STRIDEth event, so that a look back folds at most that many. */
#define STRIDE 256
#define MAX_TAPE_BYTES (G_GINT64_CONSTANT (512) * 1024 * 1024)

struct _EarTapeItem {
  GObject   parent_instance;

  EarEvent *event;
  guint     position;
};

G_DEFINE_FINAL_TYPE (EarTapeItem, ear_tape_item, G_TYPE_OBJECT)

struct _EarTape {
  GObject    parent_instance;

  GPtrArray *events;
  GArray    *keyframes;
  EarState   state;
};

static GType
ear_tape_get_item_type (GListModel *model)
{
  return EAR_TYPE_TAPE_ITEM;
}

static guint
ear_tape_get_n_items (GListModel *model)
{
  return EAR_TAPE (model)->events->len;
}

static gpointer
ear_tape_get_item (GListModel *model,
                   guint       index)
{
  EarTape *self = EAR_TAPE (model);
  EarTapeItem *item;

  if (index >= self->events->len)
    return NULL;

  item = g_object_new (EAR_TYPE_TAPE_ITEM, NULL);
  item->event = ear_event_ref (g_ptr_array_index (self->events, index));
  item->position = index + 1;

  return item;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = ear_tape_get_item_type;
  iface->get_n_items = ear_tape_get_n_items;
  iface->get_item = ear_tape_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (EarTape, ear_tape, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static void
ear_tape_item_finalize (GObject *object)
{
  EarTapeItem *self = EAR_TAPE_ITEM (object);

  ear_event_unref (self->event);

  G_OBJECT_CLASS (ear_tape_item_parent_class)->finalize (object);
}

static void
ear_tape_item_class_init (EarTapeItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_tape_item_finalize;
}

static void
ear_tape_item_init (EarTapeItem *self)
{
}

static void
ear_tape_finalize (GObject *object)
{
  EarTape *self = EAR_TAPE (object);

  g_ptr_array_unref (self->events);
  g_array_unref (self->keyframes);

  G_OBJECT_CLASS (ear_tape_parent_class)->finalize (object);
}

static void
ear_tape_class_init (EarTapeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_tape_finalize;
}

static void
ear_tape_init (EarTape *self)
{
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_event_unref);
  self->keyframes = g_array_new (FALSE, FALSE, sizeof (EarState));
  self->state = (EarState) EAR_STATE_INIT;
}

EarTape *
ear_tape_new (void)
{
  return g_object_new (EAR_TYPE_TAPE, NULL);
}

/* Reads up to the end of a line; a line without end does not fill the memory. */
static gboolean
next_line (GBufferedInputStream  *stream,
           GString               *line,
           GError               **error)
{
  g_string_truncate (line, 0);

  for (;;) {
    gsize n;
    const char *buffer = g_buffered_input_stream_peek_buffer (stream, &n);
    const char *end = memchr (buffer, '\n', n);
    gsize length = end ? (gsize) (end - buffer) : n;
    gssize filled;

    if (line->len + length > EAR_EVENT_MAX_BYTES) {
      g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("longer than the limit of %d bytes"), EAR_EVENT_MAX_BYTES);
      return FALSE;
    }
    g_string_append_len (line, buffer, length);
    g_input_stream_skip (G_INPUT_STREAM (stream), length + (end != NULL), NULL, NULL);
    if (end != NULL)
      return TRUE;

    filled = g_buffered_input_stream_fill (stream, -1, NULL, error);
    if (filled <= 0)
      return filled == 0 && line->len > 0;
  }
}

static gboolean
read_header (const GString  *line,
             GError        **error)
{
  g_autoptr (JsonNode) node = ear_json_parse (line->str, line->len, NULL, error);
  gint64 version;

  if (node == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (node) || !json_object_has_member (json_node_get_object (node), "earshot-tape")) {
    g_set_error_literal (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE,
                         _("not a tape: it should begin with {\"earshot-tape\":1}. Export one with “earshot-cli sessions export --format tape”."));
    return FALSE;
  }
  if (!ear_json_get_int (json_node_get_object (node), "earshot-tape", 1, G_MAXINT64, &version, error))
    return FALSE;
  if (version > EAR_TAPE_VERSION) {
    g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT,
                 _("a tape of format %" PRId64 ", but this Earshot reads up to %d. Update Earshot."), version, EAR_TAPE_VERSION);
    return FALSE;
  }

  return TRUE;
}

static gboolean
read_line (EarTape        *self,
           const GString  *line,
           guint           number,
           GError        **error)
{
  EarEvent *event;

  if (number == 1)
    return read_header (line, error);
  if (line->len == 0 || strcmp (line->str, "\r") == 0)
    return TRUE;
  if (!(event = ear_event_from_json (line->str, line->len, error)))
    return FALSE;
  ear_tape_append (self, event);

  return TRUE;
}

/**
 * ear_tape_load:
 * @path: a file of JSON lines: a header with the version of the format, then one event a line
 * @error: names the file, the line and what is wrong
 *
 * Returns: (transfer full) (nullable): the tape
 */
EarTape *
ear_tape_load (const char  *path,
               GError     **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GInputStream) buffered = NULL;
  g_autoptr (EarTape) self = ear_tape_new ();
  g_autoptr (GString) line = g_string_new (NULL);
  g_autoptr (GError) local_error = NULL;
  gint64 n_bytes = 0;
  guint number = 0;

  if (stream == NULL)
    return NULL;

  buffered = g_buffered_input_stream_new_sized (G_INPUT_STREAM (stream), 64 * 1024);

  while (next_line (G_BUFFERED_INPUT_STREAM (buffered), line, &local_error)) {
    n_bytes += line->len;
    if (n_bytes > MAX_TAPE_BYTES)
      g_set_error_literal (&local_error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT, _("the tape is larger than the limit of 512 MiB"));
    if (local_error != NULL || !read_line (self, line, number + 1, &local_error))
      break;
    number++;
  }

  if (local_error == NULL && number == 0)
    g_set_error_literal (&local_error, EAR_JSON_ERROR, EAR_JSON_ERROR_MISSING, _("the file is empty"));
  if (local_error != NULL) {
    g_propagate_prefixed_error (error, g_steal_pointer (&local_error), _("%s, line %u: "), path, number + 1);
    return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * ear_tape_save:
 * @path: where to
 * @comparing: leave out what differs from run to run
 *
 * Writes the whole tape; the file is replaced at once or not at all.
 */
gboolean
ear_tape_save (EarTape     *self,
               const char  *path,
               gboolean     comparing,
               GError     **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_printf (text, "{\"earshot-tape\":%d}\n", EAR_TAPE_VERSION);

  for (guint i = 0; i < self->events->len; i++) {
    g_autofree char *line = ear_event_to_json (g_ptr_array_index (self->events, i), comparing);

    g_string_append (text, line);
    g_string_append_c (text, '\n');
  }

  return g_file_set_contents (path, text->str, text->len, error);
}

/**
 * ear_tape_append:
 * @event: (transfer full): what happened
 */
void
ear_tape_append (EarTape  *self,
                 EarEvent *event)
{
  guint index = self->events->len;

  if (index % STRIDE == 0)
    g_array_append_val (self->keyframes, self->state);

  ear_state_apply (&self->state, event);
  g_ptr_array_add (self->events, event);
  g_list_model_items_changed (G_LIST_MODEL (self), index, 0, 1);
}

guint
ear_tape_get_length (EarTape *self)
{
  return self->events->len;
}

/**
 * ear_tape_peek:
 * @position: 1 for the first event
 *
 * Returns: (transfer none) (nullable): the event, or %NULL at position 0
 */
const EarEvent *
ear_tape_peek (EarTape *self,
               guint    position)
{
  g_return_val_if_fail (position <= self->events->len, NULL);

  return position ? g_ptr_array_index (self->events, position - 1) : NULL;
}

/**
 * ear_tape_peek_last:
 * @before: look at this position and before it
 * @type: a kind of event
 *
 * Returns: (transfer none) (nullable): the last event of this kind within the open session
 */
const EarEvent *
ear_tape_peek_last (EarTape      *self,
                    guint         before,
                    EarEventType  type)
{
  for (guint i = MIN (before, self->events->len); i > 0; i--) {
    const EarEvent *event = g_ptr_array_index (self->events, i - 1);

    if (event->type == type)
      return event;
    if (event->type == EAR_EVENT_OPENED)
      return NULL;
  }

  return NULL;
}

/**
 * ear_tape_get_state:
 * @position: 0 for before everything
 *
 * Returns: the state after the event at @position
 */
EarState
ear_tape_get_state (EarTape *self,
                    guint    position)
{
  EarState state = EAR_STATE_INIT;
  guint from = 0;

  g_return_val_if_fail (position <= self->events->len, state);

  if (position == self->events->len)
    return self->state;
  if (self->keyframes->len > 0) {
    from = MIN (position / STRIDE, self->keyframes->len - 1);
    state = g_array_index (self->keyframes, EarState, from);
  }

  for (guint i = from * STRIDE; i < position; i++)
    ear_state_apply (&state, g_ptr_array_index (self->events, i));

  return state;
}

/**
 * ear_tape_item_get_event:
 *
 * Returns: (transfer none): the event
 */
EarEvent *
ear_tape_item_get_event (EarTapeItem *self)
{
  return self->event;
}

guint
ear_tape_item_get_position (EarTapeItem *self)
{
  return self->position;
}
