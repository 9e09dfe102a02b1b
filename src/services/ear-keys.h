/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EarKeys:
 *
 * Words made ready to be found: folded, stemmed, weighted. What is searched and what is searched for are both keys, made
 * once, so that a search compares and nothing else.
 */
typedef struct _EarKeys EarKeys;

EarKeys  *ear_keys_new       (void) G_GNUC_WARN_UNUSED_RESULT;
EarKeys  *ear_keys_new_query (const char    *text) G_GNUC_WARN_UNUSED_RESULT;
void      ear_keys_free      (EarKeys       *self);
void      ear_keys_add       (EarKeys       *self,
                              const char    *text,
                              double         weight);
gboolean  ear_keys_is_empty  (const EarKeys *self);
double    ear_keys_match     (const EarKeys *self,
                              const EarKeys *query);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarKeys, ear_keys_free)

G_END_DECLS
