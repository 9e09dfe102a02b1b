/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-microphone"
#include "config.h"

#include "audio/ear-microphone-private.h"

#include <math.h>
#include <string.h>

#include "audio/ear-attention.h"
#include "audio/ear-audio-error.h"
#include "audio/ear-capture-private.h"
#include "audio/ear-echo-guard-private.h"
#include "audio/ear-gst-private.h"
#include "audio/ear-home-private.h"

#include <glib/gi18n.h>

#define RATE 16000
#define LEVEL_SAMPLES (RATE / 20)

/* The actor's own; nobody else touches it. */
typedef struct {
  EarHome      *home;
  char         *source;
  EarAttention *attention;
  EarCapture   *capture;
  EarEchoGuard *guard;
  gboolean      is_deaf;        /* the language cannot be recognized */
  gboolean      armed;
  gboolean      muted;
  int           is_silenced;    /* atomic: nothing is listened to from now on, even before the order to mute arrives */
  gboolean      failed;         /* to open; tried again when something is asked for */
  guint         turn;
  double        power;
  guint         n_power;
  gboolean      stopping;
} Actor;

struct _EarMicrophone {
  GObject       parent_instance;

  EarHome      *home;
  EarMixer     *mixer;          /* (nullable): music is ducked while listening */
  GMainContext *context;
  GThread      *thread;
  Actor        *actor;
  gboolean      listening;      /* as far as is known here */
  gboolean      muted;
  guint         turn;
};

static void ear_microphone_iface_init (EarListenerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarMicrophone, ear_microphone, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_LISTENER, ear_microphone_iface_init))

/* What the actor has to say. */
typedef struct {
  EarAttentionEvent *event;
  double             level;
  char              *code;
  char              *message;
  const char        *remedy;
} Report;

static void
report_free (gpointer data)
{
  Report *report = data;

  g_clear_pointer (&report->event, ear_attention_event_free);
  g_free (report->code);
  g_free (report->message);
  g_free (report);
}

static void
set_listening (EarMicrophone *self,
               gboolean       listening)
{
  self->listening = listening;
  if (self->mixer == NULL)
    return;

  ear_mix_set_listening (ear_mixer_lock (self->mixer), listening);
  ear_mixer_unlock (self->mixer);
}

/* What comes for a turn that is over is dropped here. */
static void
deliver_event (EarMicrophone           *self,
               const EarAttentionEvent *event)
{
  gint64 spoke = (gint64) ((event->end_s - event->start_s) * G_USEC_PER_SEC);
  gint64 decided = (gint64) ((event->decided_s - event->end_s) * G_USEC_PER_SEC);

  switch (event->type) {
  case EAR_ATTENTION_WOKEN:
    g_signal_emit_by_name (self, "woken", event->word, event->score);
    break;
  case EAR_ATTENTION_NEARLY:
    g_signal_emit_by_name (self, "nearly-woken", event->word, event->score);
    break;
  case EAR_ATTENTION_HEARD:
  case EAR_ATTENTION_LAPSED:
    if (!self->listening || event->turn != self->turn)
      break;
    set_listening (self, FALSE);
    if (event->type == EAR_ATTENTION_HEARD)
      g_signal_emit_by_name (self, "heard", event->turn, event->text, event->confidence, spoke, decided);
    else
      g_signal_emit_by_name (self, "lapsed", event->turn);
    break;
  default:
    g_return_if_reached ();
  }
}

static void
deliver (gpointer object,
         gpointer message)
{
  Report *report = message;
  gboolean was_heard = report->code == NULL && !(report->event && report->event->type == EAR_ATTENTION_LAPSED);

  /* What was heard before the microphone was cut off and arrives after it was not heard. */
  if (was_heard && EAR_MICROPHONE (object)->muted)
    return;

  if (report->event != NULL)
    deliver_event (object, report->event);
  else if (report->code != NULL)
    g_signal_emit_by_name (object, "failed", report->code, report->message, report->remedy);
  else
    g_signal_emit_by_name (object, "level", report->level);
}

static void
tell (Actor        *actor,
      const Report *report)
{
  ear_home_post (actor->home, deliver, g_memdup2 (report, sizeof *report), report_free);
}

static void
tell_failure (Actor        *actor,
              const char   *code,
              const GError *error,
              const char   *remedy)
{
  Report report = { .code = g_strdup (code), .message = g_strdup (error->message), .remedy = remedy };

  tell (actor, &report);
}

static void
tell_events (Actor *actor)
{
  Report report = { NULL };

  while ((report.event = ear_attention_pop (actor->attention)) != NULL)
    tell (actor, &report);
}

static void
lapse (Actor *actor)
{
  EarAttentionEvent event = { EAR_ATTENTION_LAPSED, .turn = actor->turn };
  Report report = { .event = g_memdup2 (&event, sizeof event) };

  ear_attention_cancel (actor->attention);
  tell (actor, &report);
}

static void
close_capture (Actor *actor)
{
  g_clear_pointer (&actor->capture, ear_capture_close);
}

static void
fail (Actor        *actor,
      const GError *error)
{
  g_autofree char *reason = ear_gst_dup_reason (error->message);
  g_autoptr (GError) whole = g_error_new (EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_DEVICE, _("The microphone does not work (%s)."), reason);

  actor->failed = TRUE;
  close_capture (actor);
  tell_failure (actor, "no-microphone", whole, _("Connect a microphone, or choose one in the sound settings. Typing works meanwhile."));
  if (ear_attention_is_listening (actor->attention))
    lapse (actor);
}

/* Brings the microphone to where it should be: open while there is something to listen for. */
static void
reconcile (Actor *actor)
{
  g_autoptr (GError) error = NULL;
  gboolean wanted = !actor->muted && !actor->failed && (actor->armed || ear_attention_is_listening (actor->attention));

  if (!wanted) {
    close_capture (actor);
  } else if (actor->capture == NULL) {
    ear_attention_reopen (actor->attention);
    ear_echo_guard_reopen (actor->guard);
    actor->capture = ear_capture_open (actor->source, &error);
    if (actor->capture == NULL)
      fail (actor, error);
  }
}

static void
measure (Actor        *actor,
         const gint16 *samples,
         gsize         n_samples)
{
  for (gsize i = 0; i < n_samples; i++) {
    actor->power += samples[i] / 32768.0 * (samples[i] / 32768.0);
    if (++actor->n_power == LEVEL_SAMPLES) {
      Report report = { .level = MIN (1, 4 * sqrt (actor->power / LEVEL_SAMPLES)) };

      tell (actor, &report);
      actor->power = 0;
      actor->n_power = 0;
    }
  }
}

static void
attend (Actor  *actor,
        GArray *samples)
{
  measure (actor, (gint16 *) (gpointer) samples->data, samples->len);
  ear_attention_feed (actor->attention, (gint16 *) (gpointer) samples->data, samples->len);
  tell_events (actor);
}

static void
take (Actor  *actor,
      GArray *samples)
{
  g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (gint16));

  ear_echo_guard_feed (actor->guard, g_get_monotonic_time (), (gint16 *) (gpointer) samples->data, samples->len, rest);
  attend (actor, rest);
}

static void
finish (Actor *actor)
{
  g_autoptr (GArray) rest = g_array_new (FALSE, FALSE, sizeof (gint16));

  ear_echo_guard_flush (actor->guard, rest);
  attend (actor, rest);
  ear_attention_flush (actor->attention);
  tell_events (actor);
}

static void
hear (Actor *actor)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (gint16));
  g_autoptr (GError) error = NULL;

  switch (ear_capture_pull (actor->capture, samples, &error)) {
  case EAR_CAPTURE_SOUND:
    if (g_atomic_int_get (&actor->is_silenced))
      break;
    take (actor, samples);
    reconcile (actor);
    break;
  case EAR_CAPTURE_OVER:
    finish (actor);
    actor->failed = TRUE;
    close_capture (actor);
    break;
  case EAR_CAPTURE_FAILED:
    fail (actor, error);
    break;
  case EAR_CAPTURE_NOTHING:
  default:
    break;
  }
}

static void
actor_free (Actor *actor)
{
  close_capture (actor);
  g_object_unref (actor->attention);
  ear_echo_guard_free (actor->guard);
  ear_home_unref (actor->home);
  g_free (actor->source);
  g_free (actor);
}

typedef struct {
  GMainContext *context;
  Actor        *actor;
} Thread;

static gpointer
run (gpointer data)
{
  g_autofree Thread *thread = data;
  Actor *actor = thread->actor;

  g_main_context_push_thread_default (thread->context);
  while (!actor->stopping) {
    if (actor->capture != NULL)
      hear (actor);
    g_main_context_iteration (thread->context, actor->capture == NULL);
  }
  close_capture (actor);
  g_main_context_pop_thread_default (thread->context);
  g_main_context_unref (thread->context);

  return NULL;
}

typedef enum {
  ORDER_GRAMMAR,
  ORDER_ARM,
  ORDER_MUTE,
  ORDER_LISTEN,
  ORDER_RELEASE,
  ORDER_CANCEL,
  ORDER_STOP,
} OrderType;

typedef struct {
  OrderType  type;
  Actor     *actor;
  char      *text;              /* locale or wake word */
  char      *jsgf;
  gboolean   on;
  double     sensitivity;
  guint      turn;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_free (order->text);
  g_free (order->jsgf);
  g_free (order);
}

static void
obey_grammar (Actor       *actor,
              const Order *order)
{
  g_autoptr (GError) error = NULL;

  actor->is_deaf = g_ascii_strncasecmp (order->text, "en", 2) != 0;
  if (!ear_attention_set_grammar (actor->attention, actor->is_deaf ? NULL : order->jsgf, &error))
    tell_failure (actor, "recognizer", error, _("Install what is missing. Typing works meanwhile."));
}

static void
obey_arm (Actor       *actor,
          const Order *order)
{
  g_autoptr (GError) error = NULL;

  actor->failed = FALSE;
  actor->armed = order->on && ear_attention_arm (actor->attention, order->text, order->sensitivity, &error);
  if (!order->on)
    ear_attention_disarm (actor->attention);
  else if (!actor->armed)
    tell_failure (actor, "recognizer", error, _("Choose another wake word, or hold the action button to talk."));
}

static void
obey_listen (Actor       *actor,
             const Order *order)
{
  g_autoptr (GError) error = NULL;

  actor->turn = order->turn;
  actor->failed = FALSE;
  if (actor->muted) {
    lapse (actor);
  } else if (actor->is_deaf) {
    error = g_error_new (EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_MODEL, _("Only English is recognized."));
    tell_failure (actor, "language", error, _("Type, or choose English."));
    lapse (actor);
  } else {
    ear_attention_listen (actor->attention, order->turn, order->on);
    tell_events (actor);
  }
}

static gboolean
on_order (gpointer user_data)
{
  Order *order = user_data;
  Actor *actor = order->actor;

  switch (order->type) {
  case ORDER_GRAMMAR:
    obey_grammar (actor, order);
    break;
  case ORDER_ARM:
    obey_arm (actor, order);
    break;
  case ORDER_MUTE:
    actor->muted = order->on;
    if (actor->muted && ear_attention_is_listening (actor->attention))
      lapse (actor);
    break;
  case ORDER_LISTEN:
    obey_listen (actor, order);
    break;
  case ORDER_RELEASE:
    ear_attention_release (actor->attention);
    tell_events (actor);
    break;
  case ORDER_CANCEL:
    ear_attention_cancel (actor->attention);
    break;
  case ORDER_STOP:
    actor->stopping = TRUE;
    return G_SOURCE_REMOVE;
  default:
    g_return_val_if_reached (G_SOURCE_REMOVE);
  }
  reconcile (actor);

  return G_SOURCE_REMOVE;
}

static void
give_order (EarMicrophone *self,
            const Order   *values)
{
  g_autoptr (GSource) source = g_idle_source_new ();
  Order *order = g_memdup2 (values, sizeof *values);

  order->actor = self->actor;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, on_order, order, order_free);
  g_source_attach (source, self->context);
}

static void
ear_microphone_set_grammar (EarListener *listener,
                            const char  *locale,
                            const char  *jsgf)
{
  Order order = { ORDER_GRAMMAR, .text = g_strdup (locale), .jsgf = g_strdup (jsgf) };

  give_order (EAR_MICROPHONE (listener), &order);
}

static void
ear_microphone_set_armed (EarListener *listener,
                          gboolean     armed,
                          const char  *word,
                          double       sensitivity)
{
  Order order = { ORDER_ARM, .on = armed, .text = g_strdup (word), .sensitivity = sensitivity };

  give_order (EAR_MICROPHONE (listener), &order);
}

static void
ear_microphone_set_muted (EarListener *listener,
                          gboolean     muted)
{
  EarMicrophone *self = EAR_MICROPHONE (listener);
  Order order = { ORDER_MUTE, .on = muted };

  self->muted = muted;
  g_atomic_int_set (&self->actor->is_silenced, muted);
  give_order (self, &order);
}

static void
ear_microphone_listen (EarListener *listener,
                       guint        turn,
                       gboolean     held)
{
  EarMicrophone *self = EAR_MICROPHONE (listener);
  Order order = { ORDER_LISTEN, .turn = turn, .on = held };

  self->turn = turn;
  set_listening (self, TRUE);
  give_order (self, &order);
}

static void
ear_microphone_release (EarListener *listener)
{
  Order order = { ORDER_RELEASE };

  give_order (EAR_MICROPHONE (listener), &order);
}

static void
ear_microphone_cancel (EarListener *listener)
{
  EarMicrophone *self = EAR_MICROPHONE (listener);
  Order order = { ORDER_CANCEL };

  set_listening (self, FALSE);
  give_order (self, &order);
}

static void
ear_microphone_iface_init (EarListenerInterface *iface)
{
  iface->set_grammar = ear_microphone_set_grammar;
  iface->set_armed = ear_microphone_set_armed;
  iface->set_muted = ear_microphone_set_muted;
  iface->listen = ear_microphone_listen;
  iface->release = ear_microphone_release;
  iface->cancel = ear_microphone_cancel;
}

static void
ear_microphone_dispose (GObject *object)
{
  EarMicrophone *self = EAR_MICROPHONE (object);
  Order stop = { ORDER_STOP };

  if (self->thread != NULL) {
    give_order (self, &stop);
    g_clear_pointer (&self->thread, g_thread_join);
  }
  g_clear_pointer (&self->home, ear_home_leave);
  g_clear_object (&self->mixer);

  G_OBJECT_CLASS (ear_microphone_parent_class)->dispose (object);
}

static void
ear_microphone_finalize (GObject *object)
{
  EarMicrophone *self = EAR_MICROPHONE (object);

  g_main_context_unref (self->context);
  g_clear_pointer (&self->actor, actor_free);

  G_OBJECT_CLASS (ear_microphone_parent_class)->finalize (object);
}

static void
ear_microphone_class_init (EarMicrophoneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_microphone_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_microphone_finalize;
}

static void
ear_microphone_init (EarMicrophone *self)
{
  self->home = ear_home_new (self);
  self->context = g_main_context_new ();
}

/*
 * ear_microphone_new:
 * @source: (nullable): a GStreamer description of where sound comes from
 * @model: (nullable): folder of the speech model
 * @mixer: (nullable): whose music is ducked while somebody is listened to, and whose sound is not heard
 */
EarMicrophone *
ear_microphone_new (const char *source,
                    const char *model,
                    EarMixer   *mixer)
{
  EarMicrophone *self = g_object_new (EAR_TYPE_MICROPHONE, NULL);
  Thread *thread = g_new (Thread, 1);

  self->mixer = mixer ? g_object_ref (mixer) : NULL;
  self->actor = g_new0 (Actor, 1);
  self->actor->home = ear_home_ref (self->home);
  self->actor->source = g_strdup (source);
  self->actor->attention = ear_attention_new (model);
  self->actor->guard = ear_echo_guard_new (mixer ? ear_mixer_get_reference (mixer) : NULL);
  *thread = (Thread) { g_main_context_ref (self->context), self->actor };
  self->thread = g_thread_new ("ear-microphone", run, thread);

  return self;
}
