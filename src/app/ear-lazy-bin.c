/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-lazy-bin.h"

struct _EarLazyBin {
  AdwBin parent_instance;

  GType  child_type;
};

enum {
  PROP_CHILD_TYPE = 1,
  N_PROPS
};

enum {
  MADE,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (EarLazyBin, ear_lazy_bin, ADW_TYPE_BIN)

static void
ear_lazy_bin_map (GtkWidget *widget)
{
  ear_lazy_bin_make (EAR_LAZY_BIN (widget));

  GTK_WIDGET_CLASS (ear_lazy_bin_parent_class)->map (widget);
}

static void
ear_lazy_bin_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  EarLazyBin *self = EAR_LAZY_BIN (object);

  switch (id) {
  case PROP_CHILD_TYPE:
    self->child_type = g_value_get_gtype (value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  }
}

static void
ear_lazy_bin_class_init (EarLazyBinClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->set_property = ear_lazy_bin_set_property;
  GTK_WIDGET_CLASS (klass)->map = ear_lazy_bin_map;

  props[PROP_CHILD_TYPE] = g_param_spec_gtype ("child-type", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[MADE] = g_signal_new ("made", EAR_TYPE_LAZY_BIN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, GTK_TYPE_WIDGET);
}

static void
ear_lazy_bin_init (EarLazyBin *self)
{
}

/**
 * ear_lazy_bin_make:
 *
 * Returns: (transfer none): the page, made if it is not there yet
 */
GtkWidget *
ear_lazy_bin_make (EarLazyBin *self)
{
  g_return_val_if_fail (EAR_IS_LAZY_BIN (self), NULL);

  if (adw_bin_get_child (ADW_BIN (self)) == NULL) {
    adw_bin_set_child (ADW_BIN (self), g_object_new (self->child_type, NULL));
    g_signal_emit (self, signals[MADE], 0, adw_bin_get_child (ADW_BIN (self)));
  }

  return adw_bin_get_child (ADW_BIN (self));
}

/**
 * ear_lazy_bin_peek:
 *
 * Returns: (transfer none) (nullable): the page, unless nobody wanted it yet
 */
GtkWidget *
ear_lazy_bin_peek (EarLazyBin *self)
{
  g_return_val_if_fail (EAR_IS_LAZY_BIN (self), NULL);

  return adw_bin_get_child (ADW_BIN (self));
}
