/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-connector.h"
#include "services/ear-geocoder.h"
#include "services/ear-weather.h"

G_BEGIN_DECLS

/* A setting that each connector has which asks by coordinates. */
#define EAR_CONNECTOR_GEOCODING "geocoding-url"

/* How an amount is written. */
typedef enum {
  EAR_AMOUNT_NONE,
  EAR_AMOUNT_DECIMAL,           /* 19.99 */
  EAR_AMOUNT_MINOR,             /* 1999 */
} EarAmountForm;

typedef enum {
  EAR_TIME_NONE,
  EAR_TIME_UNIX,                /* seconds since 1970 */
  EAR_TIME_ISO,
} EarTimeForm;

/* Where one member of a row comes from, and what is done to it. */
typedef struct {
  char          *member;
  JsonPath      *path;          /* within the row, or */
  JsonPath      *root;          /* from the top, or */
  char          *constant;      /* or */
  char          *ask;           /* a placeholder */
  GHashTable    *words;         /* char * → char * */
  char          *fallback;
  double         scale, offset;
  EarAmountForm  amount;
  EarTimeForm    time;
  gboolean       html;
} EarMapping;

typedef struct {
  JsonPath        *path;
  char            *equals;      /* NULL for anything */
  EarServiceError  code;
  JsonPath        *message;
} EarErrorMapping;

typedef struct {
  char      *name;              /* as a question has it, or "catalog" */
  char      *method;
  char      *url;
  GPtrArray *headers;           /* names and templates by turns */
  char      *secret_header;     /* its template is `secret` */
  char      *secret;
  char      *secret_param;
  JsonNode  *body;
  JsonPath  *rows;
  gboolean   columns;
  gboolean   wants_place;
  guint      cache_seconds;
  GPtrArray *mappings;          /* of EarMapping; the currency first */
  GPtrArray *errors;            /* of EarErrorMapping */
} EarOperation;

typedef struct {
  char        *name;
  char        *operation;
  EarQuestion *question;
  EarPlace    *place;           /* NULL for none */
  GHashTable  *settings;
  char        *url;             /* that is expected; NULL for any */
  JsonNode    *answer;
  JsonArray   *expect;          /* NULL where an error is expected */
  char        *code;
} EarSample;

struct _EarConnector {
  EarServiceKind  kind;
  char           *path;
  char           *id;
  char           *title;
  char           *attribution;
  GArray         *settings;     /* of EarSetting */
  GPtrArray      *operations;
  GPtrArray      *samples;
};

/* What the templates are filled from. */
typedef struct {
  EarConnector      *connector;
  const EarQuestion *question;
  const EarPlace    *place;     /* NULL for none */
  const EarDays     *days;      /* NULL for none */
  GTimeZone         *zone;
  const char      *(*get_setting)(const char *key,
                                  gpointer    user_data);
  gpointer           settings;
} EarFilling;

const EarOperation *ear_connector_find_operation (EarConnector        *self,
                                                  const char          *name);
gboolean            ear_connector_is_placeholder (EarConnector        *self,
                                                  const char          *name,
                                                  gsize                length);
const EarSetting   *ear_connector_find_setting   (EarConnector        *self,
                                                  const char          *name,
                                                  gsize                length);

char               *ear_filling_dup_value        (const EarFilling    *self,
                                                  const char          *name) G_GNUC_WARN_UNUSED_RESULT;
char               *ear_filling_fill             (const EarFilling    *self,
                                                  const char          *template,
                                                  gboolean             escape) G_GNUC_WARN_UNUSED_RESULT;
char               *ear_filling_fill_body        (const EarFilling    *self,
                                                  JsonNode            *body) G_GNUC_WARN_UNUSED_RESULT;

EarAnswer          *ear_connector_map            (const EarFilling    *filling,
                                                  const EarOperation  *operation,
                                                  JsonNode            *document,
                                                  GError             **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean            ear_connector_check_row      (const EarFilling    *filling,
                                                  EarAnswerKind        kind,
                                                  gconstpointer        row,
                                                  GError             **error);

EarAnswerKind       ear_connector_get_answer_kind (EarServiceKind     kind,
                                                   const char        *operation);
void                ear_mapping_free             (EarMapping          *self);
void                ear_error_mapping_free       (EarErrorMapping     *self);
void                ear_operation_free           (EarOperation        *self);
void                ear_sample_free              (EarSample           *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarOperation, ear_operation_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarSample, ear_sample_free)

G_END_DECLS
