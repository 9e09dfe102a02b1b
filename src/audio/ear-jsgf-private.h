/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  EAR_JSGF_WORD,
  EAR_JSGF_RULE,
  EAR_JSGF_SEQUENCE,
  EAR_JSGF_CHOICE,
  EAR_JSGF_OPTION,
  EAR_JSGF_REPEAT,              /* once or more */
} EarJsgfType;

/* What a rule stands for: a tree. `text`: of words, lower case, and of rules, their name. */
typedef struct {
  EarJsgfType  type;
  char        *text;
  GPtrArray   *children;
} EarJsgfNode;

/* A grammar as written. `rules`: EarJsgfNode by name; `root`: the first public rule. */
typedef struct {
  GHashTable *rules;
  char       *root;
} EarJsgf;

EarJsgf *ear_jsgf_parse (const char  *text,
                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void     ear_jsgf_free  (EarJsgf     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarJsgf, ear_jsgf_free)

G_END_DECLS
