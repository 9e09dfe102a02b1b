/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sound for tests: made here, so that nothing depends on recordings. */
#define RATE 16000

GArray *test_speech  (const char *locale,
                      const char *ssml);
GArray *test_silence (double      seconds);
GArray *test_noise   (double      seconds,
                      double      amplitude);
void    test_append  (GArray     *samples,
                      GArray     *more);
char   *test_path    (const char *name);
char   *test_write   (const char *name,
                      GArray     *samples);
gint16 *test_read    (const char *path,
                      gsize      *n_samples);
double  test_rms_db  (const gint16 *samples,
                      gsize         n_samples);
void    test_tidy    (void);

G_END_DECLS
