/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"
#include "model/ear-light-theme.h"

#define START (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

/* What is taken for a theme can be written and read again to the same, and each light of it be drawn. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarLightTheme) theme = ear_light_theme_parse ((const char *) data, (gssize) size, &error);
  g_autoptr (EarLightTheme) back = NULL;
  g_autofree char *text = NULL;

  g_assert_true ((theme == NULL) == (error != NULL));
  if (theme == NULL)
    return 0;

  text = ear_light_theme_to_json (theme);
  back = ear_light_theme_parse (text, -1, &error);
  g_assert_no_error (error);

  for (guint light = 0; light < EAR_N_LIGHTS; light++)
    for (gint64 t = 0; t < 3 * G_USEC_PER_SEC; t += 130000) {
      EarState state = ear_light_make_example (light, START);
      EarRgb leds[EAR_N_LEDS];

      ear_light_render (theme, &state, START + t, 0.7, leds);
      for (guint i = 0; i < EAR_N_LEDS; i++)
        g_assert_true (leds[i].r >= 0.0f && leds[i].r <= 1.0f && leds[i].g >= 0.0f && leds[i].g <= 1.0f && leds[i].b >= 0.0f &&
                       leds[i].b <= 1.0f);
      g_assert_cmpint (ear_light_next_change (theme, &state, START + t), >, START + t);
    }

  return 0;
}
