/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-light-map.h"
#include "draw/ear-screen.h"

G_BEGIN_DECLS

/**
 * EarPose:
 * @body: its shape
 * @finish: what it is made of
 * @dark: whether it stands in the dark
 * @theme: (nullable): how its light looks; %NULL for the classic one
 * @state: the device
 * @now: µs since 1970
 * @level: how loud it speaks, 0 to 1
 * @screen: what its display shows, if it has one
 * @style: how that is colored
 * @buttons: what is to be seen of its buttons
 *
 * The device as it stands for a picture.
 */
typedef struct {
  EarBody        body;
  EarFinish      finish;
  gboolean       dark;
  const EarLightTheme *theme;
  EarState       state;
  gint64         now;
  double         level;
  EarScreen      screen;
  EarScreenStyle style;
  EarButtonLook  buttons[EAR_N_BUTTONS];
} EarPose;

/**
 * EAR_POSE_NOW:
 *
 * When pictures that show no certain moment are taken: a Monday morning.
 */
#define EAR_POSE_NOW (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

/**
 * EarPoseModel:
 *
 * A body at one size: what is the same in all its poses.
 */
typedef struct _EarPoseModel EarPoseModel;

EarPoseModel *ear_pose_model_new  (EarBody             body,
                                   EarFinish           finish,
                                   double              width,
                                   double              height,
                                   double              scale) G_GNUC_WARN_UNUSED_RESULT;
void          ear_pose_model_free (EarPoseModel       *self);

void          ear_pose_set_light  (EarPose            *self,
                                   EarLight            light,
                                   const char         *locale);
void          ear_pose_draw       (const EarPose      *self,
                                   const EarPoseModel *model,
                                   cairo_t            *cr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarPoseModel, ear_pose_model_free)

G_END_DECLS
