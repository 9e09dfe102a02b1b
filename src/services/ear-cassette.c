/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-cassette-private.h"

#include "services/ear-http-cache.h"

#include <glib/gi18n.h>

struct _EarCassette {
  GObject            parent_instance;

  char              *path;
  GFileOutputStream *stream;            /* NULL while it plays */
  GPtrArray         *takes;             /* of EarTaken; only what plays keeps them */
  guint              n_takes;
  GError            *error;
};

G_DEFINE_FINAL_TYPE (EarCassette, ear_cassette, G_TYPE_OBJECT)

static void
ear_cassette_finalize (GObject *object)
{
  EarCassette *self = EAR_CASSETTE (object);

  g_clear_object (&self->stream);
  g_ptr_array_unref (self->takes);
  g_clear_error (&self->error);
  g_free (self->path);

  G_OBJECT_CLASS (ear_cassette_parent_class)->finalize (object);
}

static void
ear_cassette_class_init (EarCassetteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_cassette_finalize;
}

static void
ear_cassette_init (EarCassette *self)
{
  self->takes = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_taken_free);
}

/* A whole line at once, so that a crash leaves whole lines. */
static gboolean
write_line (EarCassette  *self,
            JsonNode     *node,
            GError      **error)
{
  g_autofree char *text = ear_json_to_string (node), *line = g_strconcat (text, "\n", NULL);

  return g_output_stream_write_all (G_OUTPUT_STREAM (self->stream), line, strlen (line), NULL, NULL, error);
}

/**
 * ear_cassette_record:
 * @path: a file that is not there yet: no recording is written over
 * @error: it is there, or can not be written
 *
 * Returns: (transfer full) (nullable): a cassette that takes what ear_cassette_add() gives it
 */
EarCassette *
ear_cassette_record (const char  *path,
                     GError     **error)
{
  g_autoptr (EarCassette) self = g_object_new (EAR_TYPE_CASSETTE, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (JsonNode) head = ear_cassette_make_head ();
  g_autoptr (GError) cause = NULL;

  self->path = g_strdup (path);
  self->stream = g_file_create (file, G_FILE_CREATE_NONE, NULL, &cause);
  if (self->stream != NULL && write_line (self, head, &cause))
    return g_steal_pointer (&self);

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP,
                 _("%s: there is a cassette already. Play it, name another file, or take this one away."), path);
  else
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP, _("%s: no cassette can be written there: %s"), path, cause->message);

  return NULL;
}

/**
 * ear_cassette_load:
 * @path: a recording
 * @error: names the line that is wrong
 *
 * Returns: (transfer full) (nullable): a cassette that plays
 */
EarCassette *
ear_cassette_load (const char  *path,
                   GError     **error)
{
  g_autoptr (EarCassette) self = g_object_new (EAR_TYPE_CASSETTE, NULL);

  self->path = g_strdup (path);
  if (!ear_cassette_read (path, self->takes, error))
    return NULL;

  self->n_takes = self->takes->len;

  return g_steal_pointer (&self);
}

const char *
ear_cassette_get_path (EarCassette *self)
{
  g_return_val_if_fail (EAR_IS_CASSETTE (self), NULL);

  return self->path;
}

gboolean
ear_cassette_is_recording (EarCassette *self)
{
  g_return_val_if_fail (EAR_IS_CASSETTE (self), FALSE);

  return self->stream != NULL;
}

/**
 * ear_cassette_get_n_takes:
 *
 * Returns: how many calls are on it
 */
guint
ear_cassette_get_n_takes (EarCassette *self)
{
  g_return_val_if_fail (EAR_IS_CASSETTE (self), 0);

  return self->n_takes;
}

/**
 * ear_cassette_add:
 * @take: written at once
 *
 * What can not be written, on a full disk say, is told by ear_cassette_get_error(); nothing is recorded after that.
 */
void
ear_cassette_add (EarCassette   *self,
                  const EarTake *take)
{
  g_autoptr (JsonNode) node = NULL;

  g_return_if_fail (EAR_IS_CASSETTE (self));
  g_return_if_fail (self->stream != NULL);

  if (self->error != NULL)
    return;

  node = ear_cassette_make_line (take);
  if (write_line (self, node, &self->error))
    self->n_takes++;
}

/**
 * ear_cassette_get_error:
 *
 * Returns: (nullable) (transfer none): why nothing more is recorded
 */
const GError *
ear_cassette_get_error (EarCassette *self)
{
  g_return_val_if_fail (EAR_IS_CASSETTE (self), NULL);

  return self->error;
}

/* The first that was not played yet, else the last: who asks more often than the recording gets the last answer again. */
static EarTaken *
find_take (EarCassette *self,
           const char  *method,
           const char  *url,
           const char  *digest)
{
  EarTaken *last = NULL;

  for (guint i = 0; i < self->takes->len; i++) {
    EarTaken *take = g_ptr_array_index (self->takes, i);

    if (strcmp (take->method, method) != 0 || strcmp (take->url, url) != 0 || (digest != NULL && g_strcmp0 (take->digest, digest) != 0))
      continue;
    last = take;
    if (!take->played)
      break;
  }

  return last;
}

/**
 * ear_cassette_play:
 * @url: without its secrets
 * @sent: (nullable): the body that would go out, without them
 * @error: what the recording has as an error, or that it has no such call
 *
 * Finds what came back for the same method, address and body, in the order of the recording. Where no body is the same, as one
 * that tells the date, the address must do.
 *
 * Returns: (transfer full) (nullable): the answer
 */
EarHttpReply *
ear_cassette_play (EarCassette  *self,
                   const char   *method,
                   const char   *url,
                   GBytes       *sent,
                   GError      **error)
{
  g_autofree char *digest = ear_cassette_digest (sent);
  EarTaken *take;

  g_return_val_if_fail (EAR_IS_CASSETTE (self), NULL);

  take = find_take (self, method, url, digest);
  if (take == NULL && digest != NULL)
    take = find_take (self, method, url, NULL);
  if (take == NULL) {
    g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND,
                 _("%s has no answer to %s %s. Record it anew with this question."), self->path, method, url);
    return NULL;
  }

  take->played = TRUE;
  if (take->error != NULL) {
    g_propagate_error (error, g_error_copy (take->error));
    return NULL;
  }

  return ear_http_reply_copy (take->reply);
}
