/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-connector-private.h"

G_BEGIN_DECLS

/* Where in the file the reader is; said before whatever is wrong there. */
typedef struct {
  EarConnector  *connector;
  const char    *path;
  GError       **error;
} EarReader;

gboolean    ear_reader_refuse              (EarReader          *self,
                                            const char         *place,
                                            const char         *format,
                                            ...) G_GNUC_PRINTF (3, 4);
gboolean    ear_reader_has_only            (EarReader          *self,
                                            JsonObject         *object,
                                            const char         *place,
                                            const char *const  *members);
const char *ear_reader_get_text            (JsonObject         *object,
                                            const char         *member);
gboolean    ear_reader_take_text           (EarReader          *self,
                                            JsonObject         *object,
                                            const char         *place,
                                            const char         *member,
                                            char              **text);
gboolean    ear_reader_need_text           (EarReader          *self,
                                            JsonObject         *object,
                                            const char         *place,
                                            const char         *member,
                                            char              **text);
gboolean    ear_reader_take_path           (EarReader          *self,
                                            JsonObject         *object,
                                            const char         *place,
                                            const char         *member,
                                            JsonPath          **path);
gboolean    ear_reader_check_template      (EarReader          *self,
                                            const char         *template,
                                            const char         *place,
                                            const EarSetting  **secret);
gboolean    ear_reader_check_open_template (EarReader          *self,
                                            const char         *template,
                                            const char         *place);
gboolean    ear_reader_take_operations     (EarReader          *self,
                                            JsonObject         *root);
gboolean    ear_reader_take_samples        (EarReader          *self,
                                            JsonObject         *root);

G_END_DECLS
