/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-registry.h"

#include "services/ear-connector.h"
#include "services/ear-fault.h"
#include "services/ear-live-weather.h"
#include "services/ear-offline.h"
#include "services/ear-openai.h"
#include "services/ear-shop-feed.h"
#include "services/ear-vast-provider.h"

#include "model/ear-paths.h"

#include <glib/gi18n.h>
#include <string.h>

struct _EarRegistry {
  GObject      parent_instance;

  EarHttp     *http;
  GPtrArray   *providers[EAR_N_SERVICE_KINDS];
  EarProvider *chosen[EAR_N_SERVICE_KINDS];
  EarProvider *faulty[EAR_N_SERVICE_KINDS];     /* wraps the chosen one while there is a fault */
  EarFault     faults[EAR_N_SERVICE_KINDS];
  char        *specs[EAR_N_SERVICE_KINDS];      /* the faults as they were said */
};

G_DEFINE_FINAL_TYPE (EarRegistry, ear_registry, G_TYPE_OBJECT)

static void
ear_registry_finalize (GObject *object)
{
  EarRegistry *self = EAR_REGISTRY (object);

  for (guint kind = 0; kind < EAR_N_SERVICE_KINDS; kind++) {
    g_ptr_array_unref (self->providers[kind]);
    g_clear_object (&self->chosen[kind]);
    g_clear_object (&self->faulty[kind]);
    g_free (self->specs[kind]);
  }

  g_object_unref (self->http);

  G_OBJECT_CLASS (ear_registry_parent_class)->finalize (object);
}

static void
ear_registry_class_init (EarRegistryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_registry_finalize;
}

static void
ear_registry_init (EarRegistry *self)
{
  self->http = ear_http_new (EAR_HTTP_DEFAULT);
  for (guint kind = 0; kind < EAR_N_SERVICE_KINDS; kind++)
    self->providers[kind] = g_ptr_array_new_with_free_func (g_object_unref);
}

static EarProvider *
find_provider (EarRegistry    *self,
               EarServiceKind  kind,
               const char     *name)
{
  for (guint i = 0; i < self->providers[kind]->len; i++) {
    EarProvider *provider = g_ptr_array_index (self->providers[kind], i);

    if (strcmp (ear_provider_get_name (provider), name) == 0)
      return provider;
  }

  return NULL;
}

static void
put_in_force (EarRegistry    *self,
              EarServiceKind  kind,
              EarProvider    *provider)
{
  g_set_object (&self->chosen[kind], provider);
  if (self->faulty[kind] != NULL) {
    g_object_unref (self->faulty[kind]);
    self->faulty[kind] = ear_faulty_provider_new (provider, &self->faults[kind]);
  }
}

static gboolean
have_data (GError **error)
{
  static const char *const folders[] = { "weather", "music", "shop", "adverts", "books" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++) {
    g_autofree char *path = ear_paths_find_data (folders[i], i + 1 < G_N_ELEMENTS (folders) ? NULL : error);

    if (path != NULL)
      return TRUE;
  }

  return FALSE;
}

/* Those that come with the program; what is wrong with them is wrong with its installation. */
static void
add_our_connectors (EarRegistry *self)
{
  g_autofree char *folder = ear_paths_find_data ("connectors", NULL);
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);

  if (folder != NULL)
    ear_registry_add_connectors (self, folder, complaints);
  for (guint i = 0; i < complaints->len; i++)
    g_warning ("%s", (char *) g_ptr_array_index (complaints, i));
}

/**
 * ear_registry_new:
 * @error: none of the data of the embedded services is there
 *
 * Returns: (transfer full) (nullable): the embedded services, "offline" in force for every kind, and the live ones, off
 *   until they are chosen. A single catalog that is missing or broken is an error only of those who ask for it.
 */
EarRegistry *
ear_registry_new (GError **error)
{
  g_autoptr (EarRegistry) self = g_object_new (EAR_TYPE_REGISTRY, NULL);
  g_autoptr (EarProvider) open_meteo = ear_live_weather_new (&ear_open_meteo, self->http);
  g_autoptr (EarProvider) met_norway = ear_live_weather_new (&ear_met_norway, self->http);
  g_autoptr (EarProvider) feed = ear_shop_feed_new ();
  g_autoptr (EarProvider) openai = ear_openai_new (self->http);
  g_autoptr (EarProvider) vast = ear_vast_provider_new (self->http);

  if (!have_data (error))
    return NULL;

  for (guint kind = 0; kind < EAR_N_SERVICE_KINDS; kind++) {
    g_autoptr (EarProvider) offline = ear_offline_new (kind, NULL);

    ear_registry_add (self, offline);
  }
  ear_registry_add (self, open_meteo);
  ear_registry_add (self, met_norway);
  ear_registry_add (self, feed);
  ear_registry_add (self, openai);
  ear_registry_add (self, vast);
  add_our_connectors (self);

  return g_steal_pointer (&self);
}

/**
 * ear_registry_get_http:
 *
 * Returns: (transfer none): the way to the network that the live services share
 */
EarHttp *
ear_registry_get_http (EarRegistry *self)
{
  g_return_val_if_fail (EAR_IS_REGISTRY (self), NULL);

  return self->http;
}

/**
 * ear_registry_add:
 * @provider: takes the place of one of the same kind and name
 *
 * The first of a kind is in force until another one is chosen.
 */
void
ear_registry_add (EarRegistry *self,
                  EarProvider *provider)
{
  EarServiceKind kind;
  EarProvider *old;

  g_return_if_fail (EAR_IS_REGISTRY (self));
  g_return_if_fail (EAR_IS_PROVIDER (provider));

  kind = ear_provider_get_kind (provider);
  old = find_provider (self, kind, ear_provider_get_name (provider));
  if (self->chosen[kind] == NULL || self->chosen[kind] == old)
    put_in_force (self, kind, provider);
  if (old != NULL)
    g_ptr_array_remove (self->providers[kind], old);
  g_ptr_array_add (self->providers[kind], g_object_ref (provider));
}

/**
 * ear_registry_list:
 *
 * Returns: (transfer full) (element-type EarProvider): the providers of @kind
 */
GPtrArray *
ear_registry_list (EarRegistry    *self,
                   EarServiceKind  kind)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (EAR_IS_REGISTRY (self), list);
  g_return_val_if_fail (kind < EAR_N_SERVICE_KINDS, list);

  for (guint i = 0; i < self->providers[kind]->len; i++)
    g_ptr_array_add (list, g_object_ref (g_ptr_array_index (self->providers[kind], i)));

  return list;
}

/**
 * ear_registry_get:
 *
 * Returns: (transfer none): the provider of @kind in force, with the fault that was set
 */
EarProvider *
ear_registry_get (EarRegistry    *self,
                  EarServiceKind  kind)
{
  g_return_val_if_fail (EAR_IS_REGISTRY (self), NULL);
  g_return_val_if_fail (kind < EAR_N_SERVICE_KINDS, NULL);

  return self->faulty[kind] ? self->faulty[kind] : self->chosen[kind];
}

/**
 * ear_registry_choose:
 * @name: e.g. "open-meteo"
 * @error: lists the names there are
 *
 * Puts another provider of @kind in force. A fault that was set stays.
 */
gboolean
ear_registry_choose (EarRegistry     *self,
                     EarServiceKind   kind,
                     const char      *name,
                     GError         **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  EarProvider *provider;

  g_return_val_if_fail (EAR_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (kind < EAR_N_SERVICE_KINDS, FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if ((provider = find_provider (self, kind, name))) {
    put_in_force (self, kind, provider);
    return TRUE;
  }

  for (guint i = 0; i < self->providers[kind]->len; i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "", ear_provider_get_name (g_ptr_array_index (self->providers[kind], i)));
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_NOT_FOUND, _("%s: there is no service “%s”. Choose one of: %s."),
               ear_service_kind_get_label (kind), name, names->str);

  return FALSE;
}

/**
 * ear_registry_set_fault:
 * @spec: (nullable): see ear_fault_parse(); %NULL, "" or "none" ends the fault
 * @error: says what is wrong with @spec; the fault then stays as it was
 */
gboolean
ear_registry_set_fault (EarRegistry     *self,
                        EarServiceKind   kind,
                        const char      *spec,
                        GError         **error)
{
  EarFault fault;

  g_return_val_if_fail (EAR_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (kind < EAR_N_SERVICE_KINDS, FALSE);

  if (spec == NULL || *spec == '\0' || strcmp (spec, "none") == 0) {
    g_clear_object (&self->faulty[kind]);
    g_clear_pointer (&self->specs[kind], g_free);
    return TRUE;
  }
  if (!ear_fault_parse (spec, &fault, error))
    return FALSE;

  g_clear_object (&self->faulty[kind]);
  self->faults[kind] = fault;
  self->faulty[kind] = ear_faulty_provider_new (self->chosen[kind], &fault);
  g_free (self->specs[kind]);
  self->specs[kind] = g_strdup (spec);

  return TRUE;
}

/**
 * ear_registry_get_fault:
 *
 * Returns: (nullable): the fault that was set, as it was said
 */
const char *
ear_registry_get_fault (EarRegistry    *self,
                        EarServiceKind  kind)
{
  g_return_val_if_fail (EAR_IS_REGISTRY (self), NULL);
  g_return_val_if_fail (kind < EAR_N_SERVICE_KINDS, NULL);

  return self->specs[kind];
}

/**
 * ear_registry_add_connectors:
 * @folder: with `*.connector.json`; it need not be there
 * @complaints: (element-type utf8): gets what is wrong with those that are left out
 */
void
ear_registry_add_connectors (EarRegistry *self,
                             const char  *folder,
                             GPtrArray   *complaints)
{
  g_autoptr (GPtrArray) connectors = ear_connector_load_all (folder, complaints);

  g_return_if_fail (EAR_IS_REGISTRY (self));

  for (guint i = 0; i < connectors->len; i++) {
    g_autoptr (EarProvider) provider = ear_connector_provider_new (g_ptr_array_index (connectors, i), self->http);

    ear_registry_add (self, provider);
  }
}

/**
 * ear_registry_set_folder:
 * @folder: (nullable): the profile's
 *
 * Tells the services where the customer's own things are: books; and where they may keep what they fetched.
 */
void
ear_registry_set_folder (EarRegistry *self,
                         const char  *folder)
{
  g_return_if_fail (EAR_IS_REGISTRY (self));

  for (guint kind = 0; kind < EAR_N_SERVICE_KINDS; kind++)
    for (guint i = 0; i < self->providers[kind]->len; i++)
      ear_provider_set_folder (g_ptr_array_index (self->providers[kind], i), folder);
}

/**
 * ear_registry_take_note:
 *
 * Tells every provider of @kind what becomes of an advert: another one than the one that it came from may be in force by now.
 *
 * Returns: µs of playing after which one of them wants to know again; -1 where none does
 */
gint64
ear_registry_take_note (EarRegistry           *self,
                        EarServiceKind         kind,
                        const EarPlaybackNote *note)
{
  gint64 soonest = -1;

  g_return_val_if_fail (EAR_IS_REGISTRY (self), -1);
  g_return_val_if_fail (kind < EAR_N_SERVICE_KINDS, -1);

  for (guint i = 0; i < self->providers[kind]->len; i++) {
    gint64 next = ear_provider_take_note (g_ptr_array_index (self->providers[kind], i), note);

    if (next >= 0 && (soonest < 0 || next < soonest))
      soonest = next;
  }

  return soonest;
}

/**
 * ear_registry_is_busy:
 *
 * Returns: whether a provider does something that nobody waits for
 */
gboolean
ear_registry_is_busy (EarRegistry *self)
{
  g_return_val_if_fail (EAR_IS_REGISTRY (self), FALSE);

  for (guint kind = 0; kind < EAR_N_SERVICE_KINDS; kind++)
    for (guint i = 0; i < self->providers[kind]->len; i++)
      if (ear_provider_is_busy (g_ptr_array_index (self->providers[kind], i)))
        return TRUE;

  return FALSE;
}
