/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-answer-words.h"

#include "model/ear-answer.h"
#include "model/ear-money.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/**
 * ear_answer_words_get_service:
 * @kind: (nullable): a kind of service, e.g. "shop"
 *
 * Returns: what people call it
 */
const char *
ear_answer_words_get_service (const char *kind)
{
  EarServiceKind service;

  if (kind == NULL || !ear_service_kind_from_name (kind, &service))
    return kind ? kind : "";

  switch (service) {
  case EAR_SERVICE_WEATHER:
    return _("Weather");
  case EAR_SERVICE_MUSIC:
    return _("Music");
  case EAR_SERVICE_SHOP:
    return _("Shop");
  case EAR_SERVICE_ADS:
    return _("Adverts");
  case EAR_SERVICE_ASSISTANT:
    return _("Assistant");
  case EAR_SERVICE_BOOKS:
    return _("Books");
  case EAR_N_SERVICE_KINDS:
  default:
    return kind;
  }
}

static const char *
get_condition (const char *condition)
{
  static const struct { const char *name, *words; } conditions[] = {
    { "clear", N_("clear") }, { "partly-cloudy", N_("partly cloudy") }, { "cloudy", N_("cloudy") }, { "fog", N_("fog") },
    { "drizzle", N_("drizzle") }, { "rain", N_("rain") }, { "heavy-rain", N_("heavy rain") }, { "thunder", N_("thunder") },
    { "sleet", N_("sleet") }, { "snow", N_("snow") },
  };

  for (gsize i = 0; condition != NULL && i < G_N_ELEMENTS (conditions); i++)
    if (strcmp (conditions[i].name, condition) == 0)
      return _(conditions[i].words);

  return condition ? condition : "";
}

static char *
tell_music (const EarQuestion *question)
{
  const char *parts[] = { question->title, question->artist, question->album, question->genre, question->text };
  g_autoptr (GString) text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i]);

  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (_("anything"));
}

static char *
tell_shop (const EarQuestion *question)
{
  if (g_strcmp0 (question->operation, "order") == 0)
    return question->quantity > 1 ? g_strdup_printf (_("order %s, %d times"), question->sku ? question->sku : "",
                                                     (int) MIN (question->quantity, G_MAXINT))
                                  : g_strdup_printf (_("order %s"), question->sku ? question->sku : "");
  if (g_strcmp0 (question->operation, "cancel") == 0)
    return g_strdup (_("cancel the order"));

  return g_strdup_printf (_("look for “%s”"), question->text ? question->text : "");
}

static char *
tell_weather (const EarQuestion *question)
{
  const char *place = question->text ? question->text : "";

  if (question->days > 1)
    return g_strdup_printf (_("%s, %d days"), place, (int) MIN (question->days, G_MAXINT));

  return question->date && *question->date ? g_strdup_printf ("%s, %s", place, question->date) : g_strdup (place);
}

/**
 * ear_answer_words_dup_question:
 *
 * Returns: (transfer full): which service was asked and for what
 */
char *
ear_answer_words_dup_question (const EarAsked *asked)
{
  const char *service = ear_answer_words_get_service (asked->kind);
  g_autoptr (EarQuestion) question = asked->question ? ear_question_from_json (asked->question, NULL) : NULL;
  g_autofree char *words = NULL;
  EarServiceKind kind;

  if (question == NULL || asked->kind == NULL || !ear_service_kind_from_name (asked->kind, &kind))
    return g_strdup (service);

  if (kind == EAR_SERVICE_WEATHER)
    words = tell_weather (question);
  else if (kind == EAR_SERVICE_MUSIC)
    words = tell_music (question);
  else if (kind == EAR_SERVICE_SHOP)
    words = tell_shop (question);
  else if (kind == EAR_SERVICE_ADS)
    words = g_strdup_printf (_("something to go with “%s”"), question->context ? question->context : "");
  else
    words = g_strdup_printf (_("“%s”"), question->text ? question->text : "");

  return g_strdup_printf ("%s · %s", service, words);
}

static char *
tell_forecast (const EarForecast *row)
{
  return g_strdup_printf (_("%s, %.0f to %.0f °C, %s"), row->place ? row->place : "", round (row->low), round (row->high),
                          get_condition (row->condition));
}

static char *
tell_product (const EarProduct *row)
{
  const char *currency = row->currency ? row->currency : "USD";
  g_autofree char *price = ear_money_to_string (row->micros, currency, ear_money_get_digits (currency));

  return g_strdup_printf ("%s, %s", row->title ? row->title : "", price);
}

static char *
tell_work (const char *title,
           const char *author)
{
  return author && *author ? g_strdup_printf (_("%s by %s"), title ? title : "", author) : g_strdup (title ? title : "");
}

static char *
tell_first (const EarAnswer *answer)
{
  gconstpointer row = ear_answer_peek (answer, 0);

  switch (answer->kind) {
  case EAR_ANSWER_FORECASTS:
    return tell_forecast (row);
  case EAR_ANSWER_TRACKS:
    return tell_work (((const EarTrack *) row)->title, ((const EarTrack *) row)->artist);
  case EAR_ANSWER_PRODUCTS:
    return tell_product (row);
  case EAR_ANSWER_RECEIPT: {
    const EarReceipt *receipt = row;

    return g_strdup_printf (g_strcmp0 (receipt->state, "canceled") == 0 ? _("order %s is canceled") : _("order %s is placed"),
                            receipt->order ? receipt->order : "");
  }
  case EAR_ANSWER_ADVERT: {
    const EarAdvert *advert = row;

    return g_strdup_printf ("%s: %s", advert->advertiser ? advert->advertiser : "", advert->title ? advert->title : "");
  }
  case EAR_ANSWER_REPLY:
    return g_strdup_printf (_("“%s”"), ((const EarReply *) row)->text ? ((const EarReply *) row)->text : "");
  case EAR_ANSWER_BOOKS:
    return tell_work (((const EarBook *) row)->title, ((const EarBook *) row)->author);
  case EAR_ANSWER_PASSAGES:
    return tell_work (((const EarPassage *) row)->title, ((const EarPassage *) row)->author);
  case EAR_N_ANSWER_KINDS:
  default:
    return g_strdup ("");
  }
}

/**
 * ear_answer_words_dup_answer:
 *
 * Returns: (transfer full): how many results a service had, and the first of them
 */
char *
ear_answer_words_dup_answer (const EarAnswered *answered)
{
  const char *service = ear_answer_words_get_service (answered->kind);
  g_autoptr (EarAnswer) answer = answered->answer ? ear_answer_from_json (answered->answer, NULL) : NULL;
  g_autofree char *first = NULL, *count = NULL;

  if (answer == NULL || answer->rows->len == 0)
    return g_strdup_printf (_("%s · nothing of the kind"), service);

  first = tell_first (answer);
  if (answer->rows->len == 1)
    return g_strdup_printf ("%s · %s", service, first);

  count = g_strdup_printf (ngettext ("%u result", "%u results", answer->rows->len), answer->rows->len);

  return g_strdup_printf (_("%s · %s, first %s"), service, count, first);
}
