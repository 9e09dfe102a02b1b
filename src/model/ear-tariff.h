/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-money.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * EarDepth:
 * @EAR_DEPTH_CONTRIBUTION: what one answer itself earns and costs
 * @EAR_DEPTH_DEVICE: with its share of the device's subsidy
 * @EAR_DEPTH_LOADED: with people and development
 *
 * How deep one looks into a cost.
 */
typedef enum {
  EAR_DEPTH_CONTRIBUTION,
  EAR_DEPTH_DEVICE,
  EAR_DEPTH_LOADED,
  EAR_N_DEPTHS
} EarDepth;

/**
 * EAR_TARIFF_DEFAULT:
 *
 * The id of the tariff that is used where none is named.
 */
#define EAR_TARIFF_DEFAULT "2021-us"

/**
 * EarTariffStatus:
 *
 * How well a figure is known.
 */
typedef enum {
  EAR_TARIFF_PUBLISHED,
  EAR_TARIFF_ESTIMATE,
  EAR_TARIFF_ASSUMED,
} EarTariffStatus;

/**
 * EarTariffItem:
 * @key: e.g. "ads.impression"
 * @label: what people call it, in English; see ear_tariff_item_get_label()
 * @unit: request, character, token, impression, track, order, purchase, month, turn, device
 * @source: where it is from
 * @micros: signed price of one unit, income is positive; 0 where @basis_points counts
 * @low: the smallest plausible figure, of the sign and measure of the one that counts
 * @high: the largest
 * @basis_points: signed share of what changes hands
 * @depth: where it counts
 * @status: how well it is known
 *
 * One price.
 */
typedef struct {
  const char      *key;
  const char      *label;
  const char      *unit;
  const char      *source;
  gint64           micros;
  gint64           low, high;
  gint64           basis_points;
  EarDepth         depth;
  EarTariffStatus  status;
} EarTariffItem;

/**
 * EarRate:
 * @currency: ISO 4217 code
 * @date: when it was so, or the last day of the time that it is the average of
 * @source: where it is from
 * @micros: what one unit of @currency is worth in the tariff's currency
 * @status: how well it is known
 *
 * What another currency is worth in reports.
 */
typedef struct {
  const char      *currency;
  const char      *date;
  const char      *source;
  gint64           micros;
  EarTariffStatus  status;
} EarRate;

#define EAR_TYPE_TARIFF (ear_tariff_get_type ())

/**
 * EarTariff:
 *
 * A price book with a version. Immutable.
 */
G_DECLARE_FINAL_TYPE (EarTariff, ear_tariff, EAR, TARIFF, GObject)

EarTariff           *ear_tariff_load           (const char           *path,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
EarTariff           *ear_tariff_load_by_id     (const char           *id,
                                                GError              **error) G_GNUC_WARN_UNUSED_RESULT;
const char          *ear_tariff_get_id         (EarTariff            *self);
guint                ear_tariff_get_version    (EarTariff            *self);
const char          *ear_tariff_get_title      (EarTariff            *self,
                                                const char           *locale);
const char          *ear_tariff_get_currency   (EarTariff            *self);
const char          *ear_tariff_get_valid_from (EarTariff            *self);
GPtrArray           *ear_tariff_get_items      (EarTariff            *self);
const EarTariffItem *ear_tariff_find           (EarTariff            *self,
                                                const char           *key);
const EarRate       *ear_tariff_find_rate      (EarTariff            *self,
                                                const char           *currency);
gboolean             ear_tariff_convert        (EarTariff            *self,
                                                gint64                micros,
                                                const char           *currency,
                                                gint64               *converted);
gboolean             ear_tariff_price          (EarTariff            *self,
                                                const char           *key,
                                                gint64                quantity,
                                                gint64                gross_micros,
                                                gint64               *micros);
const char          *ear_tariff_item_get_label (const EarTariffItem  *item,
                                                const char           *locale);
const char          *ear_tariff_status_to_name (EarTariffStatus       status);
const char          *ear_depth_to_name         (EarDepth              depth);

G_END_DECLS
