/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define EAR_VAST_ERROR (ear_vast_error_quark ())

/**
 * EarVastError:
 * @EAR_VAST_ERROR_XML: it is no well-formed XML, or holds what an advert needs not and a reader should not touch
 * @EAR_VAST_ERROR_SCHEMA: it is XML, but no VAST
 * @EAR_VAST_ERROR_VERSION: it is of a version that is not supported
 * @EAR_VAST_ERROR_LINEARITY: the advert is no linear one
 * @EAR_VAST_ERROR_DURATION: it is longer than a speaker bears
 * @EAR_VAST_ERROR_WRAPPER: a wrapper leads nowhere
 * @EAR_VAST_ERROR_WRAPPER_TIMEOUT: what a wrapper leads to does not answer in time
 * @EAR_VAST_ERROR_WRAPPER_LIMIT: there are more wrappers than five
 * @EAR_VAST_ERROR_NO_AD: at the end of the wrappers is no advert
 * @EAR_VAST_ERROR_LINEAR: the advert can not be played, for whatever reason
 * @EAR_VAST_ERROR_MEDIA_NOT_FOUND: its recording is not there
 * @EAR_VAST_ERROR_MEDIA_TIMEOUT: its recording does not come in time
 * @EAR_VAST_ERROR_MEDIA_UNSUPPORTED: none of its recordings is one for a speaker
 * @EAR_VAST_ERROR_MEDIA_BROKEN: its recording can not be played
 * @EAR_VAST_ERROR_UNDEFINED: something else
 *
 * What goes wrong with an advert, by the numbers that its sender is told (VAST 4.2, 2.3.6.3).
 */
typedef enum {
  EAR_VAST_ERROR_XML = 100,
  EAR_VAST_ERROR_SCHEMA = 101,
  EAR_VAST_ERROR_VERSION = 102,
  EAR_VAST_ERROR_LINEARITY = 201,
  EAR_VAST_ERROR_DURATION = 202,
  EAR_VAST_ERROR_WRAPPER = 300,
  EAR_VAST_ERROR_WRAPPER_TIMEOUT = 301,
  EAR_VAST_ERROR_WRAPPER_LIMIT = 302,
  EAR_VAST_ERROR_NO_AD = 303,
  EAR_VAST_ERROR_LINEAR = 400,
  EAR_VAST_ERROR_MEDIA_NOT_FOUND = 401,
  EAR_VAST_ERROR_MEDIA_TIMEOUT = 402,
  EAR_VAST_ERROR_MEDIA_UNSUPPORTED = 403,
  EAR_VAST_ERROR_MEDIA_BROKEN = 405,
  EAR_VAST_ERROR_UNDEFINED = 900,
} EarVastError;

/* The largest document, and what one advert may ask for. */
#define EAR_VAST_MAX_BYTES (512 * 1024)
#define EAR_VAST_MAX_PINGS 200
#define EAR_VAST_MAX_WRAPPERS 5

/**
 * EarVastEvent:
 *
 * What a sender wants to be told of. What only a screen knows is not among it.
 */
typedef enum {
  EAR_VAST_IMPRESSION,
  EAR_VAST_ERRED,
  EAR_VAST_LOADED,
  EAR_VAST_NOT_USED,
  EAR_VAST_START,
  EAR_VAST_FIRST_QUARTILE,
  EAR_VAST_MIDPOINT,
  EAR_VAST_THIRD_QUARTILE,
  EAR_VAST_COMPLETE,
  EAR_VAST_PROGRESS,
  EAR_VAST_MUTE,
  EAR_VAST_UNMUTE,
  EAR_VAST_PAUSE,
  EAR_VAST_RESUME,
  EAR_VAST_SKIP,
  EAR_VAST_CLICK,
  EAR_N_VAST_EVENTS
} EarVastEvent;

/**
 * EarVastOffset:
 * @us: from the start; -1 where @basis_points count
 * @basis_points: hundredths of a percent of the advert's length; -1 where neither counts: there is none
 */
typedef struct {
  gint64 us;
  int    basis_points;
} EarVastOffset;

#define EAR_VAST_NO_OFFSET ((EarVastOffset) { -1, -1 })

/**
 * EarVastPing:
 * @event: when
 * @url: what to fetch then, with its macros
 * @offset: PROGRESS: how far it must have come
 */
typedef struct {
  EarVastEvent   event;
  char          *url;
  EarVastOffset  offset;
} EarVastPing;

/**
 * EarVastMedia:
 * @url: of the recording
 * @type: in lower case, "audio/mpeg"
 * @bitrate: kbit/s; 0 where nobody says
 * @streaming: it is a live stream, no file
 */
typedef struct {
  char     *url;
  char     *type;
  guint     bitrate;
  gboolean  streaming;
} EarVastMedia;

/**
 * EarVastCompanion:
 * @width: of the slot, pixels
 * @height: of the slot, pixels
 * @image: (nullable): what to show
 * @type: (nullable): of the image
 * @text: (nullable): the same in words
 * @click: (nullable): where it leads
 *
 * Something to look at while the advert is heard.
 */
typedef struct {
  guint  width;
  guint  height;
  char  *image;
  char  *type;
  char  *text;
  char  *click;
} EarVastCompanion;

/**
 * EarVastAd:
 * @id: (nullable): the sender's name for it
 * @sequence: its place in a pod; 0 where it stands alone
 * @wrapper: it only leads on to @tag
 * @linear: it has something to play; of a wrapper: to tell about it
 * @tag: (nullable): of a wrapper: where the advert is
 * @follow: of a wrapper: another wrapper may come next
 * @system: (nullable): who sends it
 * @title: (nullable): what it is called
 * @advertiser: (nullable): who pays for it
 * @serving_id: (nullable): name of this one delivery
 * @universal_id: (nullable): name of the creative, anywhere
 * @duration_us: its length; 0 where nobody says
 * @skip: from where on it may be skipped
 * @click: (nullable): where a customer who wants to know more is sent
 * @model: (nullable): CPM, CPC, CPE or CPV
 * @currency: (nullable): of the price, ISO 4217
 * @price_micros: the price
 * @jingle: (nullable): of our own server: name of the embedded sounds that come before the words
 * @plan: (nullable): of our own server: the subscription that it offers
 * @media: (element-type EarVastMedia): its recordings
 * @pings: (element-type EarVastPing): whom to tell what
 * @companions: (element-type EarVastCompanion): what to show
 *
 * One advert, or one wrapper around another one. A plain value.
 */
typedef struct {
  char          *id;
  guint          sequence;
  gboolean       wrapper;
  gboolean       linear;
  char          *tag;
  gboolean       follow;
  char          *system;
  char          *title;
  char          *advertiser;
  char          *serving_id;
  char          *universal_id;
  gint64         duration_us;
  EarVastOffset  skip;
  char          *click;
  char          *model;
  char          *currency;
  gint64         price_micros;
  char          *jingle;
  char          *plan;
  GPtrArray     *media;
  GPtrArray     *pings;
  GPtrArray     *companions;
} EarVastAd;

/**
 * EarVast:
 * @version: e.g. "4.2"
 * @ads: (element-type EarVastAd): none where the sender has none
 * @errors: (element-type EarVastPing): whom to tell that there is none
 *
 * What an advert server answers.
 */
typedef struct {
  char      *version;
  GPtrArray *ads;
  GPtrArray *errors;
} EarVast;

GQuark              ear_vast_error_quark     (void);
const char         *ear_vast_event_to_name   (EarVastEvent         event);

EarVast            *ear_vast_parse           (const char          *text,
                                              gsize                length,
                                              GError             **error) G_GNUC_WARN_UNUSED_RESULT;
void                ear_vast_free            (EarVast             *self);
EarVastAd          *ear_vast_steal_ad        (EarVast             *self) G_GNUC_WARN_UNUSED_RESULT;

EarVastAd          *ear_vast_ad_new          (void) G_GNUC_WARN_UNUSED_RESULT;
void                ear_vast_ad_free         (EarVastAd           *self);
void                ear_vast_ad_add_ping     (EarVastAd           *self,
                                              EarVastEvent         event,
                                              const char          *url,
                                              EarVastOffset        offset);
void                ear_vast_ad_wrap         (EarVastAd           *self,
                                              EarVastAd           *wrapper);
const EarVastMedia *ear_vast_ad_choose_media (const EarVastAd     *self);
gint64              ear_vast_offset_resolve  (EarVastOffset        self,
                                              gint64               duration_us);

void                ear_vast_ping_free       (EarVastPing         *self);
void                ear_vast_media_free      (EarVastMedia        *self);
void                ear_vast_companion_free  (EarVastCompanion    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVast, ear_vast_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarVastAd, ear_vast_ad_free)

G_END_DECLS
