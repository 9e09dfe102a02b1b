/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-archive.h"
#include "model/ear-tariff.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ear_export_dialog_show (GtkWindow  *parent,
                             EarArchive *archive,
                             EarTariff  *tariff,
                             const char *format,
                             const char *session);

G_END_DECLS
