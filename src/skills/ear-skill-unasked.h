/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "skills/ear-skill-tools.h"

G_BEGIN_DECLS

/* What skills need that speak up without having been asked: whether they may, and how. */

const EarSensed *ear_unasked_peek_sensed  (const EarScene  *scene);
gboolean         ear_unasked_may_speak    (const EarScene  *scene);
gboolean         ear_unasked_is_quiet     (const EarScene  *scene);
gboolean         ear_unasked_is_child     (const EarScene  *scene);
gboolean         ear_unasked_in_routine   (const EarScene  *scene);
void             ear_unasked_speak        (const EarScene  *scene,
                                           EarWishes       *wishes,
                                           const char      *cause,
                                           const char      *chime,
                                           const char      *ssml,
                                           const char      *reprompt);
void             ear_unasked_notify       (const EarScene  *scene,
                                           EarWishes       *wishes,
                                           const char      *kind,
                                           const char      *source,
                                           const char      *text);
void             ear_tools_confirm        (const EarScene  *scene,
                                           EarWishes       *wishes,
                                           const char      *ssml);

G_END_DECLS
