/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-record.h"

G_BEGIN_DECLS

/**
 * EarServiceKind:
 *
 * What a provider provides.
 */
typedef enum {
  EAR_SERVICE_WEATHER,
  EAR_SERVICE_MUSIC,
  EAR_SERVICE_SHOP,
  EAR_SERVICE_ADS,
  EAR_SERVICE_ASSISTANT,
  EAR_SERVICE_BOOKS,
  EAR_N_SERVICE_KINDS
} EarServiceKind;

const char *ear_service_kind_to_name   (EarServiceKind   kind);
const char *ear_service_kind_get_label (EarServiceKind   kind);
gboolean    ear_service_kind_from_name (const char      *name,
                                        EarServiceKind  *kind);

/**
 * EarQuestion:
 * @operation: weather: forecast · music: search · shop: search, order, cancel · ads: pick · assistant: chat, assist ·
 *   books: search, read
 * @locale: language of the answer, e.g. "en-US"
 * @text: place, product or question in the customer's words
 * @date: weather: the first day wanted, "2026-03-02"; %NULL for today · assistant: today
 * @days: weather: how many days
 * @artist: music
 * @title: music
 * @album: music
 * @genre: music
 * @sku: shop: order · books: read, the id of the book
 * @context: ads: what the customer just did, e.g. "weather" · assistant: what was said before, a JSON array of messages
 * @quantity: shop: order
 * @position: books: read, from which character on
 * @now: µs since 1970 by the device's clock
 * @seed: of the dice that the provider may roll
 *
 * What a service is asked. A plain value; members that do not matter are zero.
 */
typedef struct {
  const char *operation;
  const char *locale;
  const char *text;
  const char *date;
  const char *artist;
  const char *title;
  const char *album;
  const char *genre;
  const char *sku;
  const char *context;
  gint64      days;
  gint64      quantity;
  gint64      position;
  gint64      now;
  gint64      seed;
} EarQuestion;

EarQuestion *ear_question_copy      (const EarQuestion  *self) G_GNUC_WARN_UNUSED_RESULT;
void         ear_question_free      (EarQuestion        *self);
char        *ear_question_to_json   (const EarQuestion  *self) G_GNUC_WARN_UNUSED_RESULT;
EarQuestion *ear_question_from_json (const char         *json,
                                     GError            **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarQuestion, ear_question_free)

/* Celsius, km/h, percent. `condition`: clear, partly-cloudy, cloudy, fog, drizzle, rain, heavy-rain, thunder, sleet, snow.
 * One row is one day; `now` counts only in a row for today. `timezone`: IANA name.
 */
typedef struct {
  const char *place, *country, *timezone, *date, *condition, *attribution;
  double      low, high, now, rain_chance, wind;
} EarForecast;

/* `url`: file:, http(s): or earshot:music/ID for the embedded library. */
typedef struct {
  const char *id, *url, *title, *artist, *album, *genre, *composer, *credit;
  gint64      length_us;
} EarTrack;

/* `micros`: price of one. `stock`: 0 for sold out. `unit`: "500 g". `image`: a name in data/shop or an http(s) URL. */
typedef struct {
  const char *sku, *title, *brand, *category, *unit, *image, *currency, *description;
  gint64      micros, stock;
  double      match;            /* 0–1: how well it fits the words asked for */
} EarProduct;

/* `state`: placed, canceled. `due`: µs since 1970. */
typedef struct {
  const char *order, *sku, *title, *currency, *state;
  gint64      quantity, micros, due;
} EarReceipt;

/* `ssml`: the spot's words. `jingle`: url of what is played before them, or instead. `plan`: what it offers, e.g. "music". `billing`: what
 * is paid for: NULL for having been heard to its end, at the price book's price; "impression" for having begun to be heard, at its own
 * price, or at the price book's where it has none; "none" for nothing of that.
 */
typedef struct {
  const char *id, *advertiser, *title, *ssml, *jingle, *plan, *currency, *billing;
  gint64      length_us, cpm_micros;
} EarAdvert;

/* `tool`: what the assistant wants done instead of an answer, `call` its name for that, `arguments` a JSON object. */
typedef struct {
  const char *text, *model, *tool, *call, *arguments;
  gint64      tokens_in, tokens_out;
} EarReply;

/* `sku`: what the shop sells it as; %NULL for one of the customer's own. */
typedef struct {
  const char *id, *sku, *title, *author, *credit;
  double      match;            /* 0–1: how well it fits the words asked for */
} EarBook;

/* A paragraph. It stands at `position` and the next one at `next`; `chapter`: the heading it stands under. `length`, `sample`: of the
 * book, and of what may be heard of it before it is bought. All in characters. `ssml`: the text to be spoken, once it is queued.
 */
typedef struct {
  const char *book, *sku, *title, *author, *chapter, *text, *ssml;
  gint64      position, next, length, sample;
} EarPassage;

/**
 * EarAnswerKind:
 *
 * What the rows of an answer are.
 */
typedef enum {
  EAR_ANSWER_FORECASTS,
  EAR_ANSWER_TRACKS,
  EAR_ANSWER_PRODUCTS,
  EAR_ANSWER_RECEIPT,
  EAR_ANSWER_ADVERT,
  EAR_ANSWER_REPLY,
  EAR_ANSWER_BOOKS,
  EAR_ANSWER_PASSAGES,
  EAR_N_ANSWER_KINDS
} EarAnswerKind;

/**
 * EarAnswer:
 * @kind: what the rows are
 * @rows: (element-type gpointer): #EarForecast, #EarTrack, #EarProduct, #EarReceipt, #EarAdvert, #EarReply,
 *   #EarBook or #EarPassage
 *
 * What a service answered: rows of plain values. No row at all means that there is nothing of the kind.
 */
typedef struct {
  EarAnswerKind  kind;
  GPtrArray     *rows;
} EarAnswer;

EarAnswer     *ear_answer_new       (EarAnswerKind     kind) G_GNUC_WARN_UNUSED_RESULT;
void           ear_answer_free      (EarAnswer        *self);
void           ear_answer_add       (EarAnswer        *self,
                                     gconstpointer     row);
gconstpointer  ear_answer_peek      (const EarAnswer  *self,
                                     guint             index);
gconstpointer  ear_answer_add_object (EarAnswer       *self,
                                      JsonObject      *object,
                                      GError         **error);
const EarField *ear_answer_kind_get_fields (EarAnswerKind kind);
char          *ear_answer_to_json   (const EarAnswer  *self) G_GNUC_WARN_UNUSED_RESULT;
EarAnswer     *ear_answer_from_json (const char       *json,
                                     GError          **error) G_GNUC_WARN_UNUSED_RESULT;
char          *ear_answer_row_to_json (EarAnswerKind   kind,
                                       gconstpointer   row) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarAnswer, ear_answer_free)

G_END_DECLS
