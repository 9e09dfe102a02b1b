/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "audio/ear-synth.h"

G_BEGIN_DECLS

/* Something to play: a recording, a score, a stream, words, or a recording and then words. Counted references; it is to be
 * opened, closed and let go of outside the thread that pulls.
 */
typedef struct _EarContent EarContent;

EarContent *ear_content_open   (const char   *url,
                                const char   *locale,
                                const char   *ssml,
                                GError      **error) G_GNUC_WARN_UNUSED_RESULT;
EarContent *ear_content_ref    (EarContent   *self);
void        ear_content_unref  (EarContent   *self);
void        ear_content_close  (EarContent   *self);
char       *ear_content_dup_failure (EarContent *self) G_GNUC_WARN_UNUSED_RESULT;
gsize       ear_content_pull   (float        *frames,
                                gsize         n_frames,
                                gboolean     *is_over,
                                gpointer      content);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarContent, ear_content_unref)

G_END_DECLS
