/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-foreign.h"

#include "services/ear-provider.h"

#include "model/ear-json.h"

#include <glib/gi18n.h>

/**
 * ear_foreign_get_object:
 *
 * Returns: (transfer none) (nullable): the object that @node is
 */
JsonObject *
ear_foreign_get_object (JsonNode  *node,
                        GError   **error)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  g_set_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_TYPE, _("$: expected an object, got %s"), json_node_type_name (node));

  return NULL;
}

/**
 * ear_foreign_refuse:
 * @error: gets %EAR_SERVICE_ERROR_BAD_RESPONSE
 * @cause: (transfer full): where what is wrong
 * @who: the service
 *
 * Returns: %FALSE
 */
gboolean
ear_foreign_refuse (GError     **error,
                    GError      *cause,
                    const char  *who)
{
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_BAD_RESPONSE, _("%s gave an answer that makes no sense: %s"), who,
               cause->message);
  g_error_free (cause);

  return FALSE;
}
