/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/ear-demo-turn.h"
#include "app/ear-light-themes.h"
#include "app/view/ear-light-dial.h"
#include "app/view/ear-light-ring.h"
#include "app/view/ear-light-style.h"
#include "app/view/ear-light-words.h"

#include <adwaita.h>
#include <glib/gstdio.h>

#define NOW (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

typedef struct {
  char           *folder;
  EarLightThemes *themes;
  guint           n_changes;
  char           *broken;
} Fixture;

static void
on_changed (Fixture *self)
{
  self->n_changes++;
}

static void
on_broken (Fixture    *self,
           const char *message)
{
  g_free (self->broken);
  self->broken = g_strdup (message);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *parent = g_dir_make_tmp ("earshot-test-lights-XXXXXX", NULL);

  self->folder = g_build_filename (parent, "lights", NULL);
  self->themes = ear_light_themes_new (self->folder);
  g_signal_connect_swapped (self->themes, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (self->themes, "broken", G_CALLBACK (on_broken), self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  g_autofree char *parent = g_path_get_dirname (self->folder);
  const char *name;

  g_assert_finalize_object (self->themes);
  while (dir != NULL && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_unlink (path);
  }
  g_rmdir (self->folder);
  g_rmdir (parent);
  g_free (self->folder);
  g_free (self->broken);
}

/* Lets the main loop run until @done or for ten seconds. */
static void
wait_until (gboolean (*done)(gpointer),
            gpointer   data)
{
  gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (!done (data)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end);
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  }
}

static void
write_file (Fixture    *self,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (self->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static EarLightTheme *
recolor (const EarLightTheme *theme,
         float                red)
{
  EarLightLook look = *ear_light_theme_get_look (theme, EAR_LIGHT_THINKING);
  g_autoptr (GError) error = NULL;
  EarLightTheme *changed;

  look.color.r = red;
  changed = ear_light_theme_new_with (theme, EAR_LIGHT_THINKING, &look, &error);
  g_assert_no_error (error);

  return changed;
}

static float
get_red (Fixture    *self,
         const char *id)
{
  return ear_light_theme_get_look (ear_light_themes_find (self->themes, id), EAR_LIGHT_THINKING)->color.r;
}

/* A change of a theme that comes along is a copy of it, and can be taken back step by step. */
static void
test_history (Fixture       *self,
              gconstpointer  data)
{
  const char *id = "my-classic";
  g_autoptr (EarLightTheme) own = NULL, red = NULL, redder = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  ear_light_themes_load (self->themes);
  g_assert_cmpuint (ear_light_themes_get_n (self->themes), ==, 2);
  own = ear_light_themes_make_own (self->themes, NULL, "en-US");
  g_assert_cmpstr (ear_light_theme_get_id (own), ==, id);
  g_assert_cmpstr (ear_light_theme_get_title (own, NULL), ==, "My Classic");
  red = recolor (own, 0.5f);
  redder = recolor (own, 0.75f);
  g_assert_true (ear_light_themes_put (self->themes, red, &error));
  g_assert_true (ear_light_themes_put (self->themes, redder, &error));
  g_assert_no_error (error);
  g_assert_true (ear_light_themes_is_own (self->themes, id));
  g_assert_false (ear_light_themes_is_own (self->themes, "classic"));
  again = ear_light_themes_make_own (self->themes, NULL, "en-US");
  g_assert_cmpstr (ear_light_theme_get_id (again), ==, "my-classic-2");

  g_assert_true (ear_light_themes_undo (self->themes, id, NULL));
  g_assert_cmpfloat (get_red (self, id), ==, 0.5f);
  g_assert_false (ear_light_themes_can_undo (self->themes, id));
  g_assert_true (ear_light_themes_redo (self->themes, id, NULL));
  g_assert_cmpfloat (get_red (self, id), ==, 0.75f);
  g_assert_false (ear_light_themes_can_redo (self->themes, id));

  g_assert_true (ear_light_themes_can_revert (self->themes, id));
  g_assert_true (ear_light_themes_revert (self->themes, id, NULL));
  g_assert_cmpfloat (get_red (self, id), ==, get_red (self, "classic"));
  g_assert_false (ear_light_themes_can_revert (self->themes, id));
  g_assert_true (ear_light_themes_undo (self->themes, id, NULL));
  g_assert_cmpfloat (get_red (self, id), ==, 0.75f);
}

static void
test_written (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (EarLightTheme) own = NULL, red = NULL;
  g_autoptr (EarLightThemes) other = ear_light_themes_new (self->folder);

  ear_light_themes_load (self->themes);
  own = ear_light_themes_make_own (self->themes, NULL, "de-DE");
  red = recolor (own, 0.5f);
  g_assert_true (ear_light_themes_put (self->themes, red, NULL));
  ear_light_themes_load (other);
  g_assert_true (ear_light_theme_equal (ear_light_themes_find (other, "my-classic"), red));
}

static gboolean
has_broken (gpointer fixture)
{
  return ((Fixture *) fixture)->broken != NULL;
}

static gboolean
is_red (gpointer fixture)
{
  return ear_light_themes_find (((Fixture *) fixture)->themes, "mine") != NULL && get_red (fixture, "mine") == 0.25f;
}

static gboolean
is_gone (gpointer fixture)
{
  return ear_light_themes_find (((Fixture *) fixture)->themes, "mine") == NULL;
}

/* What an editor writes shows at once; what is no theme is told, and the old one stays. */
static void
test_live_reload (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr (EarLightTheme) mine = ear_light_theme_new_copy (NULL, "mine", "Mine"), red = recolor (mine, 0.25f);
  g_autofree char *first = ear_light_theme_to_json (mine), *second = ear_light_theme_to_json (red);
  g_autofree char *path = g_build_filename (self->folder, "mine.json", NULL);

  write_file (self, "mine.json", first);
  ear_light_themes_load (self->themes);
  g_assert_nonnull (ear_light_themes_find (self->themes, "mine"));

  write_file (self, "mine.json", second);
  wait_until (is_red, self);
  g_assert_true (ear_light_themes_can_undo (self->themes, "mine"));

  write_file (self, "mine.json", "{\"earshot-lights\": 1}");
  wait_until (has_broken, self);
  g_assert_nonnull (strstr (self->broken, "mine.json: $.id is missing"));
  g_assert_true (is_red (self));

  g_unlink (path);
  wait_until (is_gone, self);
}

static void
test_refused_files (Fixture       *self,
                    gconstpointer  data)
{
  g_autofree char *classic = ear_light_theme_to_json (NULL);

  write_file (self, "other.json", classic);
  write_file (self, "notes.txt", "no theme");
  ear_light_themes_load (self->themes);
  g_assert_cmpuint (ear_light_themes_get_n (self->themes), ==, 2);
  g_assert_nonnull (strstr (self->broken, "its id is “classic”"));

  write_file (self, "classic.json", classic);
  g_clear_pointer (&self->broken, g_free);
  ear_light_themes_load (self->themes);
  g_assert_cmpuint (ear_light_themes_get_n (self->themes), ==, 2);
  g_assert_nonnull (self->broken);
}

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);

  return window;
}

/* Only where somebody looks are there sixty pictures a second, and where nothing moves there are none. */
static void
test_dial_ticks (void)
{
  GtkWidget *dial = ear_light_dial_new (), *window = show (dial);
  EarState state = ear_light_make_example (EAR_LIGHT_THINKING, NOW);

  ear_light_dial_set_example (EAR_LIGHT_DIAL (dial), EAR_LIGHT_THINKING);
  g_assert_false (ear_light_dial_is_ticking (EAR_LIGHT_DIAL (dial)));
  ear_light_dial_set_lively (EAR_LIGHT_DIAL (dial), TRUE);
  g_assert_true (ear_light_dial_is_ticking (EAR_LIGHT_DIAL (dial)));
  ear_light_dial_set_example (EAR_LIGHT_DIAL (dial), EAR_LIGHT_MIC_OFF);
  g_assert_false (ear_light_dial_is_ticking (EAR_LIGHT_DIAL (dial)));
  ear_light_dial_set_example (EAR_LIGHT_DIAL (dial), EAR_LIGHT_CALL);
  g_assert_true (ear_light_dial_is_ticking (EAR_LIGHT_DIAL (dial)));
  ear_light_dial_set_moment (EAR_LIGHT_DIAL (dial), &state, NOW, 0.0);
  g_assert_false (ear_light_dial_is_ticking (EAR_LIGHT_DIAL (dial)));

  ear_light_dial_set_example (EAR_LIGHT_DIAL (dial), EAR_LIGHT_CALL);
  g_object_set (gtk_widget_get_settings (dial), "gtk-enable-animations", FALSE, NULL);
  g_assert_false (ear_light_dial_is_ticking (EAR_LIGHT_DIAL (dial)));
  g_object_set (gtk_widget_get_settings (dial), "gtk-enable-animations", TRUE, NULL);
  g_assert_true (ear_light_dial_is_ticking (EAR_LIGHT_DIAL (dial)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_off (gpointer ring)
{
  return ear_light_ring_get_light (ring) == EAR_LIGHT_OFF;
}

/* The speaker shows what is tried, and goes back to what it told; one with a theme of its own does not. */
static void
test_preview (void)
{
  GtkWidget *ring = ear_light_ring_new (), *window = show (ring), *other = ear_light_ring_new ();
  EarState state = EAR_STATE_INIT, talking = ear_light_make_example (EAR_LIGHT_LISTENING, NOW);
  EarLightStyle *style = ear_light_style_get_default ();

  g_object_ref_sink (other);
  ear_light_ring_set_theme (EAR_LIGHT_RING (other), ear_light_theme_get_classic ());
  ear_light_ring_set_state (EAR_LIGHT_RING (ring), &state, NOW);
  ear_light_style_preview (style, EAR_LIGHT_CALL_INCOMING, ear_light_theme_get_classic ());
  g_assert_cmpint (ear_light_ring_get_light (EAR_LIGHT_RING (ring)), ==, EAR_LIGHT_CALL_INCOMING);
  g_assert_cmpint (ear_light_ring_get_light (EAR_LIGHT_RING (other)), ==, EAR_LIGHT_OFF);

  /* An event that tells nothing new does not end it; somebody who talks does. */
  ear_light_ring_set_state (EAR_LIGHT_RING (ring), &state, NOW + 1000);
  g_assert_cmpint (ear_light_ring_get_light (EAR_LIGHT_RING (ring)), ==, EAR_LIGHT_CALL_INCOMING);
  ear_light_ring_set_state (EAR_LIGHT_RING (ring), &talking, NOW + 2000);
  g_assert_cmpint (ear_light_ring_get_light (EAR_LIGHT_RING (ring)), ==, EAR_LIGHT_LISTENING);

  ear_light_ring_set_state (EAR_LIGHT_RING (ring), &state, NOW + 3000);
  ear_light_style_preview (style, EAR_LIGHT_CALL, ear_light_theme_get_classic ());
  g_assert_cmpint (ear_light_ring_get_light (EAR_LIGHT_RING (ring)), ==, EAR_LIGHT_CALL);
  wait_until (is_off, ring);
  g_object_unref (other);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_words (void)
{
  for (guint light = 0; light < EAR_N_LIGHTS; light++) {
    g_assert_nonnull (ear_light_get_title (light));
    g_assert_nonnull (ear_light_get_description (light));
    g_assert_nonnull (ear_light_get_cause (light));
  }
  for (guint pattern = 0; pattern < EAR_N_LIGHT_PATTERNS; pattern++)
    g_assert_nonnull (ear_light_pattern_get_title (pattern));
}

/* The turn that comes along shows most of what there is. */
static void
test_demo_turn (void)
{
  g_autoptr (EarTape) tape = ear_demo_turn_make_tape ();
  guint seen = 0, n = 0;

  for (guint position = 1; position <= ear_tape_get_length (tape); position++) {
    EarState state = ear_tape_get_state (tape, position);
    gint64 at = ear_tape_peek (tape, position)->at;

    if (position > 1)
      g_assert_cmpint (at, >=, ear_tape_peek (tape, position - 1)->at);
    seen |= 1u << ear_light_from_state (&state, at) | 1u << ear_light_from_state (&state, at + 500000);
  }
  for (guint light = 0; light < EAR_N_LIGHTS; light++)
    n += seen >> light & 1;
  g_assert_cmpuint (n, >=, 11);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/lights/history", Fixture, NULL, set_up, test_history, tear_down);
  g_test_add ("/lights/written", Fixture, NULL, set_up, test_written, tear_down);
  g_test_add ("/lights/live-reload", Fixture, NULL, set_up, test_live_reload, tear_down);
  g_test_add ("/lights/refused-files", Fixture, NULL, set_up, test_refused_files, tear_down);
  g_test_add_func ("/lights/dial-ticks", test_dial_ticks);
  g_test_add_func ("/lights/preview", test_preview);
  g_test_add_func ("/lights/words", test_words);
  g_test_add_func ("/lights/demo-turn", test_demo_turn);

  return g_test_run ();
}
