/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <pocketsphinx.h>

G_BEGIN_DECLS

/* What recognizer and spotter have in common. Sound is 16 kHz, mono, in native 16 bit samples. */

#define EAR_SPHINX_RATE 16000
#define EAR_SPHINX_CHUNK 512
#define EAR_SPHINX_FRAME_S 0.01

/* A logarithm of Pocketsphinx' scores, in decades. */
#define EAR_SPHINX_DECADES(score) ((score) * 1024 * 1e-4 / G_LN10)

ps_decoder_t *ear_sphinx_open   (const char          *folder,
                                 GError             **error) G_GNUC_WARN_UNUSED_RESULT;
char         *ear_sphinx_name_way (const char        *word,
                                   guint              way) G_GNUC_WARN_UNUSED_RESULT;
gboolean      ear_sphinx_learn  (ps_decoder_t        *decoder,
                                 const char          *folder,
                                 const char *const   *words,
                                 GArray              *n_ways,
                                 GError             **error);
void          ear_sphinx_feed   (ps_decoder_t        *decoder,
                                 const gint16        *samples,
                                 gsize                n_samples);
void          ear_sphinx_forget (ps_decoder_t        *decoder);
const char   *ear_sphinx_get_complaint (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ps_decoder_t, ps_free)

G_END_DECLS
