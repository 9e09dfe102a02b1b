/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ledger/ear-session-private.h"

#define EAR_DEFAULT_CURRENCY "USD"

G_DEFINE_FINAL_TYPE (EarSession, ear_session, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_ID,
  PROP_OPENED,
  PROP_LOCALE,
  PROP_TARIFF,
  PROP_CURRENCY,
  PROP_CLOSED,                  /* what follows may change while the session is open */
  PROP_SUMMARY,
  PROP_N_TURNS,
  PROP_REVENUE,
  PROP_CONTRIBUTION,
  PROP_WITH_DEVICE,
  PROP_LOADED,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

static void
ear_session_get_property (GObject    *object,
                          guint       property,
                          GValue     *value,
                          GParamSpec *pspec)
{
  EarSession *self = EAR_SESSION (object);

  switch (property) {
  case PROP_ID:
    g_value_set_string (value, self->id);
    break;
  case PROP_OPENED:
    g_value_set_int64 (value, self->opened);
    break;
  case PROP_LOCALE:
    g_value_set_string (value, self->locale);
    break;
  case PROP_TARIFF:
    g_value_set_string (value, self->tariff);
    break;
  case PROP_CURRENCY:
    g_value_set_string (value, self->currency);
    break;
  case PROP_CLOSED:
    g_value_set_int64 (value, self->closed);
    break;
  case PROP_SUMMARY:
    g_value_set_string (value, self->summary);
    break;
  case PROP_N_TURNS:
    g_value_set_uint (value, self->n_turns);
    break;
  case PROP_REVENUE:
    g_value_set_int64 (value, self->result.revenue);
    break;
  case PROP_CONTRIBUTION:
  case PROP_WITH_DEVICE:
  case PROP_LOADED:
    g_value_set_int64 (value, self->result.revenue - self->result.cost[property - PROP_CONTRIBUTION]);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
  }
}

static void
ear_session_finalize (GObject *object)
{
  EarSession *self = EAR_SESSION (object);

  g_free (self->id);
  g_free (self->locale);
  g_free (self->tariff);
  g_free (self->summary);
  g_free (self->currency);

  G_OBJECT_CLASS (ear_session_parent_class)->finalize (object);
}

static void
install_text (guint       property,
              const char *name)
{
  properties[property] = g_param_spec_string (name, NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
install_number (guint       property,
                const char *name)
{
  properties[property] = g_param_spec_int64 (name, NULL, NULL, G_MININT64, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
ear_session_class_init (EarSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_session_get_property;
  object_class->finalize = ear_session_finalize;

  install_text (PROP_ID, "id");
  install_text (PROP_LOCALE, "locale");
  install_text (PROP_TARIFF, "tariff");
  install_text (PROP_CURRENCY, "currency");
  install_text (PROP_SUMMARY, "summary");
  install_number (PROP_OPENED, "opened");
  install_number (PROP_CLOSED, "closed");
  install_number (PROP_REVENUE, "revenue");
  install_number (PROP_CONTRIBUTION, "contribution");
  install_number (PROP_WITH_DEVICE, "with-device");
  install_number (PROP_LOADED, "loaded");
  properties[PROP_N_TURNS] = g_param_spec_uint ("n-turns", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ear_session_init (EarSession *self)
{
}

EarSession *
ear_session_new (gint64      number,
                 const char *id)
{
  EarSession *self = g_object_new (EAR_TYPE_SESSION, NULL);

  self->number = number;
  self->id = g_strdup (id);

  return self;
}

/* ear_session_changed:
 *
 * Tells the views that the open session is not what it was.
 */
void
ear_session_changed (EarSession *self)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  for (guint i = PROP_CURRENCY; i < N_PROPS; i++)
    g_object_notify_by_pspec (object, properties[i]);
  g_object_thaw_notify (object);
}

const char *
ear_session_get_id (EarSession *self)
{
  return self->id;
}

/**
 * ear_session_get_opened:
 *
 * Returns: µs since 1970 by the device's clock
 */
gint64
ear_session_get_opened (EarSession *self)
{
  return self->opened;
}

/**
 * ear_session_get_closed:
 *
 * Returns: µs since 1970 by the device's clock; 0 while it is open
 */
gint64
ear_session_get_closed (EarSession *self)
{
  return self->closed;
}

/**
 * ear_session_get_n_turns:
 *
 * Returns: how often the customer said something
 */
guint
ear_session_get_n_turns (EarSession *self)
{
  return self->n_turns;
}

const char *
ear_session_get_locale (EarSession *self)
{
  return self->locale;
}

/**
 * ear_session_get_tariff:
 *
 * Returns: (nullable): the id of the tariff it was booked with
 */
const char *
ear_session_get_tariff (EarSession *self)
{
  return self->tariff;
}

/**
 * ear_session_get_summary:
 *
 * Returns: (nullable): what the customer said first; %NULL where nobody said anything, as when an alarm rang
 */
const char *
ear_session_get_summary (EarSession *self)
{
  return self->summary;
}

/**
 * ear_session_get_currency:
 *
 * Returns: of the result; that of the default tariff where nothing was charged
 */
const char *
ear_session_get_currency (EarSession *self)
{
  return self->currency ? self->currency : EAR_DEFAULT_CURRENCY;
}

EarResult
ear_session_get_result (EarSession *self)
{
  return self->result;
}
