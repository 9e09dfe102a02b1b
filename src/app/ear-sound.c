/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-sound.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <gmodule.h>

/**
 * ear_sound_load:
 *
 * Loads what makes and hears sound, once; it stays until the end, for it registers types. It is where the product is installed, or in
 * the folder that EARSHOT_MODULEDIR names.
 *
 * Returns: (transfer none) (nullable): its functions
 */
const EarAudioModule *
ear_sound_load (GError **error)
{
  static const EarAudioModule *loaded;
  const char *folder = g_getenv ("EARSHOT_MODULEDIR");
  g_autofree char *path = NULL;
  GModule *module;
  gpointer symbol;

  if (loaded != NULL)
    return loaded;

  /* What the module lacks shows here and not in the middle of a word: its symbols are bound at once. */
  path = g_build_filename (folder && *folder ? folder : EAR_PKGMODULEDIR, EAR_AUDIO_MODULE_NAME, NULL);
  module = g_module_open (path, G_MODULE_BIND_LOCAL);
  if (module == NULL || !g_module_symbol (module, EAR_AUDIO_MODULE_SYMBOL, &symbol)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                 _("%s: what makes sound could not be loaded (%s). Install Earshot again, or set EARSHOT_MODULEDIR."), path,
                 g_module_error ());
    g_clear_pointer (&module, g_module_close);
    return NULL;
  }
  g_module_make_resident (module);
  loaded = symbol;

  return loaded;
}
