/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-json.h"
#include "model/ear-light-theme.h"

#include <glib/gstdio.h>
#include <string.h>

/* Each theme that Earshot comes with. */
static GPtrArray *
make_themes (void)
{
  GPtrArray *themes = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_light_theme_unref);

  for (guint i = 0; ear_light_theme_list_ids ()[i] != NULL; i++) {
    g_autoptr (GError) error = NULL;
    EarLightTheme *theme = ear_light_theme_new_by_id (ear_light_theme_list_ids ()[i], &error);

    g_assert_no_error (error);
    g_ptr_array_add (themes, theme);
  }

  return themes;
}

static char *
with (const char *from,
      const char *to)
{
  g_autofree char *json = ear_light_theme_to_json (NULL);
  g_auto (GStrv) parts = g_strsplit (json, from, 2);

  g_assert_cmpuint (g_strv_length (parts), ==, 2);

  return g_strconcat (parts[0], to, parts[1], NULL);
}

static void
assert_refused (const char *from,
                const char *to,
                const char *place)
{
  g_autofree char *json = with (from, to);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarLightTheme) theme = ear_light_theme_parse (json, -1, &error);

  if (theme != NULL || error == NULL || strstr (error->message, place) == NULL)
    g_error ("“%s” for “%s”: expected an error about %s, got %s", to, from, place, error ? error->message : "a theme");
}

static void
test_refuses (void)
{
  static const char *const rows[][3] = {
    { "\"earshot-lights\": 1", "\"earshot-lights\": 2", "$.earshot-lights: this theme is in format 2" },
    { "\"earshot-lights\": 1,", "", "$.earshot-lights is missing" },
    { "\"id\": \"classic\"", "\"id\": \"../classic\"", "$.id: “../classic” is not a name" },
    { "\"id\": \"classic\"", "\"id\": \"classic\", \"colour\":1", "$.colour: a light theme has no such member" },
    { "\"en-US\":\"Classic\"", "\"en-GB\":\"Classic\"", "$.title.en-US is missing" },
    { "\"en-US\":\"Classic\"", "\"en-US\":\"\"", "$.title.en-US" },
    { "\"starting\":", "\"strating\":", "$.lights.strating: “lights” has no such member" },
    { "\"pattern\":\"level\"", "\"pattern\":\"strobe\"", "$.lights.speaking.pattern: there is no pattern “strobe”. Use one of fill," },
    { "\"pattern\":\"level\"", "\"pattern\":\"fill\"", "$.lights.speaking.period_ms: the pattern “fill” has no such member" },
    { "\"period_ms\":2800", "\"period_ms\":399", "$.lights.speaking.period_ms: 399 is not between 400 and 60000" },
    { "\"period_ms\":1600,\"lobes\":2", "\"period_ms\":700,\"lobes\":2", "$.lights.thinking.period_ms: 700 with 2 lobe(s)" },
    { "\"lobes\":2", "\"lobes\":5", "$.lights.thinking.lobes: 5 is no divisor of 24" },
    { "\"lobes\":2", "\"lobes\":0", "$.lights.thinking.lobes: 0" },
    { "\"lobes\":2", "\"lobes\":2.5", "$.lights.thinking.lobes: expected a whole number" },
    { "\"depth\":0.85", "\"depth\":1.01", "$.lights.error.depth: 1.01 is not between 0 and 1" },
    { "\"way\":\"counter-clockwise\"", "\"way\":\"left\"", "$.lights.call.way: “left”" },
    { "\"pause_ms\":4000", "\"pause_ms\":0", "$.lights.notification.pause_ms: this may last for days" },
    { "\"chime\":\"wake\"", "\"chime\":\"gong\"", "$.lights.listening-start.chime: “gong”" },
    { "\"chime\":\"wake\"", "\"chime\":\"Wake up\"", "$.lights.listening-start.chime" },
    { "\"voice\":\"soft\"", "\"voice\":\"siren\"", "$.chimes.wake.voice: “siren”" },
    { "\"length_ms\":320", "\"length_ms\":200", "$.chimes.wake.notes[1]: ends 320 ms after the start" },
    { "587.33", "30", "$.chimes.wake.notes[0][2]: expected a number from 40 to 8000" },
    { "587.33,", "", "$.chimes.wake.notes[0]: expected [start in ms, length in ms, hertz, volume]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    assert_refused (rows[i][0], rows[i][1], rows[i][2]);
}

static void
assert_look_refused (EarLight            light,
                     const EarLightLook *look,
                     const char         *place)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (EarLightTheme) theme = ear_light_theme_new_with (NULL, light, look, &error);

  g_assert_null (theme);
  g_assert_error (error, EAR_JSON_ERROR, EAR_JSON_ERROR_LIMIT);
  g_assert_nonnull (strstr (error->message, place));
}

/* Neither a file nor an editor can hide what the microphone does. */
static void
test_privacy (void)
{
  EarLightLook look = *ear_light_theme_get_look (NULL, EAR_LIGHT_MIC_OFF);

  look.color = (EarRgb) { 0.0f, 0.6f, 0.1f };
  assert_look_refused (EAR_LIGHT_MIC_OFF, &look, "$.lights.mic-off.color: the microphone that is off must be red");
  look = *ear_light_theme_get_look (NULL, EAR_LIGHT_MIC_OFF);
  look.pattern = EAR_LIGHT_PATTERN_BREATHE;
  assert_look_refused (EAR_LIGHT_MIC_OFF, &look, "$.lights.mic-off.pattern");
  look = *ear_light_theme_get_look (NULL, EAR_LIGHT_LISTENING);
  look.color = look.base = look.base_to = (EarRgb) { 0.0f, 0.0f, 0.05f };
  assert_look_refused (EAR_LIGHT_LISTENING, &look, "$.lights.listening.color: too dark");
}

static void
test_hex_colors (void)
{
  g_autofree char *json = with ("\"color\":[0.85,0.012,0.01],\"base\":[0.0,0.0,0.0],\"spots\":0", "\"color\":\"#ff0000\"");
  g_autoptr (GError) error = NULL;
  g_autoptr (EarLightTheme) theme = ear_light_theme_parse (json, -1, &error);
  double screen[3];

  g_assert_no_error (error);
  g_assert_cmpfloat (ear_light_theme_get_look (theme, EAR_LIGHT_MIC_OFF)->color.r, ==, 1.0);
  assert_refused ("\"color\":[0.85,0.012,0.01],\"base\":[0.0,0.0,0.0],\"spots\":0", "\"color\":\"red\"", "$.lights.mic-off.color: “red” is not a color");
  assert_refused ("0.012,", "1.2,", "expected a number from 0 to 1");

  ear_rgb_to_screen (ear_rgb_from_screen (0.2, 0.5, 1.0), screen);
  g_assert_cmpfloat_with_epsilon (screen[0], 0.2, 1e-5);
  g_assert_cmpfloat_with_epsilon (screen[1], 0.5, 1e-5);
  g_assert_cmpfloat_with_epsilon (screen[2], 1.0, 1e-5);
}

static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) themes = make_themes ();

  for (guint i = 0; i < themes->len; i++) {
    g_autofree char *json = ear_light_theme_to_json (themes->pdata[i]);
    g_autoptr (GError) error = NULL;
    g_autoptr (EarLightTheme) again = ear_light_theme_parse (json, -1, &error);

    g_assert_no_error (error);
    g_assert_true (ear_light_theme_equal (themes->pdata[i], again));
    for (guint light = 0; light < EAR_N_LIGHTS; light++) {
      const EarLightLook *a = ear_light_theme_get_look (themes->pdata[i], light), *b = ear_light_theme_get_look (again, light);

      g_assert_cmpint (a->pattern, ==, b->pattern);
      g_assert_cmpmem (&a->color, sizeof a->color, &b->color, sizeof b->color);
      g_assert_cmpint (a->period, ==, b->period);
      g_assert_cmpstr (a->chime, ==, b->chime);
    }
  }
}

static void
test_file (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "earshot-test-light-theme.json", NULL);
  g_autoptr (EarLightTheme) copy = ear_light_theme_new_copy (NULL, "mine", "Mine");
  g_autofree char *json = ear_light_theme_to_json (copy);
  g_autoptr (EarLightTheme) theme = NULL, broken = NULL, missing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, json, -1, &error));
  theme = ear_light_theme_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (ear_light_theme_get_id (theme), ==, "mine");
  g_assert_cmpstr (ear_light_theme_get_based_on (theme), ==, "classic");
  g_assert_cmpstr (ear_light_theme_get_title (theme, "de_DE.UTF-8"), ==, "Mine");
  g_assert_cmpstr (ear_light_theme_get_title (NULL, "de_DE.UTF-8"), ==, "Klassisch");
  g_assert_cmpstr (ear_light_theme_get_title (NULL, "fr-FR"), ==, "Classic");

  json[strlen (json) / 2] = '\0';
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  broken = ear_light_theme_load (path, &error);
  g_assert_null (broken);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_assert_nonnull (strstr (error->message, "line"));
  g_clear_error (&error);

  g_unlink (path);
  missing = ear_light_theme_load (path, &error);
  g_assert_null (missing);
  g_assert_nonnull (strstr (error->message, path));
  g_clear_error (&error);

  missing = ear_light_theme_new_by_id ("nobody", &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* Light and chime change together. */
static void
test_chimes (void)
{
  static const char *const wanted[] = { "wake", "end", "error", "mic-off", "mic-on", "volume", "alarm", "timer", "reminder" };
  g_autoptr (GPtrArray) themes = make_themes ();
  g_autoptr (EarLightTheme) changed = NULL, silent = NULL;
  EarLightLook look = *ear_light_theme_get_look (NULL, EAR_LIGHT_LISTENING_START);

  for (guint i = 0; i < themes->len; i++)
    for (guint j = 0; j < G_N_ELEMENTS (wanted); j++)
      g_assert_cmpstr (ear_light_theme_find_chime (themes->pdata[i], wanted[j])->name, ==, wanted[j]);

  g_strlcpy (look.chime, "doorbell", sizeof look.chime);
  changed = ear_light_theme_new_with (NULL, EAR_LIGHT_LISTENING_START, &look, NULL);
  g_assert_cmpstr (ear_light_theme_find_chime (changed, "wake")->name, ==, "doorbell");
  *look.chime = '\0';
  silent = ear_light_theme_new_with (NULL, EAR_LIGHT_LISTENING_START, &look, NULL);
  g_assert_null (ear_light_theme_find_chime (silent, "wake"));
  g_assert_cmpstr (ear_light_theme_find_chime (changed, "gong")->name, ==, "wake");
  look = *ear_light_theme_get_look (NULL, EAR_LIGHT_RINGING);
  *look.chime = '\0';
  assert_look_refused (EAR_LIGHT_RINGING, &look, "$.lights.ringing.chime: what rings must be heard");
}

static void
test_flicker_is_refused (void)
{
  EarLightLook look = *ear_light_theme_get_look (NULL, EAR_LIGHT_SPEAKING);

  look.color = (EarRgb) { 1.0f, 1.0f, 1.0f };
  assert_look_refused (EAR_LIGHT_SPEAKING, &look, "$.lights.speaking.color: so far from the base it flickers");
  look = *ear_light_theme_get_look (NULL, EAR_LIGHT_LISTENING);
  look.voice = 2.0;
  assert_look_refused (EAR_LIGHT_LISTENING, &look, "$.lights.listening.voice");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/light-theme/refuses", test_refuses);
  g_test_add_func ("/light-theme/privacy", test_privacy);
  g_test_add_func ("/light-theme/hex-colors", test_hex_colors);
  g_test_add_func ("/light-theme/round-trip", test_round_trip);
  g_test_add_func ("/light-theme/file", test_file);
  g_test_add_func ("/light-theme/chimes", test_chimes);
  g_test_add_func ("/light-theme/flicker-is-refused", test_flicker_is_refused);

  return g_test_run ();
}
