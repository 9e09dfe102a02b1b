/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "nlu/ear-utterance.h"

G_BEGIN_DECLS

/**
 * EarProspect:
 * @least: what the rest of the way costs at least
 * @gain: by how much the weight of what is found on the rest of the way can exceed what it costs, at most
 */
typedef struct {
  float least;
  float gain;
} EarProspect;

/**
 * EarOutlook:
 *
 * What the rest of the way holds for each node of the samples, given which words were said at all. Whoever walks the samples need
 * not enter a node from which no way leads to an end that is cheap enough.
 */
typedef struct _EarOutlook EarOutlook;

EarOutlook        *ear_outlook_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void               ear_outlook_free (EarOutlook         *self);
const EarProspect *ear_outlook_look (EarOutlook         *self,
                                     const EarUtterance *utterance);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarOutlook, ear_outlook_free)

G_END_DECLS
