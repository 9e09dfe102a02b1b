/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EAR_TYPE_SYNTH (ear_synth_get_type ())

/**
 * EarSynth:
 *
 * Turns text into speech: flite for English, espeak-ng for all other languages. To be used from any thread; one text at a
 * time is spoken, whoever asks.
 */
G_DECLARE_FINAL_TYPE (EarSynth, ear_synth, EAR, SYNTH, GObject)

/* The voice that is not the speaker's own. */
#define EAR_SYNTH_ADVERT "advert"

/**
 * EarSynthFunc:
 * @samples: (array length=n_samples): mono
 * @rate: samples a second
 *
 * Takes speech as it is made.
 *
 * Returns: whether to go on
 */
typedef gboolean (*EarSynthFunc) (const gint16 *samples,
                                  gsize         n_samples,
                                  guint         rate,
                                  gpointer      user_data);

EarSynth *ear_synth_new    (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean  ear_synth_speak  (EarSynth      *self,
                            const char    *locale,
                            const char    *voice,
                            const char    *ssml,
                            EarSynthFunc   func,
                            gpointer       user_data,
                            GError       **error);
GArray   *ear_synth_record (EarSynth      *self,
                            const char    *locale,
                            const char    *voice,
                            const char    *ssml,
                            guint         *rate,
                            GError       **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes   *ear_synth_make_wave (EarSynth   *self,
                               const char *locale,
                               const char *voice,
                               const char *ssml,
                               GError    **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
