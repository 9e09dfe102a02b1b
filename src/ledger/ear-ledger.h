/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"
#include "model/ear-tariff.h"

G_BEGIN_DECLS

#define EAR_LEDGER_ERROR (ear_ledger_error_quark ())

/**
 * EarLedgerError:
 * @EAR_LEDGER_ERROR_UNBALANCED: the postings of a session do not sum to zero
 */
typedef enum {
  EAR_LEDGER_ERROR_UNBALANCED,
} EarLedgerError;

GQuark ear_ledger_error_quark (void);

/**
 * EarPosting:
 * @account: beancount-style path, e.g. "Income:Ads", "Expenses:Voice:ASR", "Assets:Clearing"; interned
 * @micros: signed; debit is positive, credit (so income) negative, as in beancount
 * @currency: ISO 4217; interned
 * @item: the key of the tariff that caused it; interned
 * @depth: where it counts
 * @turn: the turn it belongs to
 * @at: µs since 1970
 *
 * One line of double entry.
 */
typedef struct {
  const char *account;
  const char *currency;
  const char *item;
  gint64      micros;
  gint64      at;
  EarDepth    depth;
  guint32     turn;
} EarPosting;

/**
 * EarResult:
 * @revenue: what came in, not negative
 * @cost: by depth, what it cost up to and including that depth, not negative
 *
 * Micros of one currency. The margin at depth d is @revenue − @cost[d]. What is taken back lowers what it takes back
 * from, within the turn, the session or the whole; only beyond that does it count on the other side.
 */
typedef struct {
  gint64 revenue;
  gint64 cost[EAR_N_DEPTHS];
} EarResult;

/**
 * EarShare:
 * @item: key of the tariff
 * @label: for people
 * @micros: signed, income positive
 * @depth: where it counts
 *
 * One bar of a waterfall.
 */
typedef struct {
  const char *item;
  const char *label;
  gint64      micros;
  EarDepth    depth;
} EarShare;

#define EAR_TYPE_LEDGER (ear_ledger_get_type ())

/**
 * EarLedger:
 *
 * The books, a fold over the tape: every CHARGED event becomes postings that sum to zero.
 *
 * Postings keep the currency that was charged and sum to zero in each. Results are in the tariff's currency: what is
 * charged in another one is converted at the tariff's rate, each charge once and half to even; without a rate it is left
 * out and a warning says so. Nothing is ever added across currencies.
 */
G_DECLARE_FINAL_TYPE (EarLedger, ear_ledger, EAR, LEDGER, GObject)

EarLedger  *ear_ledger_new          (EarTariff       *tariff) G_GNUC_WARN_UNUSED_RESULT;
EarLedger  *ear_ledger_new_at       (EarTariff       *tariff,
                                     EarTape         *tape,
                                     guint            position) G_GNUC_WARN_UNUSED_RESULT;
void        ear_ledger_apply        (EarLedger       *self,
                                     const EarEvent  *event);
const char *ear_ledger_get_currency (EarLedger       *self);
GArray     *ear_ledger_get_postings (EarLedger       *self);
GPtrArray  *ear_ledger_get_warnings (EarLedger       *self);
gboolean    ear_ledger_check        (EarLedger       *self,
                                     GError         **error);
EarResult   ear_ledger_get_session  (EarLedger       *self);
EarResult   ear_ledger_get_turn     (EarLedger       *self,
                                     guint            turn);
EarResult   ear_ledger_get_total    (EarLedger       *self);
GPtrArray  *ear_ledger_list_shares  (EarLedger       *self,
                                     const char      *locale) G_GNUC_WARN_UNUSED_RESULT;
guint       ear_ledger_get_n_charges (EarLedger      *self,
                                      const char     *item);
gint64      ear_ledger_get_subsidy  (EarLedger       *self,
                                     gint64          *earned_back);

G_END_DECLS
