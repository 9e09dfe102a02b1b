/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "draw/ear-screen-maker.h"

#include "model/ear-answer.h"
#include "model/ear-json.h"

#include <math.h>

/* The answer of a turn as something to look at: a forecast, a card, a list. */

static const char *
print_degrees (EarScreenMaker             *self,
               const EarForecast          *row,
               double                      celsius)
{
  static const char *const fahrenheit[] = { "US", "USA", "United States", "United States of America", NULL };
  gboolean in_fahrenheit = self->words->half_days && row->country && g_strv_contains (fahrenheit, row->country);
  double shown = in_fahrenheit ? celsius * 9.0 / 5.0 + 32.0 : celsius;
  int degrees = isfinite (shown) ? (int) lround (CLAMP (shown, -200.0, 200.0)) : 0;

  return ear_maker_print (self, "%s%d°", degrees < 0 ? "−" : "", ABS (degrees));
}

static const char *
print_day (EarScreenMaker             *self,
           const EarForecast          *row)
{
  g_autofree char *noon = g_strconcat (row->date ? row->date : "", "T12:00:00Z", NULL);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (noon, NULL);

  return date ? self->words->short_days[g_date_time_get_day_of_week (date) - 1] : NULL;
}

static gboolean
is_today (EarScreenMaker             *self,
          const EarForecast          *row)
{
  g_autoptr (GDateTime) local = ear_maker_new_local (self, self->now);
  g_autofree char *today = g_date_time_format (local, "%Y-%m-%d");

  return g_strcmp0 (today, row->date) == 0;
}

static gboolean
show_weather (EarScreenMaker           *self,
              const EarAnswer          *answer)
{
  const EarForecast *first = ear_answer_peek (answer, 0);
  EarScreen *screen = &self->screen;
  const char *high, *low;

  if (answer->kind != EAR_ANSWER_FORECASTS || first == NULL)
    return FALSE;

  high = print_degrees (self, first, first->high);
  low = print_degrees (self, first, first->low);
  screen->face = EAR_SCREEN_WEATHER;
  screen->title = ear_maker_keep (self, first->place);
  screen->subtitle = ear_screen_get_condition (self->words, first->condition);
  screen->glyph = ear_maker_keep (self, first->condition);
  if (is_today (self, first)) {
    screen->text = print_degrees (self, first, first->now);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    screen->detail = ear_maker_print (self, self->words->high_low, high, low);
#pragma GCC diagnostic pop
  } else {
    screen->text = high;
    screen->detail = ear_maker_print (self, "%s · %s", print_day (self, first) ? print_day (self, first) : "", low);
  }
  for (guint i = 1; i < answer->rows->len && screen->n_rows < 5; i++) {
    const EarForecast *row = ear_answer_peek (answer, i);

    screen->rows[screen->n_rows++] = (EarScreenRow) {
      .text = print_day (self, row),
      .detail = ear_maker_print (self, "%s %s", print_degrees (self, row, row->high), print_degrees (self, row, row->low)),
      .glyph = ear_maker_keep (self, row->condition),
    };
  }

  return TRUE;
}

/* A text of an object, or NULL. */
const char *
ear_maker_get_member (JsonObject *object,
                      const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

static gboolean
show_card (EarScreenMaker      *self,
           const char          *card)
{
  g_autoptr (JsonNode) node = card ? ear_json_parse (card, -1, NULL, NULL) : NULL;
  EarScreen *screen = &self->screen;
  JsonObject *object;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return FALSE;

  object = json_node_get_object (node);
  screen->face = EAR_SCREEN_CARD;
  screen->title = ear_maker_keep (self, ear_maker_get_member (object, "title"));
  screen->text = ear_maker_keep (self, ear_maker_get_member (object, "text"));
  screen->image = ear_maker_keep (self, ear_maker_get_member (object, "image"));

  return screen->title != NULL || screen->text != NULL;
}

static gboolean
show_list (EarScreenMaker *self)
{
  const EarEvent *understood = ear_maker_find_in_turn (self, EAR_EVENT_UNDERSTOOD);
  const EarEvent *listed = ear_maker_find_in_turn (self, EAR_EVENT_LISTED);
  EarScreen *screen = &self->screen;
  GPtrArray *list;
  guint n;

  if (listed == NULL && (understood == NULL || g_strcmp0 (understood->understood.skill, "lists") != 0))
    return FALSE;

  list = ear_household_get_list (self->household, listed && listed->listed.list ? listed->listed.list : "shopping");
  n = list->len > EAR_SCREEN_MAX_ROWS ? EAR_SCREEN_MAX_ROWS - 1 : list->len;
  screen->face = EAR_SCREEN_LIST;
  screen->title = self->words->list;
  /* The newest first: what was just put on it must be seen. */
  for (guint i = 0; i < n; i++)
    screen->rows[screen->n_rows++] = (EarScreenRow) { .text = ear_maker_keep (self, g_ptr_array_index (list, list->len - 1 - i)) };
  screen->n_more = list->len - n;
  if (n == 0)
    screen->text = self->words->nothing;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  if (screen->n_more > 0)
    screen->subtitle = ear_maker_print (self, self->words->more, screen->n_more);
#pragma GCC diagnostic pop

  return TRUE;
}

/* The answer of this turn as something to look at. A display draws weather and lists better than the card for them could. */
gboolean
ear_maker_show_answer (EarScreenMaker *self)
{
  const EarEvent *said = ear_maker_peek (self, self->state->last.said);
  const EarEvent *answered = ear_maker_find_in_turn (self, EAR_EVENT_ANSWERED);
  g_autoptr (EarAnswer) answer = NULL;

  if (answered != NULL && answered->answered.answer != NULL)
    answer = ear_answer_from_json (answered->answered.answer, NULL);

  return (answer != NULL && show_weather (self, answer)) || show_list (self) ||
         (said != NULL && said->type == EAR_EVENT_SAID && show_card (self, said->said.card));
}
