/* SPDX-License-Identifier: GPL-3.0-or-later */

/* ThreadSanitizer sees what is compiled with it, and the locks of pthread. GLib has locks and queues of its own, and Debian's
 * GLib is not compiled with it, so everything that they guard looks like a race. Here they are called as before, and
 * ThreadSanitizer is told what they guarantee. Linked into tests that are built with -Db_sanitize=thread only.
 */
#include <dlfcn.h>
#include <glib.h>
#include <sanitizer/tsan_interface.h>

#define REAL(name) ((__typeof__ (&name)) find_real (#name))

static gpointer
find_real (const char *name)
{
  return dlsym (RTLD_NEXT, name);
}

#define REAL_ONCE(variable, name) \
  static __typeof__ (&name) variable; \
  if (__atomic_load_n (&variable, __ATOMIC_RELAXED) == NULL) \
    __atomic_store_n (&variable, REAL (name), __ATOMIC_RELAXED)

#undef g_once_init_leave

void
g_mutex_lock (GMutex *mutex)
{
  REAL_ONCE (real, g_mutex_lock);
  real (mutex);
  __tsan_acquire (mutex);
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  gboolean is_locked;

  REAL_ONCE (real, g_mutex_trylock);
  is_locked = real (mutex);
  if (is_locked)
    __tsan_acquire (mutex);

  return is_locked;
}

void
g_mutex_unlock (GMutex *mutex)
{
  REAL_ONCE (real, g_mutex_unlock);
  __tsan_release (mutex);
  real (mutex);
}

void
g_once_init_leave (volatile void *location,
                   gsize          result)
{
  REAL_ONCE (real, g_once_init_leave);
  __tsan_release ((void *) location);
  real (location, result);
}

void
g_async_queue_push (GAsyncQueue *queue,
                    gpointer     data)
{
  REAL_ONCE (real, g_async_queue_push);
  __tsan_release (queue);
  real (queue, data);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  gpointer data;

  REAL_ONCE (real, g_async_queue_pop);
  data = real (queue);
  __tsan_acquire (queue);

  return data;
}

/* The last reference is let go of after all others. */
static __thread GDestroyNotify clear_box;

static void
acquire_and_clear (gpointer box)
{
  GDestroyNotify clear = clear_box;

  __tsan_acquire (box);
  if (clear != NULL)
    clear (box);
}

void
g_atomic_rc_box_release_full (gpointer       box,
                              GDestroyNotify clear)
{
  GDestroyNotify before = clear_box;

  REAL_ONCE (real, g_atomic_rc_box_release_full);
  __tsan_release (box);
  clear_box = clear;
  real (box, acquire_and_clear);
  clear_box = before;
}

/* What a source calls happens after the source was attached; the loop asks for it in the thread that calls. */
typedef struct {
  GSourceFunc    func;
  gpointer       data;
  GDestroyNotify notify;
} Callback;

static void
callback_ref (gpointer data)
{
  g_atomic_rc_box_acquire (data);
}

static void
callback_clear (gpointer data)
{
  Callback *callback = data;

  if (callback->notify != NULL)
    callback->notify (callback->data);
}

static void
callback_unref (gpointer data)
{
  g_atomic_rc_box_release_full (data, callback_clear);
}

static void
callback_get (gpointer     data,
              GSource     *source,
              GSourceFunc *func,
              gpointer    *func_data)
{
  Callback *callback = data;

  __tsan_acquire (source);
  *func = callback->func;
  *func_data = callback->data;
}

static GSourceCallbackFuncs callback_funcs = { callback_ref, callback_unref, callback_get };

void
g_source_set_callback (GSource        *source,
                       GSourceFunc     func,
                       gpointer        data,
                       GDestroyNotify  notify)
{
  Callback *callback = g_atomic_rc_box_new0 (Callback);

  *callback = (Callback) { func, data, notify };
  __tsan_release (source);
  g_source_set_callback_indirect (source, callback, &callback_funcs);
}

guint
g_source_attach (GSource      *source,
                 GMainContext *context)
{
  REAL_ONCE (real, g_source_attach);
  __tsan_release (source);

  return real (source, context);
}
