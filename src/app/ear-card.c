/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-card.h"

#include "app/ear-template.h"

#include "model/ear-json.h"
#include "model/ear-paths.h"

#include <string.h>

#define MAX_TITLE 120
#define MAX_TEXT  600

struct _EarCard {
  GtkWidget  parent_instance;

  GtkImage  *picture;
  GtkLabel  *title_label;
  GtkLabel  *text_label;
};

G_DEFINE_FINAL_TYPE (EarCard, ear_card, GTK_TYPE_WIDGET)

static const EarJsonLimits limits = { 64 * 1024, 8 };

static void
set_words (GtkLabel   *label,
           const char *words,
           glong       max_chars)
{
  g_autofree char *brief = words && g_utf8_strlen (words, -1) > max_chars ? g_utf8_substring (words, 0, max_chars) : g_strdup (words);

  gtk_label_set_label (label, brief ? brief : "");
  gtk_widget_set_visible (GTK_WIDGET (label), brief && *brief != '\0');
}

/* A name below the product's data, never a way out of it. */
static char *
find_picture (const char *name)
{
  if (name == NULL || strstr (name, "..") != NULL || strchr (name, ':') != NULL || *name == '/')
    return NULL;

  return ear_paths_find_data (name, NULL);
}

static void
set_picture (EarCard    *self,
             const char *name)
{
  g_autofree char *path = find_picture (name);

  gtk_widget_set_visible (GTK_WIDGET (self->picture), path != NULL);
  if (path != NULL)
    gtk_image_set_from_file (self->picture, path);
  else
    gtk_image_clear (self->picture);
}

/**
 * ear_card_set_json:
 * @json: (nullable): {"title", "text", "image"}
 *
 * Shows a card, or hides itself where there is none that can be read.
 */
void
ear_card_set_json (EarCard    *self,
                   const char *json)
{
  g_autoptr (JsonNode) node = json ? ear_json_parse (json, -1, &limits, NULL) : NULL;
  JsonObject *card = node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *title, *text;

  g_return_if_fail (EAR_IS_CARD (self));

  title = card ? ear_json_get_string (card, "title", NULL) : NULL;
  text = card ? ear_json_get_string (card, "text", NULL) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), title || text);
  set_words (self->title_label, title, MAX_TITLE);
  set_words (self->text_label, text, MAX_TEXT);
  set_picture (self, card ? ear_json_get_string (card, "image", NULL) : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title ? title : "", -1);
}

static void
ear_card_dispose (GObject *object)
{
  ear_template_dispose (GTK_WIDGET (object), EAR_TYPE_CARD);

  G_OBJECT_CLASS (ear_card_parent_class)->dispose (object);
}

static void
ear_card_class_init (EarCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ear_card_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/earshot/Earshot/ear-card.ui");
  gtk_widget_class_bind_template_child (widget_class, EarCard, picture);
  gtk_widget_class_bind_template_child (widget_class, EarCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, EarCard, text_label);
}

static void
ear_card_init (EarCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
ear_card_new (void)
{
  return g_object_new (EAR_TYPE_CARD, NULL);
}
