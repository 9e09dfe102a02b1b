/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/ear-light.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/*
 * A light theme is a JSON file (data/lights/, and the folder `lights` of a profile):
 *
 *     {
 *       "earshot-lights": 1,
 *       "id": "hearth",                               file name without .json: a–z, 0–9 and hyphens
 *       "title": {"en-US": "Hearth", "de-DE": "Herd"},
 *       "based_on": "classic",                        optional: where a copy came from
 *       "lights": {
 *         "thinking": {"pattern": "spin", "color": "#ff9329", "base": [0.02, 0.01, 0], "period_ms": 2400, "lobes": 3,
 *                      "chime": "wake"},
 *         …                                           every light by its key, see ear_light_to_key()
 *       },
 *       "chimes": {
 *         "wake": {"voice": "soft", "length_ms": 320, "attack_ms": 6, "release_ms": 20, "decay": 5,
 *                  "notes": [[0, 160, 587.33, 0.22], …]},      start and length in ms, hertz, volume
 *         …
 *       }
 *     }
 *
 * A color is "#rrggbb" as on a screen, or three numbers from 0 to 1, linear in light as an LED driver wants them. A member
 * that its pattern does not use is refused rather than passed over:
 *
 *     fill     color, base, spots
 *     breathe  color, base, spots, depth, period_ms, pause_ms           bright, down to 1 − depth, and back
 *     pulse    color, base, spots, depth, period_ms, pause_ms           the other way: up, and back
 *     twinkle  color, base, depth, period_ms                            each LED breathes at a moment of its own
 *     wedge    color, base, base_to, depth, period_ms, width, voice, fade_in_ms, fade_out_ms     points to the talker
 *     spin     color, base, period_ms, lobes, way, fade_in_ms           comets
 *     ripple   color, base, period_ms, pause_ms, width                  from the talker or the front both ways around
 *     arc      color, base, way                                         a share of the ring; base where it is empty
 *     level    color, base, period_ms                                   follows the voice
 *
 * `base` is beneath, or beside the `spots` (0 for the whole ring; a divisor of 24). `base_to` is where the base breathes to.
 * `width` is in LEDs, `voice` how much wider a voice makes a wedge. `way` is clockwise or counter-clockwise.
 *
 * What no theme may do: flash (no part of a period shorter than 0.4 s), hide the microphone that is off (it is red and
 * still), listen in the dark, or move while nothing is to tell.
 */

/**
 * EarLightPattern:
 *
 * How a light moves.
 */
typedef enum {
  EAR_LIGHT_PATTERN_FILL,
  EAR_LIGHT_PATTERN_BREATHE,
  EAR_LIGHT_PATTERN_PULSE,
  EAR_LIGHT_PATTERN_TWINKLE,
  EAR_LIGHT_PATTERN_WEDGE,
  EAR_LIGHT_PATTERN_SPIN,
  EAR_LIGHT_PATTERN_RIPPLE,
  EAR_LIGHT_PATTERN_ARC,
  EAR_LIGHT_PATTERN_LEVEL,
  EAR_N_LIGHT_PATTERNS
} EarLightPattern;

/**
 * EarLightParts:
 *
 * What a pattern can be told, beside its color and base.
 */
typedef enum {
  EAR_LIGHT_PART_SPOTS = 1 << 0,
  EAR_LIGHT_PART_DEPTH = 1 << 1,
  EAR_LIGHT_PART_PERIOD = 1 << 2,
  EAR_LIGHT_PART_PAUSE = 1 << 3,
  EAR_LIGHT_PART_WIDTH = 1 << 4,
  EAR_LIGHT_PART_LOBES = 1 << 5,
  EAR_LIGHT_PART_WAY = 1 << 6,
  EAR_LIGHT_PART_BASE_TO = 1 << 7,
  EAR_LIGHT_PART_VOICE = 1 << 8,
  EAR_LIGHT_PART_FADE_IN = 1 << 9,
  EAR_LIGHT_PART_FADE_OUT = 1 << 10,
} EarLightParts;

#define EAR_LIGHT_MIN_PERIOD (400 * G_GINT64_CONSTANT (1000)) /* of one flash, µs: two and a half a second */
#define EAR_LIGHT_MAX_PERIOD (60 * G_USEC_PER_SEC)
#define EAR_TUNE_NAME_SIZE   32
#define EAR_TUNE_MAX_NOTES   16

/**
 * EarLightLook:
 * @pattern: how it moves
 * @color: of what is lit
 * @base: of what is beneath
 * @base_to: where the base of a wedge breathes to
 * @period: of one round, µs
 * @pause: between two, µs
 * @fade_in: how long it takes to come, µs
 * @fade_out: how long it takes to go, µs
 * @depth: how far it breathes, 0 to 1
 * @width: of a wedge or ripple, in LEDs
 * @voice: how much wider the loudest voice makes a wedge
 * @lobes: how many comets spin
 * @spots: how many LEDs are lit, or 0 for all
 * @way: 1 clockwise, -1 counter-clockwise
 * @chime: the name of the chime that goes with it, or ""
 *
 * How one light looks and sounds. A plain value.
 */
typedef struct {
  EarLightPattern pattern;
  EarRgb          color;
  EarRgb          base;
  EarRgb          base_to;
  gint64          period;
  gint64          pause;
  gint64          fade_in;
  gint64          fade_out;
  double          depth;
  double          width;
  double          voice;
  guint           lobes;
  guint           spots;
  int             way;
  char            chime[EAR_TUNE_NAME_SIZE];
} EarLightLook;

/**
 * EarNote:
 * @start: when it begins, ms
 * @length: ms
 * @hertz: its pitch
 * @volume: 0 to 0.5
 */
typedef struct {
  guint  start;
  guint  length;
  double hertz;
  double volume;
} EarNote;

/**
 * EarTune:
 * @name: e.g. "wake"
 * @is_bell: struck like a bell, or a soft tone
 * @length: of one round, ms
 * @attack: how long a note swells, ms
 * @release: how long it takes to end, ms
 * @decay: how fast it dies away meanwhile, per second
 * @n_notes: how many notes
 * @notes: these
 *
 * What a chime, or one round of what rings, sounds like. A plain value.
 */
typedef struct {
  char     name[EAR_TUNE_NAME_SIZE];
  gboolean is_bell;
  guint    length;
  guint    attack;
  guint    release;
  double   decay;
  guint    n_notes;
  EarNote  notes[EAR_TUNE_MAX_NOTES];
} EarTune;

#define EAR_TYPE_LIGHT_THEME (ear_light_theme_get_type ())

GType                ear_light_theme_get_type     (void) G_GNUC_CONST;
const EarLightTheme *ear_light_theme_get_classic  (void);
const char *const   *ear_light_theme_list_ids     (void);
EarLightTheme       *ear_light_theme_new_by_id    (const char           *id,
                                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
EarLightTheme       *ear_light_theme_load         (const char           *path,
                                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
EarLightTheme       *ear_light_theme_parse        (const char           *data,
                                                   gssize                length,
                                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
char                *ear_light_theme_to_json      (const EarLightTheme  *self) G_GNUC_WARN_UNUSED_RESULT;
EarLightTheme       *ear_light_theme_ref          (const EarLightTheme  *self) G_GNUC_WARN_UNUSED_RESULT;
void                 ear_light_theme_unref        (EarLightTheme        *self);
EarLightTheme       *ear_light_theme_new_still    (const EarLightTheme  *self) G_GNUC_WARN_UNUSED_RESULT;
EarLightTheme       *ear_light_theme_new_copy     (const EarLightTheme  *self,
                                                   const char           *id,
                                                   const char           *title) G_GNUC_WARN_UNUSED_RESULT;
EarLightTheme       *ear_light_theme_new_with     (const EarLightTheme  *self,
                                                   EarLight              light,
                                                   const EarLightLook   *look,
                                                   GError              **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean             ear_light_theme_is_still     (const EarLightTheme  *self);
gboolean             ear_light_theme_equal        (const EarLightTheme  *self,
                                                   const EarLightTheme  *other);
const char          *ear_light_theme_get_id       (const EarLightTheme  *self);
const char          *ear_light_theme_get_based_on (const EarLightTheme  *self);
const char          *ear_light_theme_get_title    (const EarLightTheme  *self,
                                                   const char           *locale);
const EarLightLook  *ear_light_theme_get_look     (const EarLightTheme  *self,
                                                   EarLight              light);
guint                ear_light_theme_get_n_tunes  (const EarLightTheme  *self);
const EarTune       *ear_light_theme_get_tune     (const EarLightTheme  *self,
                                                   guint                 index);
const EarTune       *ear_light_theme_find_tune    (const EarLightTheme  *self,
                                                   const char           *name);
const EarTune       *ear_light_theme_find_chime   (const EarLightTheme  *self,
                                                   const char           *chime);

const char          *ear_light_pattern_to_name    (EarLightPattern       pattern);
guint                ear_light_pattern_get_parts  (EarLightPattern       pattern);
EarRgb               ear_rgb_from_screen          (double                red,
                                                   double                green,
                                                   double                blue);
void                 ear_rgb_to_screen            (EarRgb                color,
                                                   double                screen[3]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarLightTheme, ear_light_theme_unref)

G_END_DECLS
