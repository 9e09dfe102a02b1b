/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-sphinx"
#include "config.h"

#include "audio/ear-sphinx-private.h"

#include <sphinxbase/cmn.h>
#include <sphinxbase/err.h>
#include <string.h>

#include "audio/ear-audio-error.h"
#include "audio/ear-pronunciation.h"
#include "audio/ear-word-joiner-private.h"

#include <glib/gi18n.h>

/* Pocketsphinx ends the process where one of these is missing, so we look first. */
static const char *const model_files[] = {
  "en-us/feat.params", "en-us/mdef", "en-us/means", "en-us/noisedict", "en-us/sendump", "en-us/transition_matrices",
  "en-us/variances", "cmudict-en-us.dict",
};

/* Ways to say several words that were made one. */
#define MAX_WAYS 32

static GPrivate complaint = G_PRIVATE_INIT (g_free);

static void on_log (void *user_data, err_lvl_t level, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* The library complains by text only; the last complaint of this thread explains a failure. */
static void
on_log (void       *user_data,
        err_lvl_t   level,
        const char *format,
        ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  g_strstrip (text);
  if (level >= ERR_ERROR) {
    g_debug ("%s", text);
    g_private_replace (&complaint, g_steal_pointer (&text));
  }
}

const char *
ear_sphinx_get_complaint (void)
{
  const char *text = g_private_get (&complaint);

  return text ? text : _("no reason was given");
}

static gboolean
check_model (const char  *folder,
             GError     **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (model_files); i++) {
    g_autofree char *path = g_build_filename (folder, model_files[i], NULL);

    if (!g_file_test (path, G_FILE_TEST_IS_REGULAR)) {
      g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_MODEL,
                   _("The speech model is incomplete: %s is missing. Install it: apt install pocketsphinx-en-us"), path);
      return FALSE;
    }
  }

  return TRUE;
}

static void
silence_library (void)
{
  static gsize once;

  if (g_once_init_enter (&once)) {
    err_set_logfp (NULL);
    err_set_callback (on_log, NULL);
    g_once_init_leave (&once, 1);
  }
}

/*
 * ear_sphinx_open:
 * @folder: (nullable): of the model; the installed one for %NULL
 *
 * Wide beams were measured: 3 to 6 points better in noise than the defaults. They are drawn in only where so many
 * words are possible that more than 3,000 sounds would be weighed at a time. Silence is kept so that frames are time.
 *
 * Returns: (transfer full): a decoder that knows no word yet
 */
ps_decoder_t *
ear_sphinx_open (const char  *folder,
                 GError     **error)
{
  g_autofree char *acoustic = NULL, *fillers = NULL;
  cmd_ln_t *config;
  ps_decoder_t *decoder;

  silence_library ();
  folder = folder ? folder : EAR_SPEECH_MODEL;
  if (!check_model (folder, error))
    return NULL;

  acoustic = g_build_filename (folder, "en-us", NULL);
  fillers = g_build_filename (folder, "en-us", "noisedict", NULL);
  config = cmd_ln_init (NULL, ps_args (), TRUE, "-hmm", acoustic, "-fdict", fillers, "-beam", "1e-80", "-pbeam", "1e-80",
                        "-wbeam", "1e-60", "-maxhmmpf", "3000", "-cmn", "live", "-remove_silence", "no",
                        "-bestpath", "no", "-allphone_ci", "yes", "-fsgusealtpron", "no", NULL);
  decoder = config ? ps_init (config) : NULL;
  if (config)
    cmd_ln_free_r (config);
  if (decoder == NULL)
    g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_MODEL,
                 _("%s: the speech model cannot be used (%s). Install it again: apt install --reinstall pocketsphinx-en-us"),
                 folder, ear_sphinx_get_complaint ());

  return decoder;
}

/*
 * ear_sphinx_name_way:
 * @way: 0 for the first
 *
 * Returns: (transfer full): what the decoder calls a way to say @word
 */
char *
ear_sphinx_name_way (const char *word,
                     guint       way)
{
  return way == 0 ? g_strdup (word) : g_strdup_printf ("%s(%u)", word, way + 1);
}

static gboolean
learn_word (ps_decoder_t *decoder,
            const char   *word,
            GPtrArray    *pronunciations)
{
  for (guint i = 0; i < pronunciations->len; i++) {
    g_autofree char *name = ear_sphinx_name_way (word, i);

    if (ps_add_word (decoder, name, g_ptr_array_index (pronunciations, i), FALSE) < 0)
      return FALSE;
  }

  return TRUE;
}

/* All ways to say one word after the other; the commonest of each after a pause too. */
static GPtrArray *
combine (GPtrArray *first,
         GPtrArray *second)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < first->len; i++)
    for (guint j = 0; j < second->len && all->len < MAX_WAYS; j++) {
      g_ptr_array_add (all, g_strconcat (g_ptr_array_index (first, i), " ", g_ptr_array_index (second, j), NULL));
      if (i == 0 || j == 0)
        g_ptr_array_add (all, g_strconcat (g_ptr_array_index (first, i), " SIL ", g_ptr_array_index (second, j), NULL));
    }

  return all;
}

/* How a word is said, or several that were made one. */
static GPtrArray *
pronounce (GHashTable *found,
           const char *word)
{
  g_auto (GStrv) parts = g_strsplit (word, EAR_WORD_JOINT, -1);
  GPtrArray *ways = g_ptr_array_ref (g_hash_table_lookup (found, parts[0]));

  for (guint i = 1; parts[i] != NULL; i++) {
    GPtrArray *longer = combine (ways, g_hash_table_lookup (found, parts[i]));

    g_ptr_array_unref (ways);
    ways = longer;
  }

  return ways;
}

static GHashTable *
find_parts (const char         *folder,
            const char *const  *words,
            GError            **error)
{
  g_autofree char *path = g_build_filename (folder ? folder : EAR_SPEECH_MODEL, "cmudict-en-us.dict", NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree const char **parts = NULL;

  for (guint i = 0; words[i] != NULL; i++) {
    g_auto (GStrv) split = g_strsplit (words[i], EAR_WORD_JOINT, -1);

    for (guint j = 0; split[j] != NULL; j++)
      g_hash_table_add (seen, g_strdup (split[j]));
  }
  parts = (const char **) g_hash_table_get_keys_as_array (seen, NULL);

  return ear_pronunciation_find (path, parts, error);
}

/*
 * ear_sphinx_learn:
 * @words: lower case; several that were made one have %EAR_WORD_JOINT between them
 * @n_ways: (nullable) (element-type guint): gets in how many ways each can be said
 *
 * Teaches the decoder these words and no others.
 */
gboolean
ear_sphinx_learn (ps_decoder_t        *decoder,
                  const char          *folder,
                  const char *const   *words,
                  GArray              *n_ways,
                  GError             **error)
{
  g_autoptr (GHashTable) found = find_parts (folder, words, error);

  if (found == NULL)
    return FALSE;

  for (guint i = 0; words[i] != NULL; i++) {
    g_autoptr (GPtrArray) ways = pronounce (found, words[i]);
    char *known = ps_lookup_word (decoder, words[i]);

    if (known == NULL && !learn_word (decoder, words[i], ways)) {
      g_set_error (error, EAR_AUDIO_ERROR, EAR_AUDIO_ERROR_GRAMMAR, _("The word “%s” cannot be recognized: %s"),
                   words[i], ear_sphinx_get_complaint ());
      return FALSE;
    }
    ckd_free (known);
    if (n_ways != NULL)
      g_array_append_val (n_ways, ways->len);
  }

  return TRUE;
}

void
ear_sphinx_feed (ps_decoder_t *decoder,
                 const gint16 *samples,
                 gsize         n_samples)
{
  for (gsize at = 0; at < n_samples; at += EAR_SPHINX_CHUNK)
    ps_process_raw (decoder, samples + at, MIN (EAR_SPHINX_CHUNK, n_samples - at), FALSE, FALSE);
}

/*
 * ear_sphinx_forget:
 *
 * Forgets room and speaker, so that a recording is heard alike whatever came before it.
 */
void
ear_sphinx_forget (ps_decoder_t *decoder)
{
  const char *text = cmd_ln_str_r (ps_get_config (decoder), "-cmninit");
  g_auto (GStrv) numbers = g_strsplit (text ? text : "", ",", -1);
  feat_t *features = ps_get_feat (decoder);
  mfcc_t mean[32] = { 0 };

  ps_start_stream (decoder);
  for (guint i = 0; numbers[i] != NULL && i < G_N_ELEMENTS (mean); i++)
    mean[i] = FLOAT2MFCC (g_ascii_strtod (numbers[i], NULL));
  if (features->cmn_struct != NULL && features->cmn_struct->veclen <= (int) G_N_ELEMENTS (mean))
    cmn_live_set (features->cmn_struct, mean);
}
