/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads the templates as GTK will: does each class exist, does it have that property and signal, and can the property be that?
 * A mistake in a template shows only when its widget is made, and some are made seldom.
 */
#include "config.h"

#include <adwaita.h>
#include <string.h>

typedef struct {
  GtkBuilder *builder;
  GPtrArray  *classes;          /* GTypeClass of each object around, NULL where there is none */
  GPtrArray  *elements;         /* names */
  GParamSpec *property;         /* the one whose text is read */
  GString    *text;
  GPtrArray  *complaints;
} Reading;

static void complain (Reading             *reading,
                      GMarkupParseContext *context,
                      const char          *format,
                      ...) G_GNUC_PRINTF (3, 4);

static void
complain (Reading             *reading,
          GMarkupParseContext *context,
          const char          *format,
          ...)
{
  g_autofree char *text = NULL;
  va_list arguments;
  int line;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_markup_parse_context_get_position (context, &line, NULL);
  g_ptr_array_add (reading->complaints, g_strdup_printf ("line %d: %s", line, text));
}

static const char *
get_attribute (const char **names,
               const char **values,
               const char  *name)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strcmp (names[i], name) == 0)
      return values[i];

  return NULL;
}

static gpointer
peek_last (GPtrArray *array)
{
  return array->len > 0 ? g_ptr_array_index (array, array->len - 1) : NULL;
}

static GTypeClass *
begin_object (Reading             *reading,
              GMarkupParseContext *context,
              const char          *name)
{
  GType type = name ? gtk_builder_get_type_from_name (reading->builder, name) : G_TYPE_INVALID;

  if (type != G_TYPE_INVALID && G_TYPE_IS_OBJECT (type))
    return g_type_class_ref (type);
  complain (reading, context, "there is no class %s", name);

  return NULL;
}

static void
begin_property (Reading             *reading,
                GMarkupParseContext *context,
                const char          *name,
                gboolean             bound)
{
  GTypeClass *class = peek_last (reading->classes);
  GParamSpec *property = class && name ? g_object_class_find_property (G_OBJECT_CLASS (class), name) : NULL;

  if (class == NULL)
    return;
  if (property == NULL)
    complain (reading, context, "%s has no property %s", g_type_name_from_class (class), name);
  else if (!(property->flags & G_PARAM_WRITABLE))
    complain (reading, context, "%s of %s is not to be set", name, g_type_name_from_class (class));
  else if (!bound)
    reading->property = property;
  g_string_truncate (reading->text, 0);
}

static void
begin_signal (Reading             *reading,
              GMarkupParseContext *context,
              const char          *name)
{
  GTypeClass *class = peek_last (reading->classes);
  guint id;
  GQuark detail;

  if (class != NULL && !g_signal_parse_name (name, G_TYPE_FROM_CLASS (class), &id, &detail, TRUE))
    complain (reading, context, "%s has no signal %s", g_type_name_from_class (class), name);
}

static void
on_start (GMarkupParseContext  *context,
          const char           *element,
          const char          **names,
          const char          **values,
          gpointer              user_data,
          GError              **error)
{
  Reading *reading = user_data;
  const char *around = peek_last (reading->elements);
  gboolean in_object = g_strcmp0 (around, "object") == 0 || g_strcmp0 (around, "template") == 0;
  const char *name = get_attribute (names, values, "name");

  if (strcmp (element, "object") == 0 || strcmp (element, "template") == 0)
    g_ptr_array_add (reading->classes, begin_object (reading, context, get_attribute (names, values, "class")));
  else if (strcmp (element, "property") == 0 && in_object)
    begin_property (reading, context, name, get_attribute (names, values, "bind-source") != NULL);
  else if (strcmp (element, "signal") == 0 && in_object)
    begin_signal (reading, context, name);
  g_ptr_array_add (reading->elements, g_strdup (element));
}

/* What names another object is looked up when that is made. */
static void
end_property (Reading             *reading,
              GMarkupParseContext *context)
{
  g_auto (GValue) value = G_VALUE_INIT;
  g_autoptr (GError) error = NULL;
  GParamSpec *property = g_steal_pointer (&reading->property);

  g_strstrip (reading->text->str);
  if (property == NULL || *reading->text->str == '\0' || G_TYPE_IS_OBJECT (property->value_type) ||
      G_TYPE_IS_INTERFACE (property->value_type))
    return;
  if (!gtk_builder_value_from_string (reading->builder, property, reading->text->str, &value, &error))
    complain (reading, context, "%s can not be “%s”", property->name, reading->text->str);
  else if (g_param_value_validate (property, &value))
    complain (reading, context, "“%s” is beyond what %s can be", reading->text->str, property->name);
}

static void
on_end (GMarkupParseContext  *context,
        const char           *element,
        gpointer              user_data,
        GError              **error)
{
  Reading *reading = user_data;

  g_ptr_array_remove_index (reading->elements, reading->elements->len - 1);
  if (strcmp (element, "object") == 0 || strcmp (element, "template") == 0)
    g_ptr_array_remove_index (reading->classes, reading->classes->len - 1);
  else if (strcmp (element, "property") == 0)
    end_property (reading, context);
}

static void
on_text (GMarkupParseContext  *context,
         const char           *text,
         gsize                 length,
         gpointer              user_data,
         GError              **error)
{
  g_string_append_len (((Reading *) user_data)->text, text, length);
}

static void
drop_class (gpointer class)
{
  if (class != NULL)
    g_type_class_unref (class);
}

/* Returns what is wrong with a template, nothing if it is empty. */
static GPtrArray *
read_template (GtkBuilder *builder,
               const char *contents,
               gssize      length)
{
  static const GMarkupParser parser = { on_start, on_end, on_text };
  g_autoptr (GPtrArray) classes = g_ptr_array_new_with_free_func (drop_class);
  g_autoptr (GPtrArray) elements = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  Reading reading = { builder, classes, elements, NULL, text, g_ptr_array_new_with_free_func (g_free) };
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, &reading, NULL);
  g_autoptr (GError) error = NULL;

  if (!g_markup_parse_context_parse (context, contents, length, &error) || !g_markup_parse_context_end_parse (context, &error))
    g_ptr_array_add (reading.complaints, g_strdup (error->message));

  return reading.complaints;
}

static void
test_sample (gconstpointer builder)
{
  g_autoptr (GPtrArray) found =
    read_template ((GtkBuilder *) builder,
                   "<interface><object class='GtkBox'><property name='spacing'>many</property><property name='spacing'>-3</property>"
                   "<property name='orientation'>vertical</property><property name='sound'>1</property><signal name='clicked'/>"
                   "<child><object class='EarNothing'/></child></object></interface>", -1);

  g_assert_cmpuint (found->len, ==, 5);
}

typedef struct {
  GtkBuilder *builder;
  const char *path;
} Case;

static void
test_template (gconstpointer user_data)
{
  const Case *mine = user_data;
  g_autofree char *contents = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;

  g_file_get_contents (mine->path, &contents, &length, &error);
  g_assert_no_error (error);
  found = read_template (mine->builder, contents, length);
  for (guint i = 0; i < found->len; i++)
    g_test_message ("%s", (char *) g_ptr_array_index (found, i));
  if (found->len > 0)
    g_test_fail ();
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_test_init (&argc, &argv, NULL);
  g_type_ensure (ADW_TYPE_APPLICATION_WINDOW);
  builder = gtk_builder_new ();

  g_test_add_data_func ("/templates/sample", builder, test_sample);
  for (int i = 1; i < argc; i++) {
    g_autofree char *base = g_path_get_basename (argv[i]);
    g_autofree char *name = g_strconcat ("/templates/", base, NULL);
    Case *mine = g_new (Case, 1);

    *mine = (Case) { builder, argv[i] };
    g_test_add_data_func_full (name, mine, test_template, g_free);
  }

  return g_test_run ();
}
