/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-offline.h"

#include "services/ear-catalog.h"

#include "model/ear-dice.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_SECONDS 60
#define MAX_CPM_MICROS (G_GINT64_CONSTANT (1000) * 1000 * 1000)

typedef struct {
  EarAdvert   advert;
  JsonObject *ssml;
  GPtrArray  *contexts;
  guint       n_picked;
} Spot;

typedef struct {
  JsonNode   *root;
  GPtrArray  *spots;
  const Spot *last;
} Break;

static void
spot_free (Spot *spot)
{
  g_ptr_array_unref (spot->contexts);
  g_free (spot);
}

static void
break_free (gpointer catalog)
{
  Break *pause = catalog;

  g_ptr_array_unref (pause->spots);
  g_clear_pointer (&pause->root, json_node_unref);
  g_free (pause);
}

static gboolean
read_advert (EarAdvert   *advert,
             JsonObject  *row,
             GError     **error)
{
  double seconds;

  if (!(advert->id = ear_json_get_string (row, "id", error)) ||
      !(advert->advertiser = ear_json_get_string (row, "advertiser", error)) ||
      !(advert->title = ear_json_get_string (row, "title", error)) ||
      !(advert->currency = ear_json_get_string (row, "currency", error)) ||
      !ear_json_get_int (row, "cpm_micros", 0, MAX_CPM_MICROS, &advert->cpm_micros, error) ||
      !ear_json_get_double (row, "length_s", 0, MAX_SECONDS, &seconds, error) ||
      !ear_catalog_get_optional (row, "plan", &advert->plan, error) ||
      !ear_catalog_get_optional (row, "jingle", &advert->jingle, error))
    return FALSE;
  advert->length_us = seconds * G_USEC_PER_SEC;

  return TRUE;
}

static gboolean
take_spot (JsonObject  *row,
           gpointer     catalog,
           GError     **error)
{
  Break *pause = catalog;
  Spot *spot = g_new0 (Spot, 1);

  spot->contexts = g_ptr_array_new ();
  g_ptr_array_add (pause->spots, spot);

  return read_advert (&spot->advert, row, error) &&
         ear_catalog_get_strings (row, "contexts", spot->contexts, error) &&
         (spot->ssml = ear_json_get_object (row, "ssml", error)) &&
         ear_catalog_check_strings (row, "ssml", error);
}

static gpointer
load_break (const char  *path,
            GError     **error)
{
  Break *pause = g_new0 (Break, 1);

  pause->spots = g_ptr_array_new_with_free_func ((GDestroyNotify) spot_free);
  pause->root = ear_catalog_load (path, take_spot, pause, error);
  if (pause->root == NULL)
    g_clear_pointer (&pause, break_free);

  return pause;
}

static gboolean
fits (const Spot        *spot,
      const EarQuestion *question)
{
  if (ear_catalog_localize (spot->ssml, question->locale) == NULL)
    return FALSE;

  for (guint i = 0; i < spot->contexts->len; i++)
    if (g_strcmp0 (g_ptr_array_index (spot->contexts, i), question->context) == 0)
      return TRUE;

  return FALSE;
}

/* Those heard least so far, and never the last one again while there is another. */
static Spot *
pick (Break             *pause,
      const EarQuestion *question)
{
  g_autoptr (GPtrArray) least = g_ptr_array_new ();
  Spot *repeated = NULL;

  for (guint i = 0; i < pause->spots->len; i++) {
    Spot *spot = g_ptr_array_index (pause->spots, i);
    const Spot *best = least->len ? g_ptr_array_index (least, 0) : NULL;

    if (!fits (spot, question))
      continue;
    if (spot == pause->last) {
      repeated = spot;
      continue;
    }
    if (best != NULL && spot->n_picked < best->n_picked)
      g_ptr_array_set_size (least, 0);
    if (best == NULL || spot->n_picked <= best->n_picked)
      g_ptr_array_add (least, spot);
  }
  if (least->len == 0)
    return repeated;

  return g_ptr_array_index (least, ear_dice_choose ((EarDice) { question->seed }, question->now, "ads/pick", least->len));
}

static EarAnswer *
answer_ads (gpointer            catalog,
            const EarQuestion  *question,
            GError            **error)
{
  Break *pause = catalog;
  EarAnswer *answer;
  Spot *spot;

  if (g_strcmp0 (question->operation, "pick") != 0) {
    ear_offline_refuse (question, EAR_SERVICE_ADS, error);
    return NULL;
  }

  answer = ear_answer_new (EAR_ANSWER_ADVERT);
  if ((spot = pick (pause, question))) {
    EarAdvert advert = spot->advert;

    advert.ssml = ear_catalog_localize (spot->ssml, question->locale);
    ear_answer_add (answer, &advert);
    spot->n_picked++;
    pause->last = spot;
  }

  return answer;
}

const EarOfflineService ear_ads_offline = {
  .file = "adverts/adverts.json",
  .attribution = N_("Earshot offline adverts: invented"),
  .load = load_break,
  .answer = answer_ads,
  .free = break_free,
};
