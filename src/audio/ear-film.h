/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define EAR_TYPE_FILM (ear_film_get_type ())

/**
 * EAR_FILM_RATE:
 *
 * Samples a second of a film's sound.
 */
#define EAR_FILM_RATE 48000

/**
 * EarFilm:
 *
 * Writes pictures and sound to a WebM file (VP8 and Vorbis), as they come. Blocks while the encoder is busy, so it is to be used
 * outside the main loop of a window. A film that is let go of before ear_film_finish() leaves no file.
 */
G_DECLARE_FINAL_TYPE (EarFilm, ear_film, EAR, FILM, GObject)

EarFilm  *ear_film_new    (const char    *path,
                           int            width,
                           int            height,
                           guint          fps,
                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean  ear_film_add    (EarFilm       *self,
                           const guint8  *pixels,
                           gsize          stride,
                           const float   *frames,
                           gsize          n_frames,
                           GError       **error);
gboolean  ear_film_finish (EarFilm       *self,
                           GError       **error);

G_END_DECLS
