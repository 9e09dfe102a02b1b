/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"
#include "services/ear-provider.h"

G_BEGIN_DECLS

/* What their files are called, and how many of a folder are looked at. */
#define EAR_CONNECTOR_SUFFIX ".connector.json"
#define EAR_CONNECTOR_MAX_FILES 100

/**
 * EarConnector:
 *
 * A service that is described by a file instead of a program: how it is asked, and what of its answer is what. It is read from
 * `NAME.connector.json` and does not change.
 *
 * - `earshot-connector`: 1
 * - `kind`: weather, shop or music; `id`: what it is chosen by; `name`, `attribution`: for people
 * - `settings`: what the customer may set; forms are made from it. `key`, `type` (text, url, secret, choice), `label`, and if need
 *   be `initial`, `choices`, `required`
 * - `operations`: how each is done: weather: forecast · shop: search, order, cancel · music: search. A shop or a library that only
 *   lists what it has is asked for its `catalog`, and searched here. Each has
 *   - `url`, and perhaps `method`, `headers`, `body`: templates. `{x}` stands for a setting or for what is asked: text, query,
 *     language, locale, date, first, last, days, artist, title, album, genre, sku, quantity, latitude, longitude, timezone. A secret may stand in one header, or
 *     as one parameter of the address
 *   - `rows`: a JsonPath of the rows in the answer; with `columns` it is an object of arrays that stand side by side
 *   - `map`: for each member of a row (see ear-answer.h) a JsonPath within the row, or an object with `path`, or `root` (a path
 *     from the top), or `const`, or `ask` (a placeholder); and then `map` (words for words) and `default`; `scale` and `offset`;
 *     `money`: decimal or minor, the latter of the row's `currency`; `time`: unix or iso; `html`: it has tags and entities. A row needs:
 *     weather: date, condition, low, high · shop: sku, title, micros, currency; of an order: order, sku, quantity, micros, currency,
 *     state · music: title, url. What lacks one is left out
 *   - `errors`: what looks like an answer and is none: `path`, perhaps `equals`, our `code` (offline, timeout, auth, rate-limited,
 *     bad-response, not-found, unsupported, out-of-stock, limit or setup), and a path of its `message`
 *   - `cache_seconds`: how long an answer is as good as new
 * - `samples`: what ear_connector_test() tries: `name`, `operation`, the raw `answer`, and `expect`, an array with an object for each row
 *   that is to come of it (only the members that it names are compared), or `expect_error`, one of the codes above; if need be the
 *   `question` (members of #EarQuestion), `settings`, `place` (latitude, longitude, name, country, timezone), and the `url` that is to be asked
 *
 * `method` is POST where there is a body and GET where there is none. In an address what fills a {x} is escaped for it, but for the one that
 * it begins with; in a body it is a string of JSON, or a number for quantity, days, latitude and longitude.
 */
typedef struct _EarConnector EarConnector;

/**
 * EarConnectorResult:
 * @name: which sample
 * @request: what would be asked, secrets as ***
 * @answer: what the service is said to answer, as JSON
 * @mapped: what is made of that: rows as JSON, or the error
 * @failure: (nullable): what is not as it was expected
 *
 * What became of one sample. All of it is text for people.
 */
typedef struct {
  char *name;
  char *request;
  char *answer;
  char *mapped;
  char *failure;
} EarConnectorResult;

EarConnector  *ear_connector_load      (const char    *path,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;
EarConnector  *ear_connector_parse     (const char    *path,
                                        const char    *data,
                                        gsize          length,
                                        GError       **error) G_GNUC_WARN_UNUSED_RESULT;
EarConnector  *ear_connector_ref       (EarConnector  *self);
void           ear_connector_unref     (EarConnector  *self);
EarServiceKind ear_connector_get_kind  (EarConnector  *self);
const char    *ear_connector_get_id    (EarConnector  *self);
const char    *ear_connector_get_title (EarConnector  *self);
GPtrArray     *ear_connector_test      (EarConnector  *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray     *ear_connector_load_all  (const char    *folder,
                                        GPtrArray     *complaints) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarConnector, ear_connector_unref)

#define EAR_TYPE_CONNECTOR_PROVIDER (ear_connector_provider_get_type ())

/**
 * EarConnectorProvider:
 *
 * Asks a service as its connector says.
 */
G_DECLARE_FINAL_TYPE (EarConnectorProvider, ear_connector_provider, EAR, CONNECTOR_PROVIDER, GObject)

EarProvider   *ear_connector_provider_new (EarConnector  *connector,
                                           EarHttp       *http) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
