/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Words that are said in one manner, at most a sentence. `pause_ms`: before them; `text` may be empty. `rate`, `pitch`:
 * factors; `gain`: of the amplitude; `locale`, `voice`: (nullable): where the text asks for one.
 */
typedef struct {
  char   *text;
  guint   pause_ms;
  double  rate;
  double  pitch;
  double  gain;
  char   *locale;
  char   *voice;
} EarSpan;

GPtrArray *ear_ssml_parse (const char *ssml) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
