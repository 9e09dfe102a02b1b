/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "audio/ear-mix-private.h"
#include "audio/ear-reference-private.h"

G_BEGIN_DECLS

#define EAR_TYPE_MIXER (ear_mixer_get_type ())

/* The mixing desk at work: an actor with a thread and context of its own. Who touches the desk locks it; what happens on it
 * comes as signals in the main context in which the mixer was made:
 * - `event (const EarMixEvent *event)`
 * - `failed (const char *code, const char *message, const char *remedy)`
 */
G_DECLARE_FINAL_TYPE (EarMixer, ear_mixer, EAR, MIXER, GObject)

EarMixer *ear_mixer_new        (const char      *sink,
                                const char      *tap_path,
                                GError         **error) G_GNUC_WARN_UNUSED_RESULT;
EarMix   *ear_mixer_lock       (EarMixer        *self);
void      ear_mixer_unlock     (EarMixer        *self);
void      ear_mixer_invoke     (EarMixer        *self,
                                GSourceFunc      func,
                                gpointer         data,
                                GDestroyNotify   destroy);
gboolean  ear_mixer_is_audible (EarMixer        *self);
EarReference *ear_mixer_get_reference (EarMixer *self);

G_END_DECLS
