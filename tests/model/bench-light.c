/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench.h"
#include "model/ear-light-theme.h"

#define START (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

typedef struct {
  const EarLightTheme *theme;
  EarState             state;
} Scene;

static volatile float sink;

static void
render (guint    n,
        gpointer user_data)
{
  const Scene *scene = user_data;
  EarRgb leds[EAR_N_LEDS];

  for (guint i = 0; i < n; i++) {
    ear_light_render (scene->theme, &scene->state, START + i % 180 * 16667, 0.5, leds);
    sink = leds[i % EAR_N_LEDS].g;
  }
}

static void
ask (guint    n,
     gpointer user_data)
{
  const Scene *scene = user_data;

  for (guint i = 0; i < n; i++)
    sink = (float) (ear_light_next_change (scene->theme, &scene->state, START + i) + ear_light_moves (scene->theme, &scene->state, START + i));
}

static void
load (guint    n,
      gpointer user_data)
{
  for (guint i = 0; i < n; i++)
    ear_light_theme_unref (ear_light_theme_new_by_id ("hearth", NULL));
}

int
main (int   argc,
      char *argv[])
{
  double slowest = 0.0;

  for (guint i = 0; ear_light_theme_list_ids ()[i] != NULL; i++) {
    g_autoptr (EarLightTheme) theme = ear_light_theme_new_by_id (ear_light_theme_list_ids ()[i], NULL);

    for (guint light = 0; light < EAR_N_LIGHTS; light++) {
      Scene scene = { theme, ear_light_make_example (light, START) };
      double seconds = bench_measure (render, 20000, &scene);

      if (argc > 1)
        g_print ("# %s %s: %.0f ns\n", ear_light_theme_get_id (theme), ear_light_to_key (light), seconds * 1e9);
      slowest = MAX (slowest, seconds);
    }
  }
  bench_report ("light.render", slowest * 1e9, "ns");
  bench_report ("light.next-change", bench_measure (ask, 100000, &(Scene) { NULL, ear_light_make_example (EAR_LIGHT_TIMER, START) }) * 1e9, "ns");
  bench_report ("light.theme-load", bench_measure (load, 200, NULL) * 1e6, "µs");

  return 0;
}
