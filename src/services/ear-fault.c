/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-fault.h"

#include "services/ear-http-status.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define WORDS "hang, offline, timeout, auth, garbage, not-found, limit, down, flaky, slow-3g, rate-limited, auth-expired"
#define KEYS "status, latency, jitter, spread, p, seed, after, count, every, retry-after, sequence"
#define MAX_LATENCY_MS 600000

/* Misfortunes that are common enough to have a name. Slow 3G as the developer tools of browsers have it. */
static const struct {
  const char *word;
  const char *spec;
} presets[] = {
  { "down", "status=503" }, { "flaky", "p=0.3,status=503,latency=300,spread=80" }, { "slow-3g", "latency=2000,spread=40" },
  { "rate-limited", "status=429,retry-after=60" }, { "auth-expired", "status=401" },
};

static const struct {
  const char      *word;
  EarServiceError  code;
} failures[] = {
  { "offline", EAR_SERVICE_ERROR_OFFLINE }, { "timeout", EAR_SERVICE_ERROR_TIMEOUT }, { "auth", EAR_SERVICE_ERROR_AUTH },
  { "garbage", EAR_SERVICE_ERROR_BAD_RESPONSE }, { "not-found", EAR_SERVICE_ERROR_NOT_FOUND }, { "limit", EAR_SERVICE_ERROR_LIMIT },
};

static const struct {
  const char *key;
  gsize       offset;
  guint       min, max;
} numbers[] = {
  { "status", G_STRUCT_OFFSET (EarFault, mishap.status), 400, 599 },
  { "latency", G_STRUCT_OFFSET (EarFault, latency_ms), 0, MAX_LATENCY_MS },
  { "jitter", G_STRUCT_OFFSET (EarFault, jitter_ms), 0, MAX_LATENCY_MS },
  { "spread", G_STRUCT_OFFSET (EarFault, spread), 0, 300 },
  { "every", G_STRUCT_OFFSET (EarFault, every), 1, 1000000 },
  { "after", G_STRUCT_OFFSET (EarFault, after), 0, 1000000 },
  { "count", G_STRUCT_OFFSET (EarFault, count), 1, 1000000 },
  { "retry-after", G_STRUCT_OFFSET (EarFault, retry_after), 1, 3600 },
};

static gboolean parse_parts (const char *spec, EarFault *fault, GError **error);

static gboolean
refuse (const char  *part,
        const char  *why,
        GError     **error)
{
  g_set_error (error, EAR_SERVICE_ERROR, EAR_SERVICE_ERROR_UNSUPPORTED,
               _("“%s” is no fault: %s. A fault is words (%s) and settings (%s) with commas between, "
                 "e.g. “p=0.2,seed=7,status=503”; “none” ends it."), part, why, WORDS, KEYS);

  return FALSE;
}

static gboolean
find_mishap (const char *word,
             EarMishap  *mishap)
{
  if (strcmp (word, "hang") == 0)
    return mishap->hang = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (strcmp (word, failures[i].word) == 0) {
      mishap->code = failures[i].code;
      return mishap->fails = TRUE;
    }

  return FALSE;
}

static gboolean
parse_word (const char  *word,
            EarFault    *fault,
            GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (presets); i++)
    if (strcmp (word, presets[i].word) == 0)
      return parse_parts (presets[i].spec, fault, error);

  return find_mishap (word, &fault->mishap) || refuse (word, _("nobody knows this word"), error);
}

static void
set_status (EarMishap *mishap,
            guint      status)
{
  mishap->status = status;
  mishap->fails = TRUE;
  mishap->code = ear_http_status_to_error (status);
}

/* "503:503:ok" */
static gboolean
parse_sequence (const char  *value,
                EarFault    *fault,
                GError     **error)
{
  g_auto (GStrv) steps = g_strsplit (value, ":", EAR_FAULT_STEPS_MAX + 1);

  fault->n_steps = 0;
  for (guint i = 0; steps[i] != NULL; i++) {
    EarMishap step = { 0 };
    guint64 status;

    if (i == EAR_FAULT_STEPS_MAX)
      return refuse (value, _("a sequence has sixteen steps at most"), error);
    if (g_ascii_string_to_unsigned (steps[i], 10, 400, 599, &status, NULL))
      set_status (&step, status);
    else if (strcmp (steps[i], "ok") != 0 && !find_mishap (steps[i], &step))
      return refuse (steps[i], _("a step of a sequence is “ok”, a word or a status from 400 to 599"), error);
    fault->steps[fault->n_steps++] = step;
  }

  return fault->n_steps > 0 || refuse (value, _("a sequence needs a step"), error);
}

static gboolean
parse_probability (const char  *value,
                   EarFault    *fault,
                   GError     **error)
{
  char *end;

  fault->probability = g_ascii_strtod (value, &end);
  if (end == value || *end != '\0' || !(fault->probability >= 0 && fault->probability <= 1))
    return refuse (value, _("p must be a number from 0 to 1"), error);

  return TRUE;
}

static gboolean
parse_setting (const char  *part,
               const char  *value,
               EarFault    *fault,
               GError     **error)
{
  gsize n = value - 1 - part;
  guint64 number;

  if (n == 1 && *part == 'p')
    return parse_probability (value, fault, error);
  if (strncmp (part, "sequence=", 9) == 0)
    return parse_sequence (value, fault, error);
  if (strncmp (part, "seed=", 5) == 0)
    return g_ascii_string_to_unsigned (value, 10, 0, G_MAXUINT64, &fault->dice.seed, NULL) ||
           refuse (part, _("a seed is a whole number"), error);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (strlen (numbers[i].key) == n && strncmp (part, numbers[i].key, n) == 0) {
      g_autofree char *why = g_strdup_printf (_("%s must be a whole number from %u to %u"), numbers[i].key, numbers[i].min, numbers[i].max);

      if (!g_ascii_string_to_unsigned (value, 10, numbers[i].min, numbers[i].max, &number, NULL))
        return refuse (part, why, error);
      G_STRUCT_MEMBER (guint, fault, numbers[i].offset) = number;
      return TRUE;
    }

  return refuse (part, _("nobody knows this setting"), error);
}

static gboolean
parse_parts (const char  *spec,
             EarFault    *fault,
             GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (spec, ",", 32);

  for (guint i = 0; parts[i] != NULL; i++) {
    char *part = g_strstrip (parts[i]);
    const char *equals = strchr (part, '=');

    if (equals ? !parse_setting (part, equals + 1, fault, error) : !parse_word (part, fault, error))
      return FALSE;
  }

  return TRUE;
}

/**
 * ear_fault_parse:
 * @spec: words and settings with commas between, what comes later winning: "hang", "latency=800,jitter=200",
 *   "p=0.2,seed=7,status=503", "slow-3g,p=0.5", "sequence=503:503:ok"
 * @fault: (out caller-allocates): the fault
 * @error: says which part is wrong, and what may stand there
 */
gboolean
ear_fault_parse (const char  *spec,
                 EarFault    *fault,
                 GError     **error)
{
  gboolean goes_wrong;

  *fault = (EarFault) { .probability = 1 };
  if (!parse_parts (spec, fault, error))
    return FALSE;

  if (fault->mishap.status != 0)
    set_status (&fault->mishap, fault->mishap.status);
  goes_wrong = fault->mishap.hang || fault->mishap.fails || fault->latency_ms > 0 || fault->jitter_ms > 0;
  for (guint i = 0; i < fault->n_steps; i++)
    goes_wrong |= fault->steps[i].hang || fault->steps[i].fails;

  return goes_wrong || refuse (spec, _("nothing would go wrong"), error);
}

/**
 * ear_fault_befalls:
 * @n: 0 for the first question
 *
 * Returns: whether question @n meets with the fault
 */
gboolean
ear_fault_befalls (const EarFault *self,
                   guint           n)
{
  if (n < self->after || (self->count > 0 && n - self->after >= self->count))
    return FALSE;
  if (self->every > 1 && (n - self->after + 1) % self->every != 0)
    return FALSE;

  return self->probability >= 1 || ear_dice_real (self->dice, n, "fault") < self->probability;
}

/**
 * ear_fault_get_mishap:
 *
 * Returns: what becomes of question @n, which the fault befalls
 */
EarMishap
ear_fault_get_mishap (const EarFault *self,
                      guint           n)
{
  return self->n_steps > 0 ? self->steps[(n - self->after) % self->n_steps] : self->mishap;
}

/**
 * ear_fault_get_delay:
 *
 * Returns: by how many milliseconds question @n is held up
 */
guint
ear_fault_get_delay (const EarFault *self,
                     guint           n)
{
  double latency = self->latency_ms;

  /* Box and Muller; 1 − u is never 0. */
  if (self->spread > 0)
    latency *= exp (self->spread / 100.0 * sqrt (-2 * log (1 - ear_dice_real (self->dice, n, "fault/radius"))) *
                    cos (2 * G_PI * ear_dice_real (self->dice, n, "fault/angle")));

  return MIN (latency, MAX_LATENCY_MS) + (self->jitter_ms ? ear_dice_choose (self->dice, n, "fault/jitter", self->jitter_ms + 1) : 0);
}
