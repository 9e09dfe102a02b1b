/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"

G_BEGIN_DECLS

#define EAR_TYPE_PINGER (ear_pinger_get_type ())

/**
 * EarPinger:
 *
 * Fetches addresses for the sake of being seen to fetch them. Nobody waits for it: a few at a time are under way, the others wait, and
 * what is too much is dropped. Each is fetched once, whatever comes of it.
 */
G_DECLARE_FINAL_TYPE (EarPinger, ear_pinger, EAR, PINGER, GObject)

EarPinger *ear_pinger_new          (EarHttp    *http,
                                    const char *provider) G_GNUC_WARN_UNUSED_RESULT;
void       ear_pinger_send         (EarPinger  *self,
                                    const char *url,
                                    const char *base);
gboolean   ear_pinger_is_busy      (EarPinger  *self);
guint      ear_pinger_get_n_sent   (EarPinger  *self);
guint      ear_pinger_get_n_failed (EarPinger  *self);

G_END_DECLS
