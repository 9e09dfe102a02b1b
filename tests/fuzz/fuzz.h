/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A target is one file with one function. With -Dfuzz=true clang links it with libFuzzer; always it is linked with
 * fuzz-driver.c, which feeds it the corpus as a unit test.
 */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);
