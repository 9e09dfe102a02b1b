/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "skills/ear-skill-tools.h"

G_BEGIN_DECLS

/* The part of the books skill that reads: a paragraph is played after the other, and the household remembers the sentence. */

const char *ear_reading_get_last_book   (const EarScene   *scene);
EarAnswer  *ear_reading_dup_current     (const EarScene   *scene) G_GNUC_WARN_UNUSED_RESULT;
char       *ear_reading_dup_book_of     (const EarScene   *scene,
                                         const char       *sku) G_GNUC_WARN_UNUSED_RESULT;
gboolean    ear_reading_owns            (const EarScene   *scene,
                                         const char       *sku);
gboolean    ear_reading_is_locked       (const EarScene   *scene,
                                         const EarPassage *passage);
void        ear_reading_ask             (const EarScene   *scene,
                                         const char       *book,
                                         gint64            position,
                                         const char       *context,
                                         EarWishes        *wishes);
void        ear_reading_introduce       (const EarScene   *scene,
                                         const EarPassage *passage,
                                         EarWishes        *wishes);
void        ear_reading_queue           (const EarScene   *scene,
                                         const EarPassage *passage,
                                         EarWishes        *wishes);
void        ear_reading_take_end        (const EarScene   *scene,
                                         gboolean          talking,
                                         EarWishes        *wishes);

void        ear_reading_meet_started    (const EarScene   *scene,
                                         EarWishes        *wishes);
void        ear_reading_meet_stopped    (const EarScene   *scene,
                                         EarWishes        *wishes);
void        ear_reading_meet_finished   (const EarScene   *scene,
                                         EarWishes        *wishes);
void        ear_reading_meet_failed     (const EarScene   *scene,
                                         EarWishes        *wishes);
void        ear_reading_meet_pause      (const EarScene   *scene,
                                         EarWishes        *wishes);
void        ear_reading_meet_resume     (const EarScene   *scene,
                                         EarWishes        *wishes);
void        ear_reading_meet_back       (const EarScene   *scene,
                                         EarWishes        *wishes);
void        ear_reading_meet_chapter    (const EarScene   *scene,
                                         EarWishes        *wishes);
void        ear_reading_meet_start_over (const EarScene   *scene,
                                         EarWishes        *wishes);
void        ear_reading_meet_what       (const EarScene   *scene,
                                         EarWishes        *wishes);

G_END_DECLS
