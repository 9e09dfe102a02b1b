/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-fault.h"

#include "services/ear-http-status.h"

#include <glib/gi18n.h>
#include <string.h>

#define WORDS "hang, offline, timeout, auth, garbage, not-found, limit"
#define KEYS "status, latency, jitter, p, seed, after, count, retry-after"

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
  { "status", G_STRUCT_OFFSET (EarFault, status), 400, 599 },
  { "latency", G_STRUCT_OFFSET (EarFault, latency_ms), 0, 600000 },
  { "jitter", G_STRUCT_OFFSET (EarFault, jitter_ms), 0, 600000 },
  { "after", G_STRUCT_OFFSET (EarFault, after), 0, 1000000 },
  { "count", G_STRUCT_OFFSET (EarFault, count), 1, 1000000 },
  { "retry-after", G_STRUCT_OFFSET (EarFault, retry_after), 1, 3600 },
};

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
parse_word (const char  *word,
            EarFault    *fault,
            GError     **error)
{
  if (strcmp (word, "hang") == 0)
    return fault->hang = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (strcmp (word, failures[i].word) == 0) {
      fault->code = failures[i].code;
      return fault->fails = TRUE;
    }

  return refuse (word, _("nobody knows this word"), error);
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

/**
 * ear_fault_parse:
 * @spec: words and settings with commas between: "hang", "latency=800,jitter=200", "p=0.2,seed=7,status=503"
 * @fault: (out caller-allocates): the fault
 * @error: says which part is wrong, and what may stand there
 */
gboolean
ear_fault_parse (const char  *spec,
                 EarFault    *fault,
                 GError     **error)
{
  g_auto (GStrv) parts = g_strsplit (spec, ",", 32);

  *fault = (EarFault) { .probability = 1 };

  for (guint i = 0; parts[i] != NULL; i++) {
    char *part = g_strstrip (parts[i]);
    const char *equals = strchr (part, '=');

    if (equals ? !parse_setting (part, equals + 1, fault, error) : !parse_word (part, fault, error))
      return FALSE;
  }

  if (fault->status != 0) {
    fault->fails = TRUE;
    fault->code = ear_http_status_to_error (fault->status);
  }
  if (!fault->hang && !fault->fails && fault->latency_ms == 0 && fault->jitter_ms == 0)
    return refuse (spec, _("nothing would go wrong"), error);

  return TRUE;
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

  return self->probability >= 1 || ear_dice_real (self->dice, n, "fault") < self->probability;
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
  return self->latency_ms + (self->jitter_ms ? ear_dice_choose (self->dice, n, "fault/jitter", self->jitter_ms + 1) : 0);
}
