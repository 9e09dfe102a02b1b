/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  EAR_CAPTURE_SOUND,
  EAR_CAPTURE_NOTHING,          /* yet */
  EAR_CAPTURE_OVER,             /* a file came to its end */
  EAR_CAPTURE_FAILED,
} EarCaptureState;

/* An open microphone, or what stands in for it: 16 kHz, mono. For one thread. */
typedef struct _EarCapture EarCapture;

EarCapture      *ear_capture_open  (const char  *source,
                                    GError     **error) G_GNUC_WARN_UNUSED_RESULT;
EarCaptureState  ear_capture_pull  (EarCapture  *self,
                                    GArray      *samples,
                                    GError     **error);
void             ear_capture_close (EarCapture  *self);

G_END_DECLS
