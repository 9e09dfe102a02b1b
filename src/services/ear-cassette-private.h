/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-cassette.h"
#include "services/ear-provider.h"

#include "model/ear-json.h"

#include <string.h>

G_BEGIN_DECLS

/* One call of a recording. */
typedef struct {
  char         *method;
  char         *url;
  char         *digest;         /* of the body that was sent; NULL for none */
  EarHttpReply *reply;          /* or */
  GError       *error;
  gboolean      played;
} EarTaken;

void      ear_taken_free         (EarTaken       *self);
char     *ear_cassette_digest    (GBytes         *sent) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ear_cassette_make_head (void) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *ear_cassette_make_line (const EarTake  *take) G_GNUC_WARN_UNUSED_RESULT;
gboolean  ear_cassette_read      (const char     *path,
                                  GPtrArray      *takes,
                                  GError        **error);
gboolean  ear_cassette_parse     (const char     *path,
                                  const char     *data,
                                  gsize           length,
                                  GPtrArray      *takes,
                                  GError        **error);

G_END_DECLS
