/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-dice.h"
#include "services/ear-provider.h"

G_BEGIN_DECLS

#define EAR_FAULT_STEPS_MAX 16

/**
 * EarMishap:
 * @hang: never answer
 * @fails: fail with @code
 * @status: the HTTP status that stands behind @code, 0 for none
 *
 * What becomes of one question; all zero where nothing goes wrong.
 */
typedef struct {
  gboolean        hang;
  gboolean        fails;
  EarServiceError code;
  guint           status;
} EarMishap;

/**
 * EarFault:
 * @mishap: what goes wrong
 * @steps: what becomes of one question after the other instead, over and over
 * @n_steps: how many of them there are
 * @retry_after: seconds to be named where the service was asked too often
 * @latency_ms: answer later by this much
 * @jitter_ms: and by up to this much more
 * @spread: a percentage: the latency is log-normal, @latency_ms its median and this the standard deviation of its logarithm; 0 for
 *   always the same
 * @probability: how often, 0–1
 * @after: spare this many questions first
 * @count: then befall this many at most; 0 for all
 * @every: befall only each such one, the second, fourth, … for 2; 0 for each
 * @dice: decide where the probability leaves it open
 *
 * A misfortune, as a plain value.
 */
typedef struct {
  EarMishap mishap;
  EarMishap steps[EAR_FAULT_STEPS_MAX];
  guint     n_steps;
  guint     retry_after;
  guint     latency_ms;
  guint     jitter_ms;
  guint     spread;
  double    probability;
  guint     after;
  guint     count;
  guint     every;
  EarDice   dice;
} EarFault;

gboolean ear_fault_parse     (const char      *spec,
                              EarFault        *fault,
                              GError         **error);
gboolean ear_fault_befalls   (const EarFault  *self,
                              guint            n);
EarMishap ear_fault_get_mishap (const EarFault  *self,
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
