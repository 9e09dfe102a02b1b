/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_APPLICATION (ear_application_get_type ())

G_DECLARE_FINAL_TYPE (EarApplication, ear_application, EAR, APPLICATION, AdwApplication)

EarApplication *ear_application_new (void) G_GNUC_WARN_UNUSED_RESULT;

void ear_application_return_memory (void);

G_END_DECLS
