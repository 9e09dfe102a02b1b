/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-tape.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define EAR_TYPE_TRANSCRIPT (ear_transcript_get_type ())

/**
 * EarTranscript:
 *
 * The conversation as speech bubbles: what was heard, said, played, and what sounded almost like the wake word.
 */
G_DECLARE_FINAL_TYPE (EarTranscript, ear_transcript, EAR, TRANSCRIPT, GtkWidget)

void ear_transcript_set_tape (EarTranscript *self,
                              EarTape       *tape);

G_END_DECLS
