/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/ear-body.h"

#include <math.h>

G_BEGIN_DECLS

/* The puck in the space it is designed in: x to the right, y up from its top plate, z to the viewer. The camera is
 * far away and looks down, so that circles become ellipses of EAR_BODY_TILT.
 */
#define EAR_BODY_TILT   0.42f
#define EAR_BODY_RISE   0.90752f        /* what the tilt leaves of heights: √(1 − tilt²) */
#define EAR_BODY_X      240.0f
#define EAR_BODY_Y      112.0f          /* the middle of the top plate in the picture */

#define EAR_CAP_RADIUS     155.5f       /* inside of it are the buttons */
#define EAR_CHANNEL_RADIUS 168.5f       /* from the cap to here shines the light */
#define EAR_PLATE_RADIUS   174.0f       /* here the rim begins to fall */
#define EAR_RING_RADIUS    162.0f       /* the middle of the channel */
#define EAR_RING_WIDTH     6.5f         /* half of its width */
#define EAR_RIM_RADIUS     9.0f
#define EAR_CLOTH_TOP      -11.0f
#define EAR_CLOTH_BOTTOM   -212.0f
#define EAR_FOOT_RADIUS    158.0f
#define EAR_FLOOR          -229.0f

/* The easel: y up from the floor, z to the viewer from where its face would meet the floor. The face leans back; its
 * heights are given where the middle of the light is, the light in the picture's units, which the face nearly keeps.
 */
#define EAR_EASEL_Y          401.0f     /* where y = z = 0 is in the picture */
#define EAR_EASEL_LEAN       0.17633f   /* tan 10° */
#define EAR_EASEL_FACE_TILT  0.98158f   /* what the camera leaves of a height on the face */
#define EAR_EASEL_FACE_Y     185.0f
#define EAR_EASEL_RING_X     168.0f
#define EAR_EASEL_RING_Y     105.5f
#define EAR_EASEL_RING_CORNER 20.0f
#define EAR_EASEL_RING_WIDTH 3.7f
#define EAR_EASEL_PANEL_Y    330.4f     /* the middle of the panel of buttons … */
#define EAR_EASEL_PANEL_Z    -89.4f
#define EAR_EASEL_PANEL_TILT 0.7294f    /* … which slopes 22° toward the viewer */
#define EAR_EASEL_FOOT_Z     -94.0f

typedef struct {
  float x, y, z;
} EarVector;

typedef enum {
  EAR_MATERIAL_NONE,
  EAR_MATERIAL_FRONT,           /* glass with the light around it */
  EAR_MATERIAL_PLATE,
  EAR_MATERIAL_RIM,
  EAR_MATERIAL_SEAM,
  EAR_MATERIAL_CLOTH,
  EAR_MATERIAL_FOOT,
} EarMaterial;

/* What a ray from the camera meets. `along`: how far down the profile, in units. */
typedef struct {
  EarMaterial material;
  float       along;
  EarVector   at;
  EarVector   normal;
} EarHit;

/* One finish: colors are linear. */
typedef struct {
  EarRgb yarn[2];
  EarRgb rim;
  EarRgb plate;
  EarRgb channel;
  EarRgb foot[2];
  EarRgb label;
  EarRgb icon;
  EarRgb shadow;
  float  shadow_strength;
  float  fuzz;                  /* how much cloth shines at its edges */
  float  relief;                /* how deep the gaps between its yarns look */
  float  gloss;
} EarFinishLook;

/* The line in the middle of the light, a rectangle with round corners in a plane that the camera sees foreshortened. A
 * circle is one that has nothing but corners.
 */
typedef struct {
  float x, y;                   /* its middle in the picture */
  float tilt;                   /* what the camera leaves of its height */
  float straight_x, straight_y; /* half of its straight parts */
  float corner;                 /* the radius of the others */
  float half_width;             /* of the light */
} EarRing;

/* Where a point of the picture is by the ring. */
typedef struct {
  float turn;                   /* 0 to 1, clockwise from LED 0 */
  float across;                 /* from its middle, positive outside */
  float stretch;                /* how long a unit across it is in the picture */
} EarRingSpot;

/* What the four buttons lie on: a plane through @center, seen foreshortened by @tilt. */
typedef struct {
  float x, y;                   /* its middle in the picture */
  float tilt;
  float upright;                /* how much taller its marks are printed */
  float mark;                   /* how large they are */
  float radius;                 /* of a button */
  float rim;                    /* of the gap around it */
  float centers[EAR_N_BUTTONS][2];
} EarPanel;

/* A body as far as its pictures need not know more: what is where. */
typedef struct {
  float    floor_y;             /* where the middle of its foot stands in the picture */
  float    foot_x, foot_z;      /* half of its straight edges */
  float    foot_corner;
  EarRing  ring;
  EarPanel panel;
  float    screen_x, screen_y;  /* half of the display, around the middle of the ring; 0 where there is none */
} EarShape;

/* How a body is made: @trace fills @hits of a column, @shade tells the color of one. */
typedef struct {
  gpointer (*build)(void);
  void     (*trace)(gconstpointer form,
                    float         x,
                    float         first_row,
                    float         row_step,
                    guint         n_rows,
                    EarHit       *hits);
  EarRgb   (*shade)(const EarFinishLook *look,
                    const EarHit        *hit,
                    float                unit);
} EarForm;

extern const EarForm ear_puck_form;
extern const EarForm ear_easel_form;

const EarShape      *ear_body_get_shape       (EarBody              body);
EarRingSpot          ear_ring_find            (const EarRing       *ring,
                                               float                x,
                                               float                y);
void                 ear_ring_locate          (const EarRing       *ring,
                                               float                turn,
                                               float               *x,
                                               float               *y);
float                ear_round_box            (float                x,
                                               float                y,
                                               float                straight_x,
                                               float                straight_y,
                                               float                corner);

const EarFinishLook *ear_finish_get_look      (EarFinish            finish);
float                ear_panel_press_in       (const EarPanel      *panel,
                                               float                a,
                                               float                b,
                                               float               *tilt_a,
                                               float               *tilt_b);
EarRgb               ear_plate_shade          (const EarFinishLook *look,
                                               const EarHit        *hit,
                                               float                unit);
EarRgb               ear_channel_shade        (const EarFinishLook *look,
                                               const EarHit        *hit,
                                               EarVector            normal,
                                               float                across);
EarRgb               ear_rim_shade            (const EarFinishLook *look,
                                               const EarHit        *hit);
EarRgb               ear_cloth_shade          (const EarFinishLook *look,
                                               const EarHit        *hit,
                                               float                u,
                                               EarVector            around,
                                               float                unit);
gboolean             ear_label_find           (float                u,
                                               float                v,
                                               float               *groove,
                                               float               *shadow);
EarRgb               ear_label_shade          (const EarFinishLook *look,
                                               const EarHit        *hit,
                                               float                groove);
EarRgb               ear_wood_shade           (const EarFinishLook *look,
                                               const EarHit        *hit,
                                               float                turn);
EarRgb               ear_light_falling        (EarVector            normal);
float                ear_light_shine          (EarVector            at,
                                               EarVector            normal,
                                               guint                sharpness);

static inline float
ear_dot (EarVector a,
         EarVector b)
{
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline EarVector
ear_normalize (EarVector a)
{
  float k = 1.0f / sqrtf (ear_dot (a, a));

  return (EarVector) { a.x *k, a.y *k, a.z *k };
}

static inline float
ear_step (float from,
          float to,
          float x)
{
  float t = CLAMP ((x - from) / (to - from), 0.0f, 1.0f);

  return t * t * (3.0f - 2.0f * t);
}

static inline EarRgb
ear_rgb_mix (EarRgb a,
             EarRgb b,
             float  k)
{
  return (EarRgb) { a.r + (b.r - a.r) * k, a.g + (b.g - a.g) * k, a.b + (b.b - a.b) * k };
}

static inline EarRgb
ear_rgb_times (EarRgb a,
               EarRgb b)
{
  return (EarRgb) { a.r *b.r, a.g *b.g, a.b *b.b };
}

static inline EarRgb
ear_rgb_scale (EarRgb a,
               float  k)
{
  return (EarRgb) { a.r *k, a.g *k, a.b *k };
}

/* A number from 0 to 1 that looks like chance but is the same every time. */
static inline float
ear_scatter (int a,
             int b)
{
  guint32 h = (guint32) a * 0x9e3779b1u ^ (guint32) b * 0x85ebca77u;

  h ^= h >> 15;
  h *= 0x2c1b3c6du;
  h ^= h >> 12;
  h *= 0x297a2d39u;
  h ^= h >> 15;

  return (float) (h >> 8) / 16777216.0f;
}

G_END_DECLS
