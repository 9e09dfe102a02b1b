/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define EAR_NOTEBOOK_ERROR (ear_notebook_error_quark ())

/**
 * EarNotebookError:
 * @EAR_NOTEBOOK_ERROR_INVALID: a file says something that can not be
 */
typedef enum {
  EAR_NOTEBOOK_ERROR_INVALID,
} EarNotebookError;

GQuark ear_notebook_error_quark (void);

/**
 * EarStepKind:
 * @EAR_STEP_DO: as if the customer had said it
 * @EAR_STEP_SAY: the device says it
 * @EAR_STEP_PAUSE: nothing happens for a while
 */
typedef enum {
  EAR_STEP_DO,
  EAR_STEP_SAY,
  EAR_STEP_PAUSE,
} EarStepKind;

/**
 * EarStep:
 * @kind: what is to be done
 * @text: (nullable): what to do or to say
 * @seconds: how long to pause
 *
 * One step of a routine.
 */
typedef struct {
  EarStepKind  kind;
  char        *text;
  gint64       seconds;
} EarStep;

/**
 * EarRoutine:
 * @id: lower-case letters, digits and hyphens
 * @locale: its language
 * @title: as it is called
 * @phrases: (array zero-terminated=1): what starts it
 * @steps: JSON, as in PLANNED
 * @n_steps: how many these are
 *
 * Several things that one sentence starts.
 */
typedef struct {
  char   *id;
  char   *locale;
  char   *title;
  char  **phrases;
  char   *steps;
  guint   n_steps;
} EarRoutine;

void     ear_step_clear     (EarStep     *self);
gboolean ear_step_read      (EarStep     *self,
                             const char  *steps,
                             guint        index);

void     ear_routine_free   (EarRoutine  *self);
gboolean ear_routine_load   (const char  *path,
                             GPtrArray   *routines,
                             GError     **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EarStep, ear_step_clear)

G_END_DECLS
