/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-pose.h"

G_BEGIN_DECLS

/**
 * EarSheet:
 * @body: the only body on it, or −1 for all
 * @finish: the only finish, or −1
 * @dark: the only surroundings, or −1
 * @light: the only light, or −1
 * @cell: how wide one picture is
 * @locale: language of the displays
 *
 * A contact sheet: every light on every body in every finish and surroundings, with its name below.
 */
typedef struct {
  int         body;
  int         finish;
  int         dark;
  int         light;
  double      cell;
  const char *locale;
} EarSheet;

#define EAR_SHEET_INIT { .body = -1, .finish = -1, .dark = -1, .light = -1, .cell = 240.0 }

void ear_sheet_get_size (const EarSheet *self,
                         double         *width,
                         double         *height);
void ear_sheet_draw     (const EarSheet *self,
                         cairo_t        *cr,
                         double          scale);

G_END_DECLS
