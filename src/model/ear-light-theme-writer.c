/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model/ear-light-theme-private.h"

#include "model/ear-json.h"

#define MS G_GINT64_CONSTANT (1000)

/* Four digits tell more steps than an LED has. */
static void
add_number (JsonBuilder *builder,
            double       value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  json_builder_add_double_value (builder, g_ascii_strtod (g_ascii_formatd (text, sizeof text, "%.4f", value), NULL));
}

static void
add_color (JsonBuilder *builder,
           const char  *member,
           EarRgb       color)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  add_number (builder, color.r);
  add_number (builder, color.g);
  add_number (builder, color.b);
  json_builder_end_array (builder);
}

static void
add_int (JsonBuilder *builder,
         const char  *member,
         gint64       value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
add_double (JsonBuilder *builder,
            const char  *member,
            double       value)
{
  json_builder_set_member_name (builder, member);
  add_number (builder, value);
}

static void
add_text (JsonBuilder *builder,
          const char  *member,
          const char  *value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static void
add_look (JsonBuilder        *builder,
          const EarLightLook *look)
{
  guint parts = ear_light_pattern_get_parts (look->pattern);

  json_builder_begin_object (builder);
  add_text (builder, "pattern", ear_light_pattern_to_name (look->pattern));
  add_color (builder, "color", look->color);
  add_color (builder, "base", look->base);
  if (parts & EAR_LIGHT_PART_BASE_TO)
    add_color (builder, "base_to", look->base_to);
  if (parts & EAR_LIGHT_PART_SPOTS)
    add_int (builder, "spots", look->spots);
  if (parts & EAR_LIGHT_PART_DEPTH)
    add_double (builder, "depth", look->depth);
  if (parts & EAR_LIGHT_PART_PERIOD)
    add_int (builder, "period_ms", look->period / MS);
  if (parts & EAR_LIGHT_PART_PAUSE)
    add_int (builder, "pause_ms", look->pause / MS);
  if (parts & EAR_LIGHT_PART_WIDTH)
    add_double (builder, "width", look->width);
  if (parts & EAR_LIGHT_PART_VOICE)
    add_double (builder, "voice", look->voice);
  if (parts & EAR_LIGHT_PART_LOBES)
    add_int (builder, "lobes", look->lobes);
  if (parts & EAR_LIGHT_PART_WAY)
    add_text (builder, "way", look->way < 0 ? "counter-clockwise" : "clockwise");
  if (parts & EAR_LIGHT_PART_FADE_IN)
    add_int (builder, "fade_in_ms", look->fade_in / MS);
  if (parts & EAR_LIGHT_PART_FADE_OUT)
    add_int (builder, "fade_out_ms", look->fade_out / MS);
  if (*look->chime != '\0')
    add_text (builder, "chime", look->chime);
  json_builder_end_object (builder);
}

static void
add_tune (JsonBuilder   *builder,
          const EarTune *tune)
{
  json_builder_set_member_name (builder, tune->name);
  json_builder_begin_object (builder);
  add_text (builder, "voice", tune->is_bell ? "bell" : "soft");
  add_int (builder, "length_ms", tune->length);
  add_int (builder, "attack_ms", tune->attack);
  add_int (builder, "release_ms", tune->release);
  add_double (builder, "decay", tune->decay);
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < tune->n_notes; i++) {
    json_builder_begin_array (builder);
    json_builder_add_int_value (builder, tune->notes[i].start);
    json_builder_add_int_value (builder, tune->notes[i].length);
    add_number (builder, tune->notes[i].hertz);
    add_number (builder, tune->notes[i].volume);
    json_builder_end_array (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_titles (JsonBuilder         *builder,
            const EarLightTheme *self)
{
  json_builder_set_member_name (builder, "title");
  json_builder_begin_object (builder);
  for (guint i = 0; i < self->titles->len; i++)
    add_text (builder, g_array_index (self->titles, EarLightTitle, i).locale, g_array_index (self->titles, EarLightTitle, i).text);
  json_builder_end_object (builder);
}

/* A light and a chime take a line each, so that people can read and compare the file. */
static void
write_object (GString    *out,
              JsonObject *object,
              guint       depth)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;
  gboolean first = TRUE;

  json_object_iter_init_ordered (&iter, object);
  g_string_append_c (out, '{');
  while (json_object_iter_next_ordered (&iter, &name, &node)) {
    g_string_append_printf (out, "%s\n%*s\"%s\": ", first ? "" : ",", (int) (2 * depth), "", name);
    first = FALSE;
    if (depth == 1 && JSON_NODE_HOLDS_OBJECT (node) && !g_str_equal (name, "title")) {
      write_object (out, json_node_get_object (node), depth + 1);
    } else {
      g_autofree char *line = ear_json_to_string (node);

      g_string_append (out, line);
    }
  }
  g_string_append_printf (out, "\n%*s}", (int) (2 * (depth - 1)), "");
}

static JsonNode *
build (const EarLightTheme *theme)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_int (builder, "earshot-lights", EAR_LIGHT_THEME_FORMAT);
  add_text (builder, "id", theme->id);
  add_titles (builder, theme);
  if (theme->based_on != NULL)
    add_text (builder, "based_on", theme->based_on);
  json_builder_set_member_name (builder, "lights");
  json_builder_begin_object (builder);
  for (guint i = 0; i < EAR_N_LIGHTS; i++) {
    json_builder_set_member_name (builder, ear_light_to_key (i));
    add_look (builder, &theme->looks[i]);
  }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "chimes");
  json_builder_begin_object (builder);
  for (guint i = 0; i < theme->n_tunes; i++)
    add_tune (builder, &theme->tunes[i]);
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

/**
 * ear_light_theme_to_json:
 * @self: (nullable): a theme
 *
 * Returns: (transfer full): the theme as a file that ear_light_theme_load() reads, made for people to read
 */
char *
ear_light_theme_to_json (const EarLightTheme *self)
{
  g_autoptr (JsonNode) root = build (self ? self : ear_light_theme_get_classic ());
  GString *out = g_string_new (NULL);

  write_object (out, json_node_get_object (root), 1);
  g_string_append_c (out, '\n');

  return g_string_free (out, FALSE);
}
