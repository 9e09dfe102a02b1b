/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "audio/ear-home-private.h"

struct _EarHome {
  gpointer      object;         /* (nullable): touched in the home thread only */
  GMainContext *context;
};

typedef struct {
  EarHome        *home;
  EarHomeFunc     func;
  gpointer        message;
  GDestroyNotify  destroy;
} Post;

EarHome *
ear_home_new (gpointer object)
{
  EarHome *self = g_atomic_rc_box_new0 (EarHome);

  self->object = object;
  self->context = g_main_context_ref_thread_default ();

  return self;
}

EarHome *
ear_home_ref (EarHome *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  g_main_context_unref (((EarHome *) data)->context);
}

void
ear_home_unref (EarHome *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/* The object goes: nothing is delivered any more. */
void
ear_home_leave (EarHome *self)
{
  self->object = NULL;
  ear_home_unref (self);
}

static void
post_free (gpointer data)
{
  Post *post = data;

  if (post->destroy)
    post->destroy (post->message);
  ear_home_unref (post->home);
  g_free (post);
}

static gboolean
on_arrival (gpointer data)
{
  Post *post = data;

  if (post->home->object != NULL) {
    g_autoptr (GObject) object = g_object_ref (post->home->object);

    post->func (object, post->message);
  }

  return G_SOURCE_REMOVE;
}

/*
 * ear_home_post:
 * @message: (transfer full): freed with @destroy, delivered or not
 */
void
ear_home_post (EarHome        *self,
               EarHomeFunc     func,
               gpointer        message,
               GDestroyNotify  destroy)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Post *post = g_new (Post, 1);

  *post = (Post) { ear_home_ref (self), func, message, destroy };
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_arrival, post, post_free);
  g_source_attach (source, self->context);
}
