/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-connector-reader-private.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* What all parts of the reader of connectors share. */

gboolean
ear_reader_refuse (EarReader     *self,
                   const char    *place,
                   const char    *format,
                   ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (self->error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_SETUP, "%s: %s: %s", self->path, place, what);

  return FALSE;
}

gboolean
ear_reader_has_only (EarReader            *self,
                     JsonObject           *object,
                     const char           *place,
                     const char *const    *members)
{
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l; l = l->next)
    if (!g_strv_contains (members, l->data))
      return ear_reader_refuse (self, place, _("there is no “%s” here; take it out"), (const char *) l->data);

  return TRUE;
}

const char *
ear_reader_get_text (JsonObject *object,
                     const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : NULL;
}

/* Returns: whether it is absent or text; @text is (transfer full) */
gboolean
ear_reader_take_text (EarReader      *self,
                      JsonObject     *object,
                      const char     *place,
                      const char     *member,
                      char          **text)
{
  if (!json_object_has_member (object, member))
    return TRUE;
  *text = g_strdup (ear_reader_get_text (object, member));

  return *text != NULL || ear_reader_refuse (self, place, _("“%s”: expected text"), member);
}

gboolean
ear_reader_need_text (EarReader      *self,
                      JsonObject     *object,
                      const char     *place,
                      const char     *member,
                      char          **text)
{
  if (!json_object_has_member (object, member))
    return ear_reader_refuse (self, place, _("“%s” is missing"), member);

  return ear_reader_take_text (self, object, place, member, text);
}

gboolean
ear_reader_take_path (EarReader      *self,
                      JsonObject     *object,
                      const char     *place,
                      const char     *member,
                      JsonPath      **path)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonPath) compiled = json_path_new ();
  g_autoptr (GError) cause = NULL;

  if (!json_object_has_member (object, member))
    return TRUE;
  if (!ear_reader_take_text (self, object, place, member, &text))
    return FALSE;
  if (!json_path_compile (compiled, text, &cause))
    return ear_reader_refuse (self, place, _("“%s”: %s is no JsonPath: %s"), member, text, cause->message);
  *path = g_steal_pointer (&compiled);

  return TRUE;
}

/* @secret: (out) (nullable): the setting that stands in it and nobody may see */
gboolean
ear_reader_check_template (EarReader            *self,
                           const char           *template,
                           const char           *place,
                           const EarSetting    **secret)
{
  const char *close;

  *secret = NULL;
  for (const char *open = strchr (template, '{'); open != NULL; open = strchr (close, '{')) {
    const EarSetting *setting;

    close = strchr (open, '}');
    if (close == NULL || !ear_connector_is_placeholder (self->connector, open + 1, close - open - 1))
      return ear_reader_refuse (self, place, _("“%s” stands for nothing; it is no setting, and nothing that is asked"), open);
    setting = ear_connector_find_setting (self->connector, open + 1, close - open - 1);
    if (setting != NULL && setting->type == EAR_SETTING_SECRET) {
      if (*secret != NULL)
        return ear_reader_refuse (self, place, _("two secrets stand in one place"));
      *secret = setting;
    }
  }

  return TRUE;
}

gboolean
ear_reader_check_open_template (EarReader     *self,
                                const char    *template,
                                const char    *place)
{
  const EarSetting *secret;

  return ear_reader_check_template (self, template, place, &secret) &&
         (secret == NULL || ear_reader_refuse (self, place, _("a secret may stand in one header, or as one parameter of the address")));
}
