/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "services/ear-vast.h"

#include "services/ear-feed.h"
#include "services/ear-text.h"

#include <glib/gi18n.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#define MAX_URL 4096
#define MAX_CHARS 200
#define MAX_ADS 32
#define MAX_MEDIA 32
#define MAX_COMPANIONS 8
#define MAX_SIDE 8192
#define MAX_BITRATE (1 << 20)
#define MAX_SEQUENCE 1000

/* Neither network, nor files, nor entities of somebody else's making: what is not set here is what keeps us from them. */
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)

/* --- XML */

/* The names of libxml2 are bytes without a sign. */
static gboolean
is_named (const xmlNode *node,
          const char    *name)
{
  return node->type == XML_ELEMENT_NODE && strcmp ((const char *) node->name, name) == 0;
}

static xmlNode *
find_from (xmlNode    *node,
           const char *name)
{
  while (node != NULL && !is_named (node, name))
    node = node->next;

  return node;
}

static xmlNode *
find_child (xmlNode    *parent,
            const char *name)
{
  return parent ? find_from (parent->children, name) : NULL;
}

/* Its next sibling of the same name. */
static xmlNode *
find_next (const xmlNode *node)
{
  return find_from (node->next, (const char *) node->name);
}

static char *
dup_content (xmlNode *node)
{
  xmlChar *content = node ? xmlNodeGetContent (node) : NULL;
  char *copy = content ? g_strstrip (g_strdup ((const char *) content)) : NULL;

  xmlFree (content);
  if (copy != NULL && *copy == '\0')
    g_clear_pointer (&copy, g_free);

  return copy;
}

static char *
dup_attribute (xmlNode    *node,
               const char *name)
{
  xmlChar *value = xmlGetNoNsProp (node, (const xmlChar *) name);
  char *copy = value ? g_strstrip (g_strdup ((const char *) value)) : NULL;

  xmlFree (value);

  return copy;
}

/* --- values */

/* What is shown or told: of a stranger. */
static char *
dup_words (xmlNode    *parent,
           const char *name)
{
  g_autofree char *content = dup_content (find_child (parent, name));
  g_autofree char *clean = content ? ear_text_clean (content, MAX_CHARS) : NULL;

  return clean && *clean ? g_steal_pointer (&clean) : NULL;
}

/* An address that can be asked, macros and all; NULL for any other. */
static char *
dup_url (xmlNode *node)
{
  g_autofree char *url = dup_content (node);

  if (url == NULL || strlen (url) > MAX_URL ||
      (g_ascii_strncasecmp (url, "http://", 7) != 0 && g_ascii_strncasecmp (url, "https://", 8) != 0))
    return NULL;
  for (const char *at = url; *at != '\0'; at++)
    if ((guchar) *at <= ' ' || *at == 0x7f)
      return NULL;

  return g_steal_pointer (&url);
}

static gboolean
read_two_digits (const char *text,
                 gint64     *value)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return FALSE;
  *value = (text[0] - '0') * 10 + text[1] - '0';

  return TRUE;
}

/* "00:00:30.500"; -1 for anything else. */
static gint64
read_time (const char *text)
{
  gint64 hours, minutes, seconds, fraction = 0, weight = G_USEC_PER_SEC;

  if (strlen (text) < 8 || !read_two_digits (text, &hours) || text[2] != ':' || !read_two_digits (text + 3, &minutes) ||
      text[5] != ':' || !read_two_digits (text + 6, &seconds) || minutes > 59 || seconds > 59)
    return -1;
  text += 8;
  if (*text == '.' && g_ascii_isdigit (text[1]))
    for (text++; g_ascii_isdigit (*text); text++)
      fraction += (*text - '0') * (weight /= 10);

  return *text != '\0' ? -1 : ((hours * 60 + minutes) * 60 + seconds) * G_USEC_PER_SEC + fraction;
}

/* A time, or a share: "25%", "12.5%". */
static EarVastOffset
read_offset (const char *text)
{
  EarVastOffset offset = EAR_VAST_NO_OFFSET;
  char *end;
  double share;

  if (text == NULL)
    return offset;

  if (strchr (text, '%') == NULL) {
    offset.us = read_time (text);
  } else if (g_ascii_isdigit (*text)) {
    share = g_ascii_strtod (text, &end);
    if (strcmp (end, "%") == 0 && share >= 0 && share <= 100)
      offset.basis_points = (int) (share * 100 + 0.5);
  }

  return offset;
}

static guint
read_count (xmlNode    *node,
            const char *name,
            guint       max)
{
  g_autofree char *text = dup_attribute (node, name);
  guint64 value = 0;

  return text != NULL && g_ascii_string_to_unsigned (text, 10, 0, max, &value, NULL) ? value : 0;
}

static gboolean
read_flag (xmlNode    *node,
           const char *name,
           gboolean    otherwise)
{
  g_autofree char *text = dup_attribute (node, name);

  return text == NULL ? otherwise : strcmp (text, "1") == 0 || g_ascii_strcasecmp (text, "true") == 0;
}

/* --- parts of an advert */

static void
read_ping (EarVastAd     *ad,
           xmlNode       *node,
           EarVastEvent   event,
           EarVastOffset  offset)
{
  g_autofree char *url = ad->pings->len < EAR_VAST_MAX_PINGS ? dup_url (node) : NULL;

  if (url != NULL)
    ear_vast_ad_add_ping (ad, event, url, offset);
}

static void
read_tracking (EarVastAd *ad,
               xmlNode   *node)
{
  g_autofree char *name = dup_attribute (node, "event"), *text = dup_attribute (node, "offset");
  EarVastOffset offset = read_offset (text);

  for (EarVastEvent event = EAR_VAST_LOADED; name != NULL && event <= EAR_VAST_SKIP; event++)
    if (strcmp (name, ear_vast_event_to_name (event)) == 0 &&
        (event != EAR_VAST_PROGRESS || offset.us >= 0 || offset.basis_points >= 0))
      read_ping (ad, node, event, offset);
}

static void
read_media (EarVastAd *ad,
            xmlNode   *node)
{
  g_autofree char *url = dup_url (node), *type = dup_attribute (node, "type"), *delivery = dup_attribute (node, "delivery");
  EarVastMedia *media;

  if (url == NULL || type == NULL || ad->media->len >= MAX_MEDIA)
    return;

  /* "audio/ogg; codecs=opus" */
  type[strcspn (type, "; ")] = '\0';
  media = g_new0 (EarVastMedia, 1);
  media->url = g_steal_pointer (&url);
  media->type = g_ascii_strdown (type, -1);
  media->bitrate = read_count (node, "bitrate", MAX_BITRATE);
  media->streaming = delivery != NULL && g_ascii_strcasecmp (delivery, "streaming") == 0;
  g_ptr_array_add (ad->media, media);
}

static void
read_clicks (EarVastAd *ad,
             xmlNode   *linear)
{
  xmlNode *clicks = find_child (linear, "VideoClicks");

  if (ad->click == NULL)
    ad->click = dup_url (find_child (clicks, "ClickThrough"));
  for (xmlNode *node = find_child (clicks, "ClickTracking"); node != NULL; node = find_next (node))
    read_ping (ad, node, EAR_VAST_CLICK, EAR_VAST_NO_OFFSET);
}

static void
read_linear (EarVastAd *ad,
             xmlNode   *linear)
{
  g_autofree char *duration = dup_content (find_child (linear, "Duration")), *skip = dup_attribute (linear, "skipoffset");
  gint64 length = duration ? read_time (duration) : 0;

  ad->linear = TRUE;
  if (ad->duration_us == 0)
    ad->duration_us = MAX (length, 0);
  ad->skip = read_offset (skip);
  if (ear_vast_offset_resolve (ad->skip, ad->duration_us) < 0)
    ad->skip = EAR_VAST_NO_OFFSET;
  for (xmlNode *node = find_child (find_child (linear, "MediaFiles"), "MediaFile"); node != NULL; node = find_next (node))
    read_media (ad, node);
  for (xmlNode *node = find_child (find_child (linear, "TrackingEvents"), "Tracking"); node != NULL; node = find_next (node))
    read_tracking (ad, node);
  read_clicks (ad, linear);
}

static void
read_companion (EarVastAd *ad,
                xmlNode   *node)
{
  xmlNode *image = find_child (node, "StaticResource");
  EarVastCompanion *companion;

  if (ad->companions->len >= MAX_COMPANIONS)
    return;

  companion = g_new0 (EarVastCompanion, 1);
  companion->width = read_count (node, "width", MAX_SIDE);
  companion->height = read_count (node, "height", MAX_SIDE);
  companion->image = dup_url (image);
  companion->type = companion->image ? dup_attribute (image, "creativeType") : NULL;
  companion->text = dup_words (node, "AltText");
  companion->click = dup_url (find_child (node, "CompanionClickThrough"));
  g_ptr_array_add (ad->companions, companion);
}

static void
read_creatives (EarVastAd *ad,
                xmlNode   *body)
{
  for (xmlNode *creative = find_child (find_child (body, "Creatives"), "Creative"); creative != NULL; creative = find_next (creative)) {
    xmlNode *linear = find_child (creative, "Linear");

    for (xmlNode *node = find_child (find_child (creative, "CompanionAds"), "Companion"); node != NULL; node = find_next (node))
      read_companion (ad, node);
    /* A second one would be played after the first; a speaker keeps it short. */
    if (linear == NULL || ad->linear)
      continue;
    read_linear (ad, linear);
    ad->universal_id = dup_words (creative, "UniversalAdId");
  }
}

static void
read_pricing (EarVastAd *ad,
              xmlNode   *node)
{
  static const char *const models[] = { "CPM", "CPC", "CPE", "CPV", NULL };
  g_autofree char *text = dup_content (node), *model = node ? dup_attribute (node, "model") : NULL;
  g_autofree char *currency = node ? dup_attribute (node, "currency") : NULL;
  g_autofree char *large = model ? g_ascii_strup (model, -1) : NULL;
  gint64 micros = -1;

  /* Free is a price, too. */
  if (text == NULL || large == NULL || !g_strv_contains (models, large) || (!ear_feed_parse_price (text, &micros) && micros != 0) ||
      currency == NULL || strlen (currency) != 3)
    return;
  for (guint i = 0; i < 3; i++)
    if (!g_ascii_isalpha (currency[i]))
      return;

  ad->model = g_steal_pointer (&large);
  ad->currency = g_ascii_strup (currency, -1);
  ad->price_micros = micros;
}

static char *
dup_name (xmlNode    *parent,
          const char *name)
{
  g_autofree char *text = dup_content (find_child (parent, name));

  for (const char *at = text; at != NULL && *at != '\0'; at++)
    if ((!g_ascii_isalnum (*at) && *at != '-') || at - text > 64)
      return NULL;

  return g_steal_pointer (&text);
}

/* What our own server adds for our own speaker: names of what is in it. */
static void
read_extensions (EarVastAd *ad,
                 xmlNode   *body)
{
  for (xmlNode *extension = find_child (find_child (body, "Extensions"), "Extension"); extension != NULL; extension = find_next (extension)) {
    g_autofree char *type = dup_attribute (extension, "type");

    if (g_strcmp0 (type, "earshot") != 0 || ad->jingle != NULL)
      continue;
    ad->jingle = dup_name (extension, "Jingle");
    g_free (ad->plan);
    ad->plan = dup_name (extension, "Plan");
  }
}

static EarVastAd *
read_ad (xmlNode *node)
{
  xmlNode *wrapper = find_child (node, "Wrapper"), *body = wrapper ? wrapper : find_child (node, "InLine");
  g_autofree char *id = dup_attribute (node, "id");
  EarVastAd *ad;

  if (body == NULL)
    return NULL;

  ad = ear_vast_ad_new ();
  ad->id = id ? ear_text_clean (id, MAX_CHARS) : NULL;
  ad->sequence = read_count (node, "sequence", MAX_SEQUENCE);
  ad->wrapper = wrapper != NULL;
  ad->tag = wrapper ? dup_url (find_child (wrapper, "VASTAdTagURI")) : NULL;
  ad->follow = wrapper == NULL || read_flag (wrapper, "followAdditionalWrappers", TRUE);
  ad->system = dup_words (body, "AdSystem");
  ad->title = dup_words (body, "AdTitle");
  ad->advertiser = dup_words (body, "Advertiser");
  ad->serving_id = dup_words (body, "AdServingId");
  read_pricing (ad, find_child (body, "Pricing"));
  /* Who is told of impressions and errors is not to be crowded out by whoever tracks each second. */
  for (xmlNode *child = find_child (body, "Error"); child != NULL; child = find_next (child))
    read_ping (ad, child, EAR_VAST_ERRED, EAR_VAST_NO_OFFSET);
  for (xmlNode *child = find_child (body, "Impression"); child != NULL; child = find_next (child))
    read_ping (ad, child, EAR_VAST_IMPRESSION, EAR_VAST_NO_OFFSET);
  read_creatives (ad, body);
  read_extensions (ad, body);

  return ad;
}

/* --- the document */

static gboolean
check_root (xmlNode  *root,
            EarVast  *vast,
            GError  **error)
{
  static const char *const versions[] = { "2.0", "2.0.1", "3.0", "4.0", "4.1", "4.2", "4.3", NULL };
  g_autofree char *name = NULL;

  if (root != NULL && is_named (root, "VideoAdServingTemplate")) {
    g_set_error_literal (error, EAR_VAST_ERROR, EAR_VAST_ERROR_VERSION, _("VAST 1 is too old: 2.0 to 4.3 are understood."));
    return FALSE;
  }
  if (root == NULL || !is_named (root, "VAST")) {
    name = root ? ear_text_clean ((const char *) root->name, 40) : g_strdup ("");
    g_set_error (error, EAR_VAST_ERROR, EAR_VAST_ERROR_SCHEMA, _("This is no VAST: it begins with <%s>, not with <VAST>."), name);
    return FALSE;
  }

  vast->version = dup_attribute (root, "version");
  if (vast->version == NULL || !g_strv_contains (versions, vast->version)) {
    name = ear_text_clean (vast->version ? vast->version : "", 40);
    g_set_error (error, EAR_VAST_ERROR, EAR_VAST_ERROR_VERSION, _("VAST “%s” is not understood, only 2.0 to 4.3."), name);
    return FALSE;
  }

  return TRUE;
}

static void
read_root (xmlNode *root,
           EarVast *vast)
{
  for (xmlNode *node = find_child (root, "Ad"); node != NULL; node = find_next (node)) {
    EarVastAd *ad = vast->ads->len < MAX_ADS ? read_ad (node) : NULL;

    if (ad != NULL)
      g_ptr_array_add (vast->ads, ad);
  }
  for (xmlNode *node = find_child (root, "Error"); node != NULL; node = find_next (node)) {
    EarVastPing *ping = vast->errors->len < EAR_VAST_MAX_PINGS ? g_new0 (EarVastPing, 1) : NULL;

    if (ping == NULL)
      break;
    *ping = (EarVastPing) { EAR_VAST_ERRED, dup_url (node), EAR_VAST_NO_OFFSET };
    if (ping->url != NULL)
      g_ptr_array_add (vast->errors, ping);
    else
      ear_vast_ping_free (ping);
  }
}

/* Nothing after it is read: no entity is ever declared, so none can grow or lead out. */
static void
on_doctype (void          *context,
            const xmlChar *name,
            const xmlChar *public_id,
            const xmlChar *system_id)
{
  xmlParserCtxt *parser = context;

  *(gboolean *) parser->_private = TRUE;
  xmlStopParser (parser);
}

static xmlDoc *
read_xml (const char  *text,
          gsize        length,
          GError     **error)
{
  xmlParserCtxt *parser = xmlNewParserCtxt ();
  gboolean has_doctype = FALSE;
  const xmlError *cause;
  xmlDoc *doc;

  parser->_private = &has_doctype;
  parser->sax->internalSubset = on_doctype;
  doc = xmlCtxtReadMemory (parser, text, length, NULL, NULL, PARSE_OPTIONS);
  cause = xmlCtxtGetLastError (parser);
  if (has_doctype) {
    g_set_error_literal (error, EAR_VAST_ERROR, EAR_VAST_ERROR_XML, _("It has a document type declaration, which no advert needs."));
    g_clear_pointer (&doc, xmlFreeDoc);
  } else if (doc == NULL) {
    g_autofree char *reason = cause && cause->message ? ear_text_clean (cause->message, MAX_CHARS) : g_strdup ("");

    g_set_error (error, EAR_VAST_ERROR, EAR_VAST_ERROR_XML, _("line %d: it is no well-formed XML: %s"), cause ? cause->line : 0, reason);
  }
  xmlFreeParserCtxt (parser);

  return doc;
}

/**
 * ear_vast_parse:
 * @text: what an advert server sent, in the encoding that it says
 * @error: an #EarVastError
 *
 * Reads VAST 2.0 to 4.3, as far as it concerns a speaker. What of an advert makes no sense is left out: an address that is none, a
 * length that is none, a price that is none.
 *
 * Returns: (transfer full) (nullable): the answer, which may hold no advert
 */
EarVast *
ear_vast_parse (const char  *text,
                gsize        length,
                GError     **error)
{
  g_autoptr (EarVast) vast = NULL;
  gboolean well;
  xmlDoc *doc;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  /* Real servers begin with an empty line, which XML forbids before its declaration. */
  while (length > 0 && g_ascii_isspace (*text)) {
    text++;
    length--;
  }
  if (length == 0 || length > EAR_VAST_MAX_BYTES) {
    g_set_error (error, EAR_VAST_ERROR, EAR_VAST_ERROR_XML, length ? _("It is larger than %d bytes.") : _("It is empty."),
                 EAR_VAST_MAX_BYTES);
    return NULL;
  }

  doc = read_xml (text, length, error);
  if (doc == NULL)
    return NULL;

  vast = g_new0 (EarVast, 1);
  vast->ads = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_vast_ad_free);
  vast->errors = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_vast_ping_free);
  well = check_root (xmlDocGetRootElement (doc), vast, error);
  if (well)
    read_root (xmlDocGetRootElement (doc), vast);
  xmlFreeDoc (doc);

  return well ? g_steal_pointer (&vast) : NULL;
}
