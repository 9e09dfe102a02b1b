/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-synth"
#include "config.h"

#include "audio/ear-synth.h"

#include <espeak-ng/espeak_ng.h>
#include <espeak-ng/speak_lib.h>
#include <flite/flite.h>
#include <gmodule.h>

#include "audio/ear-audio-error.h"
#include "audio/ear-ssml-private.h"
#include "audio/ear-wave-private.h"

#include <glib/gi18n.h>

/* Where espeak-ng speaks at its best, in words a minute and steps of 0 to 99. */
#define ESPEAK_RATE 165
#define ESPEAK_PITCH 50

/* Voices take a breath of a fifth of a second before they begin, and whoever asked waits for it: all of it is left out but
 * a moment before the first sample that is louder than this.
 */
#define BREATH 100
#define MOMENT_S 0.015

struct _EarSynth {
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (EarSynth, ear_synth, G_TYPE_OBJECT)

/* Both libraries keep their state in globals. */
static GMutex mutex;

typedef struct {
  EarSynthFunc  func;
  gpointer      user_data;
  double        gain;
  gboolean      stopped;
  gboolean      begun;          /* to be heard */
} Output;

static void
skip_breath (Output        *self,
             const gint16 **samples,
             gsize         *n_samples,
             guint          rate)
{
  gsize quiet = 0, moment = (gsize) (MOMENT_S * rate);

  while (quiet < *n_samples && ABS ((*samples)[quiet]) <= BREATH)
    quiet++;
  self->begun = quiet < *n_samples;
  quiet = self->begun ? quiet - MIN (quiet, moment) : quiet;
  *samples += quiet;
  *n_samples -= quiet;
}

static gboolean
put_whole (Output       *self,
           const gint16 *samples,
           gsize         n_samples,
           guint         rate)
{
  g_autofree gint16 *scaled = NULL;

  if (self->stopped || n_samples == 0)
    return !self->stopped;

  if (self->gain != 1) {
    scaled = g_new (gint16, n_samples);
    for (gsize i = 0; i < n_samples; i++)
      scaled[i] = (gint16) CLAMP (samples[i] * self->gain, G_MININT16, G_MAXINT16);
    samples = scaled;
  }
  self->stopped = !self->func (samples, n_samples, rate, self->user_data);

  return !self->stopped;
}

static gboolean
put (Output       *self,
     const gint16 *samples,
     gsize         n_samples,
     guint         rate)
{
  if (!self->begun)
    skip_breath (self, &samples, &n_samples, rate);

  return put_whole (self, samples, n_samples, rate);
}

/* A pause is as long as it was asked to be. */
static void
put_pause (Output *self,
           guint   pause_ms,
           guint   rate)
{
  gsize length = (gsize) pause_ms * rate / 1000;
  g_autofree gint16 *silence = g_new0 (gint16, length + 1);

  put_whole (self, silence, length, rate);
}

/* A voice of flite is 40,000 pointers into itself. The linker would set them all right at every start, and each page of them would be
 * ours alone: it is loaded when it first speaks, and stays.
 */
static cst_voice *
load_flite_voice (const char *name)
{
  g_autofree char *file = g_strdup_printf ("libflite_%s.so.1", name), *symbol = g_strdup_printf ("register_%s", name);
  GModule *module = g_module_open (file, G_MODULE_BIND_LAZY);
  cst_voice *(*register_voice)(const char *folder);

  if (module != NULL && g_module_symbol (module, symbol, (gpointer *) &register_voice))
    return register_voice (NULL);
  g_message ("%s can not be loaded (%s); espeak-ng speaks instead", file, g_module_error ());

  return NULL;
}

static cst_voice *
get_flite_voice (gboolean is_other)
{
  static cst_voice *voices[2];
  static gboolean is_loaded[2];
  guint i = is_other ? 1 : 0;

  if (!is_loaded[i]) {
    flite_init ();
    voices[i] = load_flite_voice (is_other ? "cmu_us_rms" : "cmu_us_slt");
    is_loaded[i] = TRUE;
  }

  return voices[i];
}

static int
on_flite_sound (const cst_wave                         *wave,
                int                                     start,
                int                                     size,
                int                                     last,
                struct cst_audio_streaming_info_struct *info)
{
  gboolean go_on = put (info->userdata, wave->samples + start, size, wave->sample_rate);

  return go_on ? CST_AUDIO_STREAM_CONT : CST_AUDIO_STREAM_STOP;
}

/* flite reads ASCII. */
static char *
dup_ascii (const char *text)
{
  static const char *const said[][2] = {
    { "°C", " degrees" }, { "°F", " degrees" }, { "°", " degrees" }, { "€", " euros " }, { "£", " pounds " }, { "–", ", " },
    { "—", ", " }, { "’", "'" }, { "“", "" }, { "”", "" }, { "…", "..." }, { "½", " and a half" }, { "×", " times " },
  };
  g_autoptr (GString) string = g_string_new (text);

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    g_string_replace (string, said[i][0], said[i][1], 0);

  return g_str_to_ascii (string->str, "en_US");
}

static void
speak_flite (const EarSpan *span,
             cst_voice     *voice,
             Output        *output)
{
  g_autofree char *text = dup_ascii (span->text);
  cst_audio_streaming_info *info = new_audio_streaming_info ();
  cst_wave *wave;

  info->asc = on_flite_sound;
  info->userdata = output;
  flite_feat_set (voice->features, "streaming_info", audio_streaming_info_val (info));
  flite_feat_set_float (voice->features, "duration_stretch", 1 / span->rate);
  flite_feat_set_float (voice->features, "f0_shift", span->pitch);

  put_pause (output, span->pause_ms, 16000);
  if (*text != '\0' && !output->stopped) {
    wave = flite_text_to_wave (text, voice);
    delete_wave (wave);
  }
  flite_feat_remove (voice->features, "streaming_info");
}

static int
on_espeak_sound (short        *samples,
                 int           n_samples,
                 espeak_EVENT *events)
{
  Output *output = events->user_data;

  return samples != NULL && output != NULL && !put (output, samples, n_samples, espeak_ng_GetSampleRate ());
}

static gboolean
prepare_espeak (GError **error)
{
  static int rate;

  if (rate <= 0) {
    rate = espeak_Initialize (AUDIO_OUTPUT_SYNCHRONOUS, 60, NULL, espeakINITIALIZE_DONT_EXIT);
    espeak_SetSynthCallback (on_espeak_sound);
  }
  if (rate <= 0)
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_VOICE, _("The voices of espeak-ng are missing. Install them: apt install espeak-ng-data"));

  return rate > 0;
}

/* "de-DE" is spoken by espeak's "de-de" or "de". */
static gboolean
set_espeak_voice (const char  *locale,
                  GError     **error)
{
  g_autofree char *name = g_ascii_strdown (locale, -1);
  char *region;

  g_strdelimit (name, "_", '-');
  if (espeak_SetVoiceByName (name) == EE_OK)
    return TRUE;
  region = strchr (name, '-');
  if (region != NULL)
    *region = '\0';
  if (espeak_SetVoiceByName (name) == EE_OK)
    return TRUE;

  g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_VOICE, _("No voice speaks “%s”. Choose another language."), locale);

  return FALSE;
}

static gboolean
speak_espeak (const EarSpan  *span,
              const char     *locale,
              Output         *output,
              GError        **error)
{
  if (!prepare_espeak (error) || !set_espeak_voice (locale, error))
    return FALSE;

  espeak_SetParameter (espeakRATE, (int) CLAMP (ESPEAK_RATE * span->rate, 80, 450), 0);
  espeak_SetParameter (espeakPITCH, (int) CLAMP (ESPEAK_PITCH + 60 * (span->pitch - 1), 0, 99), 0);
  put_pause (output, span->pause_ms, espeak_ng_GetSampleRate ());
  if (*span->text != '\0' && !output->stopped)
    espeak_Synth (span->text, strlen (span->text) + 1, 0, POS_CHARACTER, 0, espeakCHARS_UTF8 | espeakENDPAUSE, NULL, output);

  return TRUE;
}

static void
ear_synth_class_init (EarSynthClass *klass)
{
}

static void
ear_synth_init (EarSynth *self)
{
}

EarSynth *
ear_synth_new (void)
{
  return g_object_new (EAR_TYPE_SYNTH, NULL);
}

/* Skills ask for voices by names of Amazon Polly; we have one more than our own. */
static gboolean
is_other_voice (const char *name)
{
  static const char *const others[] = {
    EAR_SYNTH_ADVERT, "Matthew", "Joey", "Justin", "Kevin", "Stephen", "Brian", "Arthur", "Russell", "Geraint", NULL,
  };

  return name != NULL && g_strv_contains (others, name);
}

/**
 * ear_synth_speak:
 * @locale: "en-US", "de-DE"
 * @voice: (nullable): "advert" for the second voice
 * @ssml: with or without its root; tags that are not known are read over
 * @func: gets the sound while it is made
 *
 * Blocks.
 *
 * Returns: whether a voice spoke, %TRUE also where @func did not want to go on
 */
gboolean
ear_synth_speak (EarSynth      *self,
                 const char    *locale,
                 const char    *voice,
                 const char    *ssml,
                 EarSynthFunc   func,
                 gpointer       user_data,
                 GError       **error)
{
  g_autoptr (GPtrArray) spans = ear_ssml_parse (ssml);
  Output output = { func, user_data, 1, FALSE, FALSE };
  gboolean done = TRUE;

  g_mutex_lock (&mutex);
  for (guint i = 0; i < spans->len && done && !output.stopped; i++) {
    EarSpan *span = g_ptr_array_index (spans, i);
    const char *language = span->locale ? span->locale : locale;

    cst_voice *flite = NULL;

    output.gain = span->gain;
    if (g_ascii_strncasecmp (language, "en", 2) == 0)
      flite = get_flite_voice (is_other_voice (span->voice ? span->voice : voice));
    if (flite != NULL)
      speak_flite (span, flite, &output);
    else
      done = speak_espeak (span, language, &output, error);
  }
  g_mutex_unlock (&mutex);

  return done;
}

typedef struct {
  GArray *samples;
  guint   rate;
} Record;

static gboolean
on_record (const gint16 *samples,
           gsize         n_samples,
           guint         rate,
           gpointer      user_data)
{
  Record *record = user_data;

  record->rate = record->rate ? record->rate : rate;
  if (record->rate == rate)
    g_array_append_vals (record->samples, samples, n_samples);

  return TRUE;
}

/**
 * ear_synth_record:
 * @rate: (out): samples a second
 *
 * As ear_synth_speak(), for a text in one language.
 *
 * Returns: (transfer full) (element-type gint16): all of it
 */
GArray *
ear_synth_record (EarSynth    *self,
                  const char  *locale,
                  const char  *voice,
                  const char  *ssml,
                  guint       *rate,
                  GError     **error)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (gint16));
  Record record = { samples, 0 };

  if (!ear_synth_speak (self, locale, voice, ssml, on_record, &record, error))
    return NULL;
  *rate = record.rate;

  return g_steal_pointer (&samples);
}

/**
 * ear_synth_make_wave:
 *
 * As ear_synth_record().
 *
 * Returns: (transfer full) (nullable): all of it, as a WAV file
 */
GBytes *
ear_synth_make_wave (EarSynth    *self,
                     const char  *locale,
                     const char  *voice,
                     const char  *ssml,
                     GError     **error)
{
  guint rate;
  g_autoptr (GArray) samples = ear_synth_record (self, locale, voice, ssml, &rate, error);

  return samples ? ear_wave_make ((const gint16 *) (gpointer) samples->data, samples->len, rate) : NULL;
}
