/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

void        ear_gst_init       (void);
GstElement *ear_gst_make       (const char  *factory,
                                GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void        ear_gst_keep_plain (GstElement  *decodebin);
char       *ear_gst_dup_reason (const char *message) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
