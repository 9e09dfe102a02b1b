/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-provider.h"

/* Asks and waits, as a test may. `deadline_ms` 0 is the usual one. */
EarAnswer *ask_and_wait   (EarProvider        *provider,
                           const EarQuestion  *question,
                           guint               deadline_ms,
                           GCancellable       *cancellable,
                           GError            **error);
void       set_config     (EarProvider        *provider,
                           const char         *key,
                           const char         *value);
void       assert_json    (const EarAnswer    *answer,
                           const char         *json);
char      *write_file     (const char         *contents,
                           gssize              length);
void       remove_file    (char               *path);
