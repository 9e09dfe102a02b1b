/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dialog/ear-routine.h"

G_BEGIN_DECLS

#define EAR_TYPE_NOTEBOOK (ear_notebook_get_type ())

/**
 * EarNotebook:
 *
 * What the household wrote down by itself: its routines, the people it calls, the books it put on its shelf. Read once,
 * from the files that come with the product and from those in the profile's folder; a file that can not be read is
 * left out, and a notice says why.
 */
G_DECLARE_FINAL_TYPE (EarNotebook, ear_notebook, EAR, NOTEBOOK, GObject)

EarNotebook      *ear_notebook_new          (const char   *folder) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray        *ear_notebook_get_notices  (EarNotebook  *self);
GPtrArray        *ear_notebook_get_contacts (EarNotebook  *self);
GPtrArray        *ear_notebook_get_books    (EarNotebook  *self);
GPtrArray        *ear_notebook_get_routines (EarNotebook  *self);
const EarRoutine *ear_notebook_find_routine (EarNotebook  *self,
                                             const char   *locale,
                                             const char   *id);
const char       *ear_notebook_find_contact (EarNotebook  *self,
                                             const char   *name);
JsonNode         *ear_notebook_amend_model  (EarNotebook  *self,
                                             JsonNode     *model,
                                             const char   *skill,
                                             const char   *locale) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
