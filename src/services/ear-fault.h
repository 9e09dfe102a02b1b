/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-dice.h"
#include "services/ear-provider.h"

G_BEGIN_DECLS

/**
 * EarFault:
 * @hang: never answer
 * @fails: fail with @code
 * @status: the HTTP status that stands behind @code, 0 for none
 * @retry_after: seconds to be named where the service was asked too often
 * @latency_ms: answer later by this much
 * @jitter_ms: and by up to this much more
 * @probability: how often, 0–1
 * @after: spare this many questions first
 * @count: then befall this many at most; 0 for all
 * @dice: decide where the probability leaves it open
 *
 * A misfortune, as a plain value.
 */
typedef struct {
  gboolean        hang;
  gboolean        fails;
  EarServiceError code;
  guint           status;
  guint           retry_after;
  guint           latency_ms;
  guint           jitter_ms;
  double          probability;
  guint           after;
  guint           count;
  EarDice         dice;
} EarFault;

gboolean ear_fault_parse     (const char      *spec,
                              EarFault        *fault,
                              GError         **error);
gboolean ear_fault_befalls   (const EarFault  *self,
                              guint            n);
guint    ear_fault_get_delay (const EarFault  *self,
                              guint            n);

#define EAR_TYPE_FAULTY_PROVIDER (ear_faulty_provider_get_type ())

/**
 * EarFaultyProvider:
 *
 * Another provider, befallen by a fault. It keeps that one's name.
 */
G_DECLARE_FINAL_TYPE (EarFaultyProvider, ear_faulty_provider, EAR, FAULTY_PROVIDER, GObject)

EarProvider *ear_faulty_provider_new (EarProvider     *provider,
                                      const EarFault  *fault) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
