/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-jukebox"
#include "config.h"

#include "audio/ear-jukebox-private.h"

#include "audio/ear-content-private.h"
#include "audio/ear-home-private.h"
#include "audio/ear-tones-private.h"
#include "model/ear-focus.h"

/* What is wanted is known at once; content gets ready in the mixer's thread and is dropped there, too, if by then something
 * else is wanted.
 */
struct _EarJukebox {
  GObject     parent_instance;

  EarHome    *home;
  EarMixer   *mixer;
  EarLightTheme *theme;         /* or NULL for the classic one */
  guint       wanted;           /* number of the content that was asked for last; 0 for none */
  guint       n_asked;
  char       *token;            /* its token */
  EarContent *content;          /* it, once it is ready */
  gboolean    paused;
  gboolean    fading;           /* away; nothing follows it */
  int         volume;
  gboolean    ramp;

  guint       ring_wanted;      /* number of the recording to ring with; 0 for none */
  char       *ring_url;
  EarContent *ring_content;     /* it, once it is ready */
};

static void ear_jukebox_iface_init (EarPlayerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (EarJukebox, ear_jukebox, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (EAR_TYPE_PLAYER, ear_jukebox_iface_init))

/* An order on its way to the mixer's thread and back. */
typedef struct {
  EarHome    *home;
  guint       number;
  gboolean    rings;
  gboolean    mixable;
  char       *url;
  char       *locale;
  char       *ssml;
  EarContent *content;
  GError     *error;
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_clear_pointer (&order->content, ear_content_unref);
  g_clear_error (&order->error);
  ear_home_unref (order->home);
  g_free (order->url);
  g_free (order->locale);
  g_free (order->ssml);
  g_free (order);
}

static void
tell (EarJukebox *self,
      const char *state,
      const char *token,
      gint64      position,
      const char *message)
{
  g_signal_emit_by_name (self, "playback", state, token, position, self->volume > 0 && ear_mixer_is_audible (self->mixer), message);
}

static gboolean
on_drop (gpointer content)
{
  ear_content_close (content);

  return G_SOURCE_REMOVE;
}

/* Closing may take a moment, so it is done elsewhere. */
static void
drop (EarJukebox *self,
      EarContent *content)
{
  if (content != NULL)
    ear_mixer_invoke (self->mixer, on_drop, content, (GDestroyNotify) ear_content_unref);
}

/* Forgets what is playing; returns how far it came. */
static gint64
clear_content (EarJukebox *self)
{
  EarMix *mix = ear_mixer_lock (self->mixer);
  gint64 position = self->content ? ear_mix_get_position (mix) : 0;

  ear_mix_set_content (mix, 0, NULL, NULL);
  ear_mixer_unlock (self->mixer);
  drop (self, g_steal_pointer (&self->content));
  self->wanted = 0;
  self->paused = self->fading = FALSE;

  return position;
}

static void
end (EarJukebox *self,
     const char *state,
     const char *message)
{
  g_autofree char *token = g_steal_pointer (&self->token);
  gint64 position = clear_content (self);

  if (token != NULL)
    tell (self, state, token, position, message);
}

/* What rings has come, or has not; then the chime goes on. */
static void
deliver_ring (EarJukebox *self,
              Order      *order)
{
  if (order->number != self->ring_wanted) {
    drop (self, g_steal_pointer (&order->content));
    return;
  }
  if (order->content == NULL) {
    g_message ("An alert can not ring with %s: %s", order->url, order->error->message);
    return;
  }

  self->ring_content = g_steal_pointer (&order->content);
  ear_mix_set_ring_content (ear_mixer_lock (self->mixer), order->number, ear_content_pull, self->ring_content);
  ear_mixer_unlock (self->mixer);
}

static void
deliver_order (gpointer object,
               gpointer message)
{
  EarJukebox *self = object;
  Order *order = message;
  EarMix *mix;

  if (order->rings) {
    deliver_ring (self, order);
    return;
  }
  if (order->number != self->wanted) {
    drop (self, g_steal_pointer (&order->content));
    return;
  }
  if (order->content == NULL) {
    end (self, "failed", order->error->message);
    return;
  }

  self->content = g_steal_pointer (&order->content);
  mix = ear_mixer_lock (self->mixer);
  ear_mix_set_content (mix, order->number, ear_content_pull, self->content);
  ear_mix_set_mixable (mix, order->mixable);
  ear_mix_set_paused (mix, self->paused);
  ear_mixer_unlock (self->mixer);
}

/* In the mixer's thread. */
static gboolean
on_order (gpointer user_data)
{
  Order *order = user_data;
  Order *filled = g_memdup2 (order, sizeof *order);

  *order = (Order) { ear_home_ref (filled->home) };
  filled->content = ear_content_open (filled->url, filled->locale, filled->ssml, &filled->error);
  ear_home_post (filled->home, deliver_order, filled, order_free);

  return G_SOURCE_REMOVE;
}

static void
ear_jukebox_play (EarPlayer  *player,
                  const char *kind,
                  const char *token,
                  const char *url,
                  const char *locale,
                  const char *ssml)
{
  EarJukebox *self = EAR_JUKEBOX (player);
  Order *order = g_new0 (Order, 1);

  end (self, "stopped", NULL);
  self->wanted = ++self->n_asked;
  self->token = g_strdup (token);

  *order = (Order) {
    .home = ear_home_ref (self->home),
    .number = self->wanted,
    .mixable = ear_focus_is_mixable (kind),
    .url = g_strdup (url),
    .locale = g_strdup (locale),
    .ssml = g_strdup (ssml),
  };
  ear_mixer_invoke (self->mixer, on_order, order, order_free);
}

static void
set_paused (EarJukebox *self,
            gboolean    paused)
{
  EarMix *mix;
  gint64 position;

  if (self->wanted == 0 || self->paused == paused)
    return;

  self->paused = paused;
  mix = ear_mixer_lock (self->mixer);
  position = self->content ? ear_mix_get_position (mix) : 0;
  ear_mix_set_paused (mix, paused);
  ear_mixer_unlock (self->mixer);
  tell (self, paused ? "paused" : "resumed", self->token, position, NULL);
}

static void
ear_jukebox_pause (EarPlayer *player)
{
  set_paused (EAR_JUKEBOX (player), TRUE);
}

static void
ear_jukebox_resume (EarPlayer *player)
{
  set_paused (EAR_JUKEBOX (player), FALSE);
}

static void
ear_jukebox_stop (EarPlayer *player)
{
  end (EAR_JUKEBOX (player), "stopped", NULL);
}

static void
ear_jukebox_fade (EarPlayer *player)
{
  EarJukebox *self = EAR_JUKEBOX (player);
  EarMix *mix;

  /* What is not heard need not die away. */
  if (self->content == NULL || self->paused) {
    end (self, "stopped", NULL);
    return;
  }

  self->fading = TRUE;
  mix = ear_mixer_lock (self->mixer);
  ear_mix_fade_content (mix);
  ear_mixer_unlock (self->mixer);
}

static void
clear_ring (EarJukebox *self)
{
  ear_mix_set_ring_content (ear_mixer_lock (self->mixer), 0, NULL, NULL);
  ear_mixer_unlock (self->mixer);
  drop (self, g_steal_pointer (&self->ring_content));
  self->ring_wanted = 0;
}

static void
ear_jukebox_ring (EarPlayer  *player,
                  const char *kind)
{
  EarJukebox *self = EAR_JUKEBOX (player);
  EarMix *mix;

  clear_ring (self);
  mix = ear_mixer_lock (self->mixer);
  ear_mix_ring (mix, ear_tones_ring (self->theme, kind));
  ear_mix_set_short_ring (mix, ear_tones_short_ring ());
  if (self->ramp && g_str_equal (kind, "alarm"))
    ear_mix_ramp_ring (mix);
  ear_mixer_unlock (self->mixer);
}

static void
order_ring (EarJukebox *self)
{
  Order *order = g_new0 (Order, 1);

  clear_ring (self);
  self->ring_wanted = ++self->n_asked;
  *order = (Order) { .home = ear_home_ref (self->home), .number = self->ring_wanted, .rings = TRUE, .url = g_strdup (self->ring_url) };
  ear_mixer_invoke (self->mixer, on_order, order, order_free);
}

/* The chime that rings already rings on until the recording is ready. */
static void
ear_jukebox_ring_with (EarPlayer  *player,
                       const char *kind,
                       const char *url)
{
  EarJukebox *self = EAR_JUKEBOX (player);
  char *copy = g_strdup (url);

  g_free (self->ring_url);
  self->ring_url = copy;
  if (!ear_mix_is_ringing (ear_mixer_lock (self->mixer))) {
    ear_mixer_unlock (self->mixer);
    ear_jukebox_ring (player, kind);
  } else {
    ear_mixer_unlock (self->mixer);
  }
  order_ring (self);
}

static void
ear_jukebox_hush (EarPlayer *player)
{
  EarJukebox *self = EAR_JUKEBOX (player);

  clear_ring (self);
  ear_mix_hush_ring (ear_mixer_lock (self->mixer));
  ear_mixer_unlock (self->mixer);
}

/* From its start again, unless it broke. */
static void
on_ring_over (EarJukebox *self)
{
  g_autofree char *failure = self->ring_content ? ear_content_dup_failure (self->ring_content) : NULL;

  if (failure != NULL)
    clear_ring (self);
  else
    order_ring (self);
}

static void
ear_jukebox_chime (EarPlayer  *player,
                   const char *name)
{
  EarJukebox *self = EAR_JUKEBOX (player);

  ear_mix_chime (ear_mixer_lock (self->mixer), ear_tones_chime (self->theme, name));
  ear_mixer_unlock (self->mixer);
}

static void
ear_jukebox_set_volume (EarPlayer *player,
                        int        volume)
{
  EarJukebox *self = EAR_JUKEBOX (player);

  self->volume = CLAMP (volume, 0, 10);
  ear_mix_set_volume (ear_mixer_lock (self->mixer), self->volume);
  ear_mixer_unlock (self->mixer);
}

static void
ear_jukebox_set_alert_volume (EarPlayer *player,
                              int        volume)
{
  EarJukebox *self = EAR_JUKEBOX (player);

  ear_mix_set_alert_volume (ear_mixer_lock (self->mixer), volume);
  ear_mixer_unlock (self->mixer);
}

static void
ear_jukebox_set_ramp (EarPlayer *player,
                      gboolean   ramp)
{
  EAR_JUKEBOX (player)->ramp = ramp;
}

static void
ear_jukebox_set_in_call (EarPlayer *player,
                         gboolean   in_call)
{
  EarJukebox *self = EAR_JUKEBOX (player);

  ear_mix_set_in_call (ear_mixer_lock (self->mixer), in_call);
  ear_mixer_unlock (self->mixer);
}

static void
ear_jukebox_iface_init (EarPlayerInterface *iface)
{
  iface->play = ear_jukebox_play;
  iface->pause = ear_jukebox_pause;
  iface->resume = ear_jukebox_resume;
  iface->stop = ear_jukebox_stop;
  iface->ring = ear_jukebox_ring;
  iface->hush = ear_jukebox_hush;
  iface->chime = ear_jukebox_chime;
  iface->set_volume = ear_jukebox_set_volume;
  iface->fade = ear_jukebox_fade;
  iface->ring_with = ear_jukebox_ring_with;
  iface->set_alert_volume = ear_jukebox_set_alert_volume;
  iface->set_ramp = ear_jukebox_set_ramp;
  iface->set_in_call = ear_jukebox_set_in_call;
}

static void
on_mixer_event (EarMixer          *mixer,
                const EarMixEvent *event,
                EarJukebox        *self)
{
  if (event->type == EAR_MIX_RING_OVER && event->id == self->ring_wanted)
    on_ring_over (self);
  if (event->id != self->wanted || self->content == NULL)
    return;

  if (event->type == EAR_MIX_CONTENT_STARTED) {
    tell (self, "started", self->token, 0, NULL);
  } else if (event->type == EAR_MIX_CONTENT_OVER) {
    g_autofree char *failure = ear_content_dup_failure (self->content);

    end (self, failure ? "failed" : self->fading ? "stopped" : "finished", failure);
  } else if (event->type == EAR_MIX_CONTENT_FADED) {
    end (self, "stopped", NULL);
  }
}

static void
on_mixer_failed (EarMixer   *mixer,
                 const char *code,
                 const char *message,
                 const char *remedy,
                 EarJukebox *self)
{
  g_signal_emit_by_name (self, "failed", code, message, remedy);
}

static void
ear_jukebox_dispose (GObject *object)
{
  EarJukebox *self = EAR_JUKEBOX (object);

  if (self->mixer != NULL) {
    clear_content (self);
    clear_ring (self);
  }
  g_clear_pointer (&self->home, ear_home_leave);
  g_clear_object (&self->mixer);
  g_clear_pointer (&self->theme, ear_light_theme_unref);

  G_OBJECT_CLASS (ear_jukebox_parent_class)->dispose (object);
}

static void
ear_jukebox_finalize (GObject *object)
{
  g_free (EAR_JUKEBOX (object)->token);
  g_free (EAR_JUKEBOX (object)->ring_url);

  G_OBJECT_CLASS (ear_jukebox_parent_class)->finalize (object);
}

static void
ear_jukebox_class_init (EarJukeboxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ear_jukebox_dispose;
  G_OBJECT_CLASS (klass)->finalize = ear_jukebox_finalize;
}

static void
ear_jukebox_init (EarJukebox *self)
{
  self->home = ear_home_new (self);
  self->volume = 6;
}

EarJukebox *
ear_jukebox_new (EarMixer *mixer)
{
  EarJukebox *self = g_object_new (EAR_TYPE_JUKEBOX, NULL);

  self->mixer = g_object_ref (mixer);
  g_signal_connect_object (mixer, "event", G_CALLBACK (on_mixer_event), self, 0);
  g_signal_connect_object (mixer, "failed", G_CALLBACK (on_mixer_failed), self, 0);

  return self;
}

/* What is sounding goes on as it is. */
void
ear_jukebox_set_theme (EarJukebox          *self,
                       const EarLightTheme *theme)
{
  g_clear_pointer (&self->theme, ear_light_theme_unref);
  self->theme = theme ? ear_light_theme_ref (theme) : NULL;
}

void
ear_jukebox_try_tune (EarJukebox    *self,
                      const EarTune *tune)
{
  ear_mix_chime (ear_mixer_lock (self->mixer), ear_tones_play (tune));
  ear_mixer_unlock (self->mixer);
}
