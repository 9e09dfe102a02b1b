/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "speaker/ear-speaker.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_UNDO_TOAST (ear_undo_toast_get_type ())

/**
 * EarUndoToast:
 *
 * Says in a window what was canceled, cleared or removed, and brings it back on a press.
 */
G_DECLARE_FINAL_TYPE (EarUndoToast, ear_undo_toast, EAR, UNDO_TOAST, GObject)

EarUndoToast *ear_undo_toast_new (AdwToastOverlay *overlay,
                                  EarSpeaker      *speaker) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
