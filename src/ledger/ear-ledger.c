/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-ledger.h"
#include "ledger/ear-rule.h"

#include <glib/gi18n.h>
#include <string.h>

/* A charge of more than a billion is no charge of a speaker. Sums stop far from where they would wrap around. */
#define MAX_CHARGE (G_GINT64_CONSTANT (1000000000) * EAR_MICROS_PER_UNIT)
#define MAX_SUM (G_MAXINT64 / 4)
#define MAX_WARNINGS 100
#define NO_CURRENCY "XXX"

/* What an item came to within one span: a turn, a session, or all. */
typedef struct {
  gint64 micros;
  guint  span;
} Net;

typedef struct {
  const char    *item;
  const char    *own, *against, *partner;
  EarDepth       depth;
  gboolean       moves;
  guint          rank;
  guint          n;             /* charges, whatever they came to */

  Net            turn;
  Net            session;
  Net            total;
} Line;

typedef struct {
  guint32   turn;
  EarResult result;
} Turn;

struct _EarLedger {
  GObject     parent_instance;

  EarTariff  *tariff;
  const char *currency;

  GHashTable *lines;            /* item → Line */
  GArray     *postings;
  GArray     *spans;            /* index of the first posting of each session, and of each time between two */
  GPtrArray  *warnings;

  GHashTable *turns;            /* number → Turn */
  Turn       *turn;             /* the last one looked up */
  EarResult   session;
  EarResult   total;
  gboolean    session_open;
  guint       session_span;
};

G_DEFINE_FINAL_TYPE (EarLedger, ear_ledger, G_TYPE_OBJECT)

G_DEFINE_QUARK (ear-ledger-error-quark, ear_ledger_error)

static void
ear_ledger_finalize (GObject *object)
{
  EarLedger *self = EAR_LEDGER (object);

  g_clear_object (&self->tariff);
  g_hash_table_unref (self->lines);
  g_hash_table_unref (self->turns);
  g_array_unref (self->postings);
  g_array_unref (self->spans);
  g_ptr_array_unref (self->warnings);

  G_OBJECT_CLASS (ear_ledger_parent_class)->finalize (object);
}

static void
ear_ledger_class_init (EarLedgerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_ledger_finalize;
}

static void
ear_ledger_init (EarLedger *self)
{
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->turns = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->postings = g_array_new (FALSE, FALSE, sizeof (EarPosting));
  self->spans = g_array_new (FALSE, FALSE, sizeof (guint));
  self->warnings = g_ptr_array_new_with_free_func (g_free);
}

/**
 * ear_ledger_new:
 * @tariff: (nullable): knows depths, labels and the currency; without one the depths of the rules count, and the
 *   currency of the first charge
 *
 * Returns: (transfer full): empty books
 */
EarLedger *
ear_ledger_new (EarTariff *tariff)
{
  EarLedger *self = g_object_new (EAR_TYPE_LEDGER, NULL);

  g_set_object (&self->tariff, tariff);
  self->currency = tariff ? g_intern_string (ear_tariff_get_currency (tariff)) : NULL;

  return self;
}

/**
 * ear_ledger_new_at:
 * @tariff: (nullable): see ear_ledger_new()
 *
 * Returns: (transfer full): the books as they were after the event at @position
 */
EarLedger *
ear_ledger_new_at (EarTariff *tariff,
                   EarTape   *tape,
                   guint      position)
{
  EarLedger *self = ear_ledger_new (tariff);

  for (guint i = 1; i <= position; i++)
    ear_ledger_apply (self, ear_tape_peek (tape, i));

  return self;
}

G_GNUC_PRINTF (2, 3)
static void
warn (EarLedger  *self,
      const char *format,
      ...)
{
  va_list arguments;

  if (self->warnings->len >= MAX_WARNINGS)
    return;

  va_start (arguments, format);
  g_ptr_array_add (self->warnings, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static Line *
ensure_line (EarLedger  *self,
             const char *item)
{
  Line *line = g_hash_table_lookup (self->lines, item);
  const EarTariffItem *price;
  const EarRule *rule;

  if (line != NULL)
    return line;

  line = g_new0 (Line, 1);
  price = self->tariff ? ear_tariff_find (self->tariff, item) : NULL;
  line->item = g_intern_string (item);
  line->rank = g_hash_table_size (self->lines);

  if (!(rule = ear_rule_find (item))) {
    rule = ear_rule_get_unknown ();
    warn (self, _("“%.80s” has no account: booked in suspense. Use an item that the tariff knows."), item);
  }
  line->own = g_intern_static_string (rule->own);
  line->against = g_intern_static_string (rule->against);
  line->partner = g_intern_static_string (rule->partner);
  line->moves = rule->moves;
  line->depth = price ? price->depth : rule->depth;
  g_hash_table_insert (self->lines, (char *) line->item, line);

  return line;
}

static Turn *
ensure_turn (EarLedger *self,
             guint32    number)
{
  if (self->turn != NULL && self->turn->turn == number)
    return self->turn;

  self->turn = g_hash_table_lookup (self->turns, GUINT_TO_POINTER (number));
  if (self->turn == NULL) {
    self->turn = g_new0 (Turn, 1);
    self->turn->turn = number;
    g_hash_table_insert (self->turns, GUINT_TO_POINTER (number), self->turn);
  }

  return self->turn;
}

static const char *
check_currency (EarLedger  *self,
                const char *currency)
{
  if (currency == NULL || g_strcmp0 (currency, self->currency) == 0)
    return self->currency ? self->currency : NO_CURRENCY;

  if (strlen (currency) != 3 || strspn (currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3) {
    warn (self, _("“%.20s” is no currency: booked as %s. Use an ISO 4217 code."), currency, NO_CURRENCY);
    currency = NO_CURRENCY;
  }
  if (self->currency == NULL)
    self->currency = g_intern_string (currency);

  return g_intern_string (currency);
}

/* Results are in one currency: each charge is converted once, when it is booked, and what has no rate is left out and said
 * so. The postings keep what was charged.
 */
static gboolean
convert (EarLedger  *self,
         const char *currency,
         gint64     *micros)
{
  if (currency == self->currency || (self->tariff && ear_tariff_convert (self->tariff, *micros, currency, micros)))
    return TRUE;

  warn (self, _("There is no rate for %s in %s: the charge is in the postings, but not in the result. Add the rate to the tariff."),
        currency, self->currency ? self->currency : NO_CURRENCY);

  return FALSE;
}

static gint64
plus (gint64 sum,
      gint64 micros)
{
  return CLAMP (sum + micros, -MAX_SUM, MAX_SUM);
}

static void
count (EarResult *result,
       Net       *net,
       guint      span,
       gint64     micros,
       EarDepth   depth)
{
  gint64 before, after;

  if (net->span != span)
    *net = (Net) { .span = span };

  before = net->micros;
  after = net->micros = plus (before, micros);
  result->revenue = plus (result->revenue, MAX (after, 0) - MAX (before, 0));
  for (EarDepth d = depth; d < EAR_N_DEPTHS; d++)
    result->cost[d] = plus (result->cost[d], MAX (-after, 0) - MAX (-before, 0));
}

static void
post (EarLedger      *self,
      const EarEvent *event,
      const Line     *line,
      const char     *account,
      const char     *currency,
      gint64          micros)
{
  EarPosting posting = {
    .account = account,
    .currency = currency,
    .item = line->item,
    .micros = micros,
    .at = event->at,
    .depth = line->depth,
    .turn = event->turn,
  };

  if (micros != 0)
    g_array_append_val (self->postings, posting);
}

static void
apply_charged (EarLedger      *self,
               const EarEvent *event)
{
  const EarCharged *charged = &event->charged;
  Line *line = ensure_line (self, charged->item ? charged->item : "unknown");
  const char *currency = check_currency (self, charged->currency);
  gint64 micros = charged->micros, gross = charged->gross_micros, rest = 0;

  line->n++;
  if (micros > MAX_CHARGE || micros < -MAX_CHARGE) {
    warn (self, _("A charge of “%.80s” over a billion is not booked. Check the tariff and the deal."), line->item);
    return;
  }

  /* The partner's part is the remainder, so that the split closes whatever was rounded. */
  if (line->partner != NULL && gross >= -MAX_CHARGE && gross <= MAX_CHARGE && ABS (gross) >= ABS (micros))
    rest = gross - micros;

  post (self, event, line, line->own, currency, -micros);
  post (self, event, line, line->against, currency, micros + rest);
  if (rest != 0)
    post (self, event, line, line->partner, currency, -rest);

  if (line->moves || !convert (self, currency, &micros))
    return;

  count (&ensure_turn (self, event->turn)->result, &line->turn, event->turn, micros, line->depth);
  count (&self->total, &line->total, 0, micros, line->depth);
  if (self->session_open)
    count (&self->session, &line->session, self->session_span, micros, line->depth);
}

/**
 * ear_ledger_apply:
 *
 * The fold; pure as that of #EarState, and its cost does not grow with the books.
 */
void
ear_ledger_apply (EarLedger      *self,
                  const EarEvent *event)
{
  if (event->type == EAR_EVENT_CHARGED) {
    apply_charged (self, event);
  } else if (event->type == EAR_EVENT_OPENED || event->type == EAR_EVENT_CLOSED) {
    g_array_append_val (self->spans, self->postings->len);
    self->session_open = event->type == EAR_EVENT_OPENED;
    if (self->session_open) {
      self->session = (EarResult) { 0 };
      self->session_span = self->spans->len;
    }
  }
}

/**
 * ear_ledger_get_currency:
 *
 * Returns: (nullable): of all results; %NULL while neither a tariff nor a charge says
 */
const char *
ear_ledger_get_currency (EarLedger *self)
{
  return self->currency;
}

/**
 * ear_ledger_get_postings:
 *
 * Returns: (transfer none) (element-type EarPosting): all of them, in order
 */
GArray *
ear_ledger_get_postings (EarLedger *self)
{
  return self->postings;
}

/**
 * ear_ledger_get_warnings:
 *
 * Returns: (transfer none) (element-type utf8): what is odd about the charges, for a person; the first hundred
 */
GPtrArray *
ear_ledger_get_warnings (EarLedger *self)
{
  return self->warnings;
}

static gboolean
check_sums (GHashTable  *sums,
            guint        span,
            GError     **error)
{
  GHashTableIter iter;
  gpointer currency;
  gint64 *sum;

  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, &currency, (gpointer *) &sum))
    if (*sum != 0) {
      g_autofree char *amount = ear_money_to_string (*sum, currency, 6);

      g_set_error (error, EAR_LEDGER_ERROR, EAR_LEDGER_ERROR_UNBALANCED,
                   _("The books do not balance: the postings of span %u sum to %s instead of zero."), span, amount);
      return FALSE;
    }
  g_hash_table_remove_all (sums);

  return TRUE;
}

/**
 * ear_ledger_check:
 *
 * Returns: whether the postings of each session, and between sessions, sum to zero in each currency
 */
gboolean
ear_ledger_check (EarLedger  *self,
                  GError    **error)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  guint span = 0;

  for (guint i = 0; i < self->postings->len; i++) {
    const EarPosting *posting = &g_array_index (self->postings, EarPosting, i);
    gint64 *sum;

    while (span < self->spans->len && g_array_index (self->spans, guint, span) <= i)
      if (!check_sums (sums, span++, error))
        return FALSE;

    if (!(sum = g_hash_table_lookup (sums, posting->currency))) {
      sum = g_new0 (gint64, 1);
      g_hash_table_insert (sums, (char *) posting->currency, sum);
    }
    *sum = plus (*sum, posting->micros);
  }

  return check_sums (sums, span, error);
}

/**
 * ear_ledger_get_session:
 *
 * Returns: the result of the open session, or of the last one
 */
EarResult
ear_ledger_get_session (EarLedger *self)
{
  return self->session;
}

EarResult
ear_ledger_get_turn (EarLedger *self,
                     guint      turn)
{
  Turn *found = g_hash_table_lookup (self->turns, GUINT_TO_POINTER (turn));

  return found ? found->result : (EarResult) { 0 };
}

EarResult
ear_ledger_get_total (EarLedger *self)
{
  return self->total;
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  const Line *left = *(const Line **) a, *right = *(const Line **) b;
  gboolean left_earns = left->session.micros > 0, right_earns = right->session.micros > 0;

  if (left_earns != right_earns)
    return left_earns ? -1 : 1;
  if (left->depth != right->depth)
    return left->depth < right->depth ? -1 : 1;

  return left->rank < right->rank ? -1 : left->rank > right->rank;
}

/**
 * ear_ledger_list_shares:
 * @locale: (nullable): of the labels, e.g. "de-DE"; %NULL for English
 *
 * Returns: (transfer full) (element-type EarShare): what each item brought or cost in the open or last session: income
 *   first, then costs by depth, each in the order in which they first occurred
 */
GPtrArray *
ear_ledger_list_shares (EarLedger  *self,
                        const char *locale)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new ();
  GPtrArray *shares = g_ptr_array_new_with_free_func (g_free);
  const EarTariffItem *item;
  GHashTableIter iter;
  Line *line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &line))
    if (line->session.span == self->session_span && line->session.micros != 0)
      g_ptr_array_add (lines, line);
  g_ptr_array_sort (lines, compare_lines);

  for (guint i = 0; i < lines->len; i++) {
    line = g_ptr_array_index (lines, i);
    item = self->tariff ? ear_tariff_find (self->tariff, line->item) : NULL;
    g_ptr_array_add (shares, g_memdup2 (&(EarShare) {
      .item = line->item,
      .label = item ? ear_tariff_item_get_label (item, locale) : line->item,
      .micros = line->session.micros,
      .depth = line->depth,
    }, sizeof (EarShare)));
  }

  return shares;
}

/**
 * ear_ledger_get_n_charges:
 * @item: key of the tariff
 *
 * Returns: how often it was charged, in all
 */
guint
ear_ledger_get_n_charges (EarLedger  *self,
                          const char *item)
{
  const Line *line;

  g_return_val_if_fail (EAR_IS_LEDGER (self), 0);

  line = g_hash_table_lookup (self->lines, item);

  return line ? line->n : 0;
}

/**
 * ear_ledger_get_subsidy:
 * @earned_back: (out) (optional): what contributions have come to so far; negative while answers cost more than they earn
 *
 * Returns: what the maker put into this device when it was sold, not negative; 0 where the tariff does not say
 */
gint64
ear_ledger_get_subsidy (EarLedger *self,
                        gint64    *earned_back)
{
  const EarTariffItem *unit = self->tariff ? ear_tariff_find (self->tariff, "device.unit-subsidy") : NULL;

  if (earned_back != NULL)
    *earned_back = self->total.revenue - self->total.cost[EAR_DEPTH_CONTRIBUTION];

  return unit ? ABS (unit->micros) : 0;
}
