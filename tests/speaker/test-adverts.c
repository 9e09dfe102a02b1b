/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fixture.h"

#include <string.h>

/* An advert server without a network: one advert of twenty seconds at 20 euros a thousand, and a log of what it is told. */
#define TEST_TYPE_SPONSOR (test_sponsor_get_type ())
G_DECLARE_FINAL_TYPE (TestSponsor, test_sponsor, TEST, SPONSOR, GObject)

struct _TestSponsor {
  GObject  parent_instance;

  GString *told;
};

static void provider_iface_init (EarProviderInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestSponsor, test_sponsor, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (EAR_TYPE_PROVIDER, provider_iface_init))

static const EarAdvert advert = {
  .id = "socks", .advertiser = "Wendlow", .title = "Socks", .ssml = "<speak>Socks!</speak>", .currency = "EUR", .billing = "impression",
  .length_us = 20 * G_USEC_PER_SEC, .cpm_micros = 20000000,
};

static EarServiceKind
sponsor_get_kind (EarProvider *provider)
{
  return EAR_SERVICE_ADS;
}

static const char *
sponsor_get_name (EarProvider *provider)
{
  return "sponsor";
}

static const char *
sponsor_get_attribution (EarProvider *provider)
{
  return NULL;
}

static void
sponsor_ask_async (EarProvider         *provider,
                   const EarQuestion   *question,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);
  EarAnswer *answer = ear_answer_new (EAR_ANSWER_ADVERT);

  ear_answer_add (answer, &advert);
  g_task_return_pointer (task, answer, (GDestroyNotify) ear_answer_free);
}

static EarAnswer *
sponsor_ask_finish (EarProvider   *provider,
                    GAsyncResult  *result,
                    GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* It wants to know at every quarter. */
static gint64
sponsor_take_note (EarProvider           *provider,
                   const EarPlaybackNote *note)
{
  TestSponsor *self = TEST_SPONSOR (provider);
  gint64 next = (note->position_us / 5000000 + 1) * 5000000 - note->position_us;

  g_string_append_printf (self->told, "%s%s%s@%d", self->told->len ? " " : "", note->state, note->audible ? "" : "(silent)",
                          (int) (note->position_us / 100000));

  return note->position_us + next >= advert.length_us ? -1 : next;
}

static void
provider_iface_init (EarProviderInterface *iface)
{
  iface->get_kind = sponsor_get_kind;
  iface->get_name = sponsor_get_name;
  iface->get_attribution = sponsor_get_attribution;
  iface->ask_async = sponsor_ask_async;
  iface->ask_finish = sponsor_ask_finish;
  iface->take_note = sponsor_take_note;
}

static void
test_sponsor_finalize (GObject *object)
{
  g_string_free (TEST_SPONSOR (object)->told, TRUE);

  G_OBJECT_CLASS (test_sponsor_parent_class)->finalize (object);
}

static void
test_sponsor_class_init (TestSponsorClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_sponsor_finalize;
}

static void
test_sponsor_init (TestSponsor *self)
{
  self->told = g_string_new (NULL);
}

/* Talks until an advert comes. */
static TestSponsor *
get_advert (Bench *bench)
{
  g_autoptr (EarProvider) sponsor = g_object_new (TEST_TYPE_SPONSOR, NULL);
  EarState state;

  ear_registry_add (bench->registry, sponsor);
  g_assert_true (ear_registry_choose (bench->registry, EAR_SERVICE_ADS, "sponsor", NULL));
  for (guint i = 0; i < 3; i++)
    bench_say (bench, "what's the weather");
  state = ear_tape_get_state (ear_speaker_get_tape (bench->speaker), ear_tape_get_length (ear_speaker_get_tape (bench->speaker)));
  g_assert_cmpint (state.playing, ==, EAR_PLAYING_ADVERT);

  return TEST_SPONSOR (sponsor);
}

static const EarCharged *
find_charge (Bench *bench,
             guint *n)
{
  EarTape *tape = ear_speaker_get_tape (bench->speaker);
  const EarCharged *found = NULL;

  *n = 0;
  for (guint i = 1; i <= ear_tape_get_length (tape); i++) {
    const EarEvent *event = ear_tape_peek (tape, i);

    if (event->type == EAR_EVENT_CHARGED && strcmp (event->charged.item, "ads.impression") == 0) {
      found = &event->charged;
      (*n)++;
    }
  }

  return found;
}

static void
test_whole (Bench         *bench,
            gconstpointer  data)
{
  TestSponsor *sponsor = get_advert (bench);
  const EarCharged *charge;
  guint n;

  /* It pays for having begun, what it says, in its own currency. */
  charge = find_charge (bench, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (charge->micros, ==, 20000);
  g_assert_cmpstr (charge->currency, ==, "EUR");

  bench_wait (bench, 30 * G_USEC_PER_SEC);
  g_assert_cmpstr (sponsor->told->str, ==, "started@0 going-on@50 going-on@100 going-on@150 finished@200");
  find_charge (bench, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_cut_off (Bench         *bench,
              gconstpointer  data)
{
  TestSponsor *sponsor = get_advert (bench);

  bench_wait (bench, 7 * G_USEC_PER_SEC);
  bench_say (bench, "stop");
  bench_wait (bench, 30 * G_USEC_PER_SEC);
  g_test_message ("%s", sponsor->told->str);
  g_assert_true (g_str_has_prefix (sponsor->told->str, "started@0 going-on@50 "));
  g_assert_true (g_str_has_suffix (sponsor->told->str, "stopped@70"));
}

static void
test_volume (Bench         *bench,
             gconstpointer  data)
{
  TestSponsor *sponsor = get_advert (bench);

  bench_wait (bench, 2 * G_USEC_PER_SEC);
  for (guint i = 0; i < 10; i++)
    ear_speaker_press (bench->speaker, "volume-down");
  bench_settle (bench);
  g_assert_nonnull (strstr (sponsor->told->str, "muted(silent)@20"));
  bench_wait (bench, 30 * G_USEC_PER_SEC);
  g_assert_true (g_str_has_suffix (sponsor->told->str, "going-on(silent)@150 finished(silent)@200"));
}

/* Something else takes its place without a word from the player. */
/* A player of recordings that never end. */
#define TEST_TYPE_PLAYER (test_player_get_type ())
G_DECLARE_FINAL_TYPE (TestPlayer, test_player, TEST, PLAYER, GObject)

struct _TestPlayer {
  GObject  parent_instance;

  char    *token;
};

static void player_iface_init (EarPlayerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestPlayer, test_player, G_TYPE_OBJECT, G_IMPLEMENT_INTERFACE (EAR_TYPE_PLAYER, player_iface_init))

static void
player_stop (EarPlayer *player)
{
  g_autofree char *token = g_steal_pointer (&TEST_PLAYER (player)->token);

  if (token != NULL)
    g_signal_emit_by_name (player, "playback", "stopped", token, (gint64) 0, TRUE, NULL);
}

static void
player_play (EarPlayer  *player,
             const char *kind,
             const char *token,
             const char *url,
             const char *locale,
             const char *ssml)
{
  player_stop (player);
  TEST_PLAYER (player)->token = g_strdup (token);
  g_signal_emit_by_name (player, "playback", "started", token, (gint64) 0, TRUE, NULL);
}

static void
player_do (EarPlayer *player)
{
}

static void
player_do_named (EarPlayer  *player,
                 const char *name)
{
}

static void
player_set (EarPlayer *player,
            int        value)
{
}

static void
player_iface_init (EarPlayerInterface *iface)
{
  iface->play = player_play;
  iface->stop = player_stop;
  iface->pause = iface->resume = iface->hush = player_do;
  iface->ring = iface->chime = player_do_named;
  iface->set_volume = player_set;
}

static void
test_player_finalize (GObject *object)
{
  g_free (TEST_PLAYER (object)->token);

  G_OBJECT_CLASS (test_player_parent_class)->finalize (object);
}

static void
test_player_class_init (TestPlayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_player_finalize;
}

static void
test_player_init (TestPlayer *self)
{
}

/* One of twenty seconds may take fifty, and then makes room. */
static void
test_endless (Bench         *bench,
              gconstpointer  data)
{
  g_autoptr (EarPlayer) player = g_object_new (TEST_TYPE_PLAYER, NULL);
  EarSpeakerConfig config = bench_get_config (bench);
  g_autoptr (GError) error = NULL;
  TestSponsor *sponsor;

  g_assert_finalize_object (bench->speaker);
  config.player = player;
  bench->speaker = ear_speaker_new (&config, &error);
  g_assert_no_error (error);

  sponsor = get_advert (bench);
  bench_wait (bench, 40 * G_USEC_PER_SEC);
  g_assert_null (strstr (sponsor->told->str, "failed"));
  bench_wait (bench, G_TIME_SPAN_HOUR);
  g_assert_true (g_str_has_suffix (sponsor->told->str, "failed@500"));
  g_assert_null (TEST_PLAYER (player)->token);
}

static void
test_replaced (Bench         *bench,
               gconstpointer  data)
{
  TestSponsor *sponsor = get_advert (bench);

  bench_wait (bench, 3 * G_USEC_PER_SEC);
  bench_say (bench, "play some jazz");
  bench_wait (bench, 30 * G_USEC_PER_SEC);
  g_test_message ("%s", sponsor->told->str);
  g_assert_nonnull (strstr (sponsor->told->str, "stopped@30"));
  g_assert_null (strstr (strstr (sponsor->told->str, "stopped@30"), "going-on"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  bench_add ("/adverts/whole", NULL, test_whole);
  bench_add ("/adverts/cut-off", NULL, test_cut_off);
  bench_add ("/adverts/volume", NULL, test_volume);
  bench_add ("/adverts/replaced", NULL, test_replaced);
  bench_add ("/adverts/endless", NULL, test_endless);

  return g_test_run ();
}
