/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"

G_BEGIN_DECLS

#define EAR_TYPE_CASSETTE (ear_cassette_get_type ())

/**
 * EarCassette:
 *
 * Answers that came over the network, in a file: recorded once, then played again and again without a network. A file of JSON
 * lines: `{"earshot-cassette":1}`, then one object for each call with its `method`, its `url`, `sent` (SHA-256 of the body, or
 * null), and either `status`, `headers` and `body` (or `base64`), or an `error` with `code` and `message`. No secret is in it.
 */
G_DECLARE_FINAL_TYPE (EarCassette, ear_cassette, EAR, CASSETTE, GObject)

/**
 * EarTake:
 * @method: e.g. "GET"
 * @url: without its secrets
 * @sent: (nullable): the body that went out, without them
 * @reply: (nullable): what came back
 * @error: (nullable): what went wrong instead
 *
 * One call to be recorded.
 */
typedef struct {
  const char         *method;
  const char         *url;
  GBytes             *sent;
  const EarHttpReply *reply;
  const GError       *error;
} EarTake;

EarCassette  *ear_cassette_record       (const char     *path,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
EarCassette  *ear_cassette_load         (const char     *path,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;
const char   *ear_cassette_get_path     (EarCassette    *self);
gboolean      ear_cassette_is_recording (EarCassette    *self);
guint         ear_cassette_get_n_takes  (EarCassette    *self);
void          ear_cassette_add          (EarCassette    *self,
                                         const EarTake  *take);
const GError *ear_cassette_get_error    (EarCassette    *self);
EarHttpReply *ear_cassette_play         (EarCassette    *self,
                                         const char     *method,
                                         const char     *url,
                                         GBytes         *sent,
                                         GError        **error) G_GNUC_WARN_UNUSED_RESULT;

void          ear_http_set_cassette     (EarHttp        *self,
                                         EarCassette    *cassette);
EarCassette  *ear_http_get_cassette     (EarHttp        *self);

G_END_DECLS
