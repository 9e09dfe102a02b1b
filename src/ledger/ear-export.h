/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ledger/ear-archive.h"

G_BEGIN_DECLS

/**
 * EarExportFormat:
 * @EAR_EXPORT_JSON: an array with an object a session: events, turns and postings
 * @EAR_EXPORT_CSV: RFC 4180, one line a posting
 * @EAR_EXPORT_LEDGER: plain text accounting, for ledger and its kin
 * @EAR_EXPORT_XLSX: a spreadsheet of sessions, postings and events
 * @EAR_EXPORT_TAPE: JSON lines, as ear_tape_load() reads them
 */
typedef enum {
  EAR_EXPORT_JSON,
  EAR_EXPORT_CSV,
  EAR_EXPORT_LEDGER,
  EAR_EXPORT_XLSX,
  EAR_EXPORT_TAPE,
  EAR_N_EXPORT_FORMATS
} EarExportFormat;

const char *ear_export_format_to_name    (EarExportFormat      format);
gboolean    ear_export_format_from_name  (const char          *name,
                                          EarExportFormat     *format);
const char *ear_export_format_get_suffix (EarExportFormat      format);
gboolean    ear_export_write             (EarArchive          *archive,
                                          EarTariff           *tariff,
                                          const char *const   *ids,
                                          EarExportFormat      format,
                                          GOutputStream       *stream,
                                          GCancellable        *cancellable,
                                          GError             **error);

G_END_DECLS
