/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "skills/ear-builtin-skills.h"
#include "skills/ear-skill-unasked.h"

#include "model/ear-json.h"
#include "model/ear-money.h"

#include <string.h>

#define MAX_QUANTITY 99

EAR_DEFINE_SKILL (EarShoppingSkill, ear_shopping_skill)

static const EarPurchase *
peek_last_purchase (const EarScene *scene)
{
  GPtrArray *purchases = ear_household_get_purchases (scene->household);

  return purchases->len > 0 ? g_ptr_array_index (purchases, purchases->len - 1) : NULL;
}

/* What was bought last wins among equals: "more coffee" is more of the same. */
static void
meet_reorder (const EarScene *scene,
              EarWishes      *wishes)
{
  const EarPurchase *known = peek_last_purchase (scene);
  g_autofree char *product = ear_tools_dup_value (scene, "product");

  if (product == NULL)
    ear_tools_elicit (scene, wishes, "shop.what", "product");
  else
    ear_wishes_ask (wishes, EAR_SERVICE_SHOP, &(EarQuestion) {
      .operation = "search",
      .locale = scene->locale,
      .text = product,
      .sku = known ? known->sku : NULL,
      .now = scene->now,
      .seed = ear_dice_draw (scene->dice, 0, "shop") >> 1,
    });
}

/* {"product": {…}, "quantity": 2, "index": 0}: `index` is that of the row in the answer. */
static char *
make_proposal (const EarProduct *product,
               gint64            quantity,
               guint             index)
{
  g_autofree char *row = ear_answer_row_to_json (EAR_ANSWER_PRODUCTS, product);

  return g_strdup_printf ("{\"product\":%s,\"quantity\":%" G_GINT64_FORMAT ",\"index\":%u}", row, quantity, index);
}

static char *
make_card (const EarProduct *product,
           gint64            total)
{
  const char *currency = product->currency ? product->currency : "USD";
  g_autofree char *price = ear_money_to_string (total, currency, ear_money_get_digits (currency));
  g_autofree char *text = g_strconcat (product->unit ? product->unit : "", product->unit ? " · " : "", price, NULL);

  return ear_tools_make_card (product->title, text, product->image);
}

static gboolean
can_be_sold (const EarProduct *product)
{
  return product->sku != NULL && product->stock > 0 && product->micros >= 0 && product->micros < G_MAXINT64 / MAX_QUANTITY;
}

/* Names the price and asks; nothing is ordered before the customer says yes to exactly this. */
static void
offer (const EarScene   *scene,
       const EarProduct *product,
       gint64            wanted,
       guint             index,
       const char       *lead,
       EarWishes        *wishes)
{
  gint64 quantity = CLAMP (wanted, 1, MIN (product->stock, MAX_QUANTITY));
  gint64 total = product->micros * quantity;
  g_autofree char *price = ear_phrase_money (scene->locale, total, product->currency ? product->currency : "USD");
  g_autofree char *count = ear_tools_dup_number (scene, quantity);
  g_autofree char *prompt = g_strconcat (quantity > 1 ? "shop.offer-several" : "shop.offer", product->unit ? NULL : "-plain", NULL);
  g_autofree char *question = ear_scene_render (scene, prompt, "title", product->title ? product->title : "",
                                                "unit", product->unit ? product->unit : "", "quantity", count, "price", price, NULL);
  g_autofree char *whole = g_strconcat (lead ? lead : "", lead ? " " : "", question, NULL);
  g_autofree char *card = make_card (product, total);
  g_autofree char *proposal = make_proposal (product, quantity, index);

  ear_tools_ask_back (scene, wishes, whole, "shop.offer.again", card);
  ear_scene_expect (scene, wishes, "confirm", "shopping.reorder", NULL, proposal);
}

/* Returns: the first row from @from on that is in stock, or the number of rows */
static guint
find_in_stock (const EarAnswer *answer,
               guint            from)
{
  while (from < answer->rows->len && !can_be_sold (ear_answer_peek (answer, from)))
    from++;

  return from;
}

static void
say_about (const EarScene *scene,
           EarWishes      *wishes,
           const char     *prompt,
           const char     *wanted)
{
  g_autofree char *ssml = ear_scene_render (scene, prompt, "wanted", wanted ? wanted : "", NULL);

  ear_tools_say (scene, wishes, ssml);
}

static void
offer_found (const EarScene  *scene,
             const EarAnswer *answer,
             EarWishes       *wishes)
{
  guint found = find_in_stock (answer, 0);
  const EarProduct *first = ear_answer_peek (answer, 0);
  g_autofree char *wanted = ear_tools_dup_value (scene, "product");
  g_autofree char *lead = NULL;

  if (first == NULL) {
    say_about (scene, wishes, "shop.unknown", wanted);
  } else if (found == answer->rows->len) {
    say_about (scene, wishes, "shop.sold-out", first->title);
  } else {
    if (found > 0)
      lead = ear_scene_render (scene, "shop.instead", "wanted", first->title ? first->title : "", NULL);
    offer (scene, ear_answer_peek (answer, found), ear_tools_get_number (scene, "quantity", 1), found, lead, wishes);
  }
}

/* Returns: (transfer full) (nullable): what was offered, as an answer of one row */
static EarAnswer *
dup_offered (const EarScene *scene,
             gint64         *quantity,
             gint64         *index)
{
  g_autoptr (JsonNode) proposal = ear_tools_dup_proposal (scene);
  JsonObject *object = proposal ? json_node_get_object (proposal) : NULL;
  g_autofree char *item = NULL;

  if (object == NULL || ear_json_get_object (object, "product", NULL) == NULL ||
      !ear_json_get_int (object, "quantity", 1, MAX_QUANTITY, quantity, NULL) ||
      !ear_json_get_int (object, "index", 0, G_MAXINT32, index, NULL))
    return NULL;

  item = json_to_string (json_object_get_member (object, "product"), FALSE);

  return ear_tools_dup_item (&(EarEvent) { .type = EAR_EVENT_QUEUED, .queued = { .item = item } }, EAR_ANSWER_PRODUCTS);
}

static void
accept_offer (const EarScene *scene,
              EarWishes      *wishes)
{
  gint64 quantity, index;
  g_autoptr (EarAnswer) offered = dup_offered (scene, &quantity, &index);
  const EarProduct *product = offered ? ear_answer_peek (offered, 0) : NULL;

  if (product == NULL || product->sku == NULL)
    ear_scene_say (scene, wishes, "shop.let-go", NULL);
  else
    ear_wishes_ask (wishes, EAR_SERVICE_SHOP, &(EarQuestion) {
      .operation = "order",
      .locale = scene->locale,
      .text = product->title,
      .sku = product->sku,
      .quantity = quantity,
      .now = scene->now,
      .seed = ear_dice_draw (scene->dice, scene->turn, "order") >> 1,
    });
}

static void
accept_cancel (const EarScene *scene,
               EarWishes      *wishes)
{
  const EarPurchase *purchase = peek_last_purchase (scene);

  if (purchase != NULL && g_strcmp0 (purchase->state, "placed") == 0)
    ear_wishes_ask (wishes, EAR_SERVICE_SHOP, &(EarQuestion) {
      .operation = "cancel",
      .locale = scene->locale,
      .text = purchase->order,
      .sku = purchase->sku,
      .quantity = purchase->quantity,
      .now = scene->now,
    });
}

static void
meet_yes (const EarScene *scene,
          EarWishes      *wishes)
{
  if (ear_tools_is_reply_to (scene, "shopping.reorder"))
    accept_offer (scene, wishes);
  else if (ear_tools_is_reply_to (scene, "shopping.cancel"))
    accept_cancel (scene, wishes);
}

static void
let_go (const EarScene *scene,
        EarWishes      *wishes)
{
  ear_scene_say (scene, wishes, ear_tools_is_reply_to (scene, "shopping.cancel") ? "shop.kept" : "shop.let-go", NULL);
}

/* The first no brings the next match, the second is the end of it. */
static void
meet_no (const EarScene *scene,
         EarWishes      *wishes)
{
  gint64 quantity, index;
  g_autoptr (EarAnswer) offered = dup_offered (scene, &quantity, &index);
  g_autoptr (EarAnswer) answer = offered ? ear_tools_dup_answer (scene, EAR_ANSWER_PRODUCTS) : NULL;
  guint first = answer ? find_in_stock (answer, 0) : 0;
  guint next = answer ? find_in_stock (answer, first + 1) : 0;
  g_autofree char *lead = NULL;

  if (answer == NULL || index != first || next >= answer->rows->len) {
    let_go (scene, wishes);
    return;
  }

  lead = ear_scene_render (scene, "shop.another", NULL);
  offer (scene, ear_answer_peek (answer, next), quantity, next, lead, wishes);
}

static char *
render_purchase (const EarScene    *scene,
                 const char        *prompt,
                 const EarPurchase *purchase)
{
  g_autofree char *day = ear_tools_dup_day (scene, purchase->due);
  g_autofree char *price = ear_phrase_money (scene->locale, purchase->micros, purchase->currency ? purchase->currency : "USD");

  return ear_scene_render (scene, prompt, "title", purchase->title ? purchase->title : "", "price", price, "day", day,
                           "order", purchase->order ? purchase->order : "", NULL);
}

static void
meet_track (const EarScene *scene,
            EarWishes      *wishes)
{
  const EarPurchase *purchase = peek_last_purchase (scene);
  g_autofree char *ssml = NULL;

  if (purchase == NULL)
    ssml = ear_scene_render (scene, "shop.none", NULL);
  else if (g_strcmp0 (purchase->state, "canceled") == 0)
    ssml = render_purchase (scene, "shop.track-canceled", purchase);
  else
    ssml = render_purchase (scene, purchase->due < scene->now ? "shop.track-due" : "shop.track", purchase);

  ear_tools_say (scene, wishes, ssml);
}

static void
meet_cancel_order (const EarScene *scene,
                   EarWishes      *wishes)
{
  const EarPurchase *purchase = peek_last_purchase (scene);
  g_autofree char *ssml = NULL;

  if (purchase == NULL || g_strcmp0 (purchase->state, "placed") != 0) {
    meet_track (scene, wishes);
    return;
  }

  ssml = render_purchase (scene, "shop.cancel", purchase);
  ear_tools_ask_back (scene, wishes, ssml, "shop.cancel.again", NULL);
  ear_scene_expect (scene, wishes, "confirm", "shopping.cancel", NULL, NULL);
}

static void
note_order (const EarReceipt *receipt,
            const char       *state,
            EarWishes        *wishes)
{
  ear_wishes_note (wishes, &(EarEvent) {
    .type = EAR_EVENT_ORDERED,
    .ordered = {
      .order = receipt->order,
      .sku = receipt->sku,
      .title = receipt->title,
      .quantity = receipt->quantity,
      .micros = receipt->micros,
      .currency = receipt->currency,
      .state = state,
      .due = receipt->due,
    },
  });
}

/* A canceled order takes back what it had earned. */
static void
charge_order (const EarReceipt *receipt,
              int               sign,
              EarWishes        *wishes)
{
  static const char *const items[] = { "shop.margin", "shop.payment", "shop.returns" };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    ear_wishes_note (wishes, &(EarEvent) {
      .type = EAR_EVENT_CHARGED,
      .charged = {
        .item = items[i],
        .quantity = sign,
        .currency = receipt->currency,
        .gross_micros = sign * receipt->micros,
        .memo = receipt->order,
      },
    });
}

/* What was canceled is what the household ordered, whatever the shop still knows of it. */
static EarReceipt
recall_order (const EarScene   *scene,
              const EarReceipt *receipt)
{
  const EarPurchase *purchase = peek_last_purchase (scene);

  if (purchase == NULL || g_strcmp0 (purchase->order, receipt->order) != 0)
    return *receipt;

  return (EarReceipt) {
           .order = purchase->order,
           .sku = purchase->sku,
           .title = purchase->title,
           .currency = purchase->currency,
           .quantity = purchase->quantity,
           .micros = purchase->micros,
           .due = purchase->due,
  };
}

static char *
make_order_card (const EarReceipt *order,
                 const char       *day)
{
  const char *currency = order->currency ? order->currency : "USD";
  g_autofree char *price = ear_money_to_string (order->micros, currency, ear_money_get_digits (currency));
  g_autofree char *count = order->quantity > 1 ? g_strdup_printf (" × %" G_GINT64_FORMAT, order->quantity) : g_strdup ("");
  g_autofree char *title = g_strconcat (order->title ? order->title : "", count, NULL);
  g_autofree char *text = g_strconcat (price, " · ", day, "\n", order->order ? order->order : "", NULL);

  return ear_tools_make_card (title, text, "shop/parcel.svg");
}

static void
take_receipt (const EarScene   *scene,
              const EarReceipt *receipt,
              EarWishes        *wishes)
{
  gboolean canceled = g_strcmp0 (receipt->state, "canceled") == 0;
  EarReceipt order = canceled ? recall_order (scene, receipt) : *receipt;
  g_autofree char *day = ear_tools_dup_day (scene, order.due);
  g_autofree char *ssml = ear_scene_render (scene, canceled ? "shop.canceled" : "shop.ordered", "day", day,
                                            "order", order.order, "title", order.title ? order.title : "", NULL);

  note_order (&order, canceled ? "canceled" : "placed", wishes);
  charge_order (&order, canceled ? -1 : 1, wishes);
  if (canceled) {
    ear_tools_say (scene, wishes, ssml);
  } else {
    g_autofree char *card = make_order_card (&order, day);

    ear_tools_show (scene, wishes, ssml, card);
  }
}

static void
say_failure (const EarScene  *scene,
             const EarFailed *failure,
             EarWishes       *wishes)
{
  g_autofree char *wanted = ear_tools_dup_value (scene, "product");

  if (ear_tools_is_reply_to (scene, "shopping.cancel"))
    ear_scene_say (scene, wishes, "shop.not-canceled", NULL);
  else if (wanted != NULL && g_strcmp0 (failure->code, "not-found") == 0)
    say_about (scene, wishes, "shop.unknown", wanted);
  else
    ear_tools_say_failure (scene, wishes, failure);
}

/* The parcel is at the door. */
static void
meet_due (const EarScene *scene,
          EarWishes      *wishes)
{
  GPtrArray *purchases = ear_household_get_purchases (scene->household);

  for (guint i = 0; i < purchases->len; i++) {
    const EarPurchase *purchase = g_ptr_array_index (purchases, i);
    EarReceipt receipt = {
      .order = purchase->order, .sku = purchase->sku, .title = purchase->title, .currency = purchase->currency,
      .quantity = purchase->quantity, .micros = purchase->micros, .due = purchase->due,
    };
    g_autofree char *ssml = NULL, *text = NULL;

    if (strcmp (purchase->state, "placed") != 0 || purchase->due > scene->now)
      continue;
    note_order (&receipt, "delivered", wishes);
    ssml = ear_scene_render (scene, "shop.arrived", "title", purchase->title, NULL);
    text = ear_phrase_plain (ssml);
    ear_unasked_notify (scene, wishes, "delivery", NULL, text);
  }
}

static const char *
ear_shopping_skill_get_id (EarSkill *skill)
{
  return "shopping";
}

static void
ear_shopping_skill_meet (EarSkill       *skill,
                         const EarScene *scene,
                         EarWishes      *wishes)
{
  static const EarMeeting meetings[] = {
    { "shopping.reorder", meet_reorder },
    { "shopping.track", meet_track },
    { "shopping.cancel", meet_cancel_order },
    { "due.household", meet_due },
    { "AMAZON.YesIntent", meet_yes },
    { "AMAZON.NoIntent", meet_no },
    { "AMAZON.CancelIntent", let_go },
    { "AMAZON.StopIntent", let_go },
    { NULL }
  };

  ear_tools_meet (meetings, scene, wishes);
}

static void
ear_shopping_skill_answer (EarSkill        *skill,
                           const EarScene  *scene,
                           const EarAnswer *answer,
                           const EarFailed *failure,
                           EarWishes       *wishes)
{
  static const EarFailed senseless = { .kind = "shop", .code = "bad-response" };
  const EarReceipt *receipt = answer != NULL && answer->kind == EAR_ANSWER_RECEIPT ? ear_answer_peek (answer, 0) : NULL;

  if (failure != NULL)
    say_failure (scene, failure, wishes);
  else if (answer->kind == EAR_ANSWER_PRODUCTS)
    offer_found (scene, answer, wishes);
  else if (receipt != NULL && receipt->order != NULL)
    take_receipt (scene, receipt, wishes);
  else
    say_failure (scene, &senseless, wishes);
}

static void
skill_iface_init (EarSkillInterface *iface)
{
  iface->get_id = ear_shopping_skill_get_id;
  iface->meet = ear_shopping_skill_meet;
  iface->answer = ear_shopping_skill_answer;
}
