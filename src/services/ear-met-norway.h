/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-live-weather.h"

G_BEGIN_DECLS

/* The Norwegian Meteorological Institute, whose forecasts are of the whole world. It wants to be asked again only when what it said
 * has expired, which EarHttp sees to.
 */

const char *ear_met_norway_get_condition (const char *symbol_code);

G_END_DECLS
