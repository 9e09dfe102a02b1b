/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/ear-display.h"
#include "app/view/ear-light-ring.h"
#include "app/view/ear-sparkline.h"
#include "app/view/ear-speaker-view.h"
#include "app/view/ear-waterfall.h"

#include <adwaita.h>

#define NOW (G_GINT64_CONSTANT (1772436600) * G_USEC_PER_SEC)

static EarState
device (EarPhase phase)
{
  EarState state = EAR_STATE_INIT;

  state.n_events = 1;
  state.phase = phase;
  state.since = NOW;

  return state;
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

static gboolean
is_ready (gpointer view)
{
  return ear_speaker_view_is_ready (view);
}

static gboolean
is_still (gpointer view)
{
  return !ear_speaker_view_is_moving (view);
}

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_set_default_size (GTK_WINDOW (window), 300, 280);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);

  return window;
}

static GtkWidget *
find_ring (GtkWidget *view)
{
  GtkWidget *ring = gtk_widget_get_first_child (view);

  g_assert_true (EAR_IS_LIGHT_RING (ring));

  return ring;
}

static void
test_accessible (void)
{
  GtkWidget *view = ear_speaker_view_new (), *window = show (view), *ring = find_ring (view);
  static const struct { const char *name, *label; } buttons[] = {
    { "action", "Action" }, { "mute", "Microphone off/on" }, { "volume-up", "Volume up" },
    { "volume-down", "Volume down" },
  };
  EarState state = device (EAR_PHASE_LISTENING);

  gtk_test_accessible_assert_role (ring, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_LABEL, "Light ring");
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "off");
  for (gsize i = 0; i < G_N_ELEMENTS (buttons); i++) {
    GtkWidget *button = ear_speaker_view_get_button (EAR_SPEAKER_VIEW (view), buttons[i].name);

    gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, buttons[i].label);
    g_assert_nonnull (gtk_widget_get_tooltip_text (button));
    g_assert_true (gtk_widget_get_focusable (button));
    g_assert_cmpint (gtk_widget_get_allocated_width (button), >=, 24);
    g_assert_cmpint (gtk_widget_get_allocated_height (button), >=, 24);
  }

  ear_speaker_view_set_state (EAR_SPEAKER_VIEW (view), &state, NOW);
  g_assert_cmpstr (ear_speaker_view_get_light (EAR_SPEAKER_VIEW (view)), ==, "listening");
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "listening, pointing to the talker");
  state.mic_off = TRUE;
  ear_speaker_view_set_state (EAR_SPEAKER_VIEW (view), &state, NOW);
  gtk_test_accessible_assert_property (ring, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "listening, pointing to the talker; microphone off, red at the sides");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_moves_only_when_it_must (void)
{
  GtkWidget *view = ear_speaker_view_new (), *window = show (view);
  EarState state = device (EAR_PHASE_THINKING);

  g_assert_false (ear_speaker_view_is_moving (EAR_SPEAKER_VIEW (view)));
  ear_speaker_view_set_state (EAR_SPEAKER_VIEW (view), &state, NOW);
  g_assert_true (ear_speaker_view_is_moving (EAR_SPEAKER_VIEW (view)));
  state.phase = EAR_PHASE_IDLE;
  state.mic_off = TRUE;
  ear_speaker_view_set_state (EAR_SPEAKER_VIEW (view), &state, NOW);
  wait_until (is_still, view);
  g_assert_cmpstr (ear_speaker_view_get_light (EAR_SPEAKER_VIEW (view)), ==, "mic-off");
  gtk_widget_hide (window);
  state.phase = EAR_PHASE_THINKING;
  ear_speaker_view_set_state (EAR_SPEAKER_VIEW (view), &state, NOW);
  g_assert_false (ear_speaker_view_is_moving (EAR_SPEAKER_VIEW (view)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
is_off (gpointer view)
{
  return g_strcmp0 (ear_speaker_view_get_light (view), "off") == 0;
}

/* Without animations nothing moves, and a light that ends by itself still ends. */
static void
test_without_animations (void)
{
  GtkWidget *view, *window;
  EarState state = device (EAR_PHASE_IDLE);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  view = ear_speaker_view_new ();
  window = show (view);
  state.adjusted_at = NOW;
  ear_speaker_view_set_state (EAR_SPEAKER_VIEW (view), &state, NOW + 900 * 1000);
  g_assert_cmpstr (ear_speaker_view_get_light (EAR_SPEAKER_VIEW (view)), ==, "volume");
  g_assert_false (ear_speaker_view_is_moving (EAR_SPEAKER_VIEW (view)));
  wait_until (is_off, view);
  gtk_window_destroy (GTK_WINDOW (window));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE, NULL);
}

static void
on_pressed (EarSpeakerView *view,
            const char     *button,
            GString        *log)
{
  g_string_append_printf (log, "%s ", button);
}

static void
on_held (EarSpeakerView *view,
         GString        *log)
{
  g_string_append (log, "held ");
}

static void
on_released (EarSpeakerView *view,
             GString        *log)
{
  g_string_append (log, "released ");
}

static gboolean
is_logged (gpointer log)
{
  return ((GString *) log)->len > 0;
}

static void
test_buttons (void)
{
  static const char *const names[] = { "action", "mute", "volume-up", "volume-down" };
  GtkWidget *view = ear_speaker_view_new (), *window = show (view);
  GtkWidget *action = ear_speaker_view_get_button (EAR_SPEAKER_VIEW (view), "action");
  g_autoptr (GString) log = g_string_new (NULL);

  g_signal_connect (view, "pressed", G_CALLBACK (on_pressed), log);
  g_signal_connect (view, "held", G_CALLBACK (on_held), log);
  g_signal_connect (view, "released", G_CALLBACK (on_released), log);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_signal_emit_by_name (ear_speaker_view_get_button (EAR_SPEAKER_VIEW (view), names[i]), "clicked");
  g_assert_cmpstr (log->str, ==, "action mute volume-up volume-down ");
  g_assert_null (ear_speaker_view_get_button (EAR_SPEAKER_VIEW (view), "eject"));

  /* Held and let go: no press. */
  g_string_truncate (log, 0);
  gtk_widget_set_state_flags (action, GTK_STATE_FLAG_ACTIVE, FALSE);
  wait_until (is_logged, log);
  gtk_widget_unset_state_flags (action, GTK_STATE_FLAG_ACTIVE);
  g_signal_emit_by_name (action, "clicked");
  g_assert_cmpstr (log->str, ==, "held released ");

  /* The next short press is one again. */
  g_string_truncate (log, 0);
  gtk_widget_set_state_flags (action, GTK_STATE_FLAG_ACTIVE, FALSE);
  gtk_widget_unset_state_flags (action, GTK_STATE_FLAG_ACTIVE);
  g_signal_emit_by_name (action, "clicked");
  g_assert_cmpstr (log->str, ==, "action ");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
on_weak (gpointer data,
         GObject *gone)
{
  *(gboolean *) data = TRUE;
}

static gboolean
is_set (gpointer data)
{
  return *(gboolean *) data;
}

/* A window that closes while its picture is drawn in a thread leaves nothing behind. */
static void
test_finalizes (void)
{
  for (guint wait = 0; wait < 2; wait++) {
    GtkWidget *view = ear_speaker_view_new (), *window = show (view);
    EarState state = device (EAR_PHASE_THINKING);
    gboolean gone = FALSE;

    ear_speaker_view_set_state (EAR_SPEAKER_VIEW (view), &state, NOW);
    if (wait)
      wait_until (is_ready, view);
    g_object_weak_ref (G_OBJECT (view), on_weak, &gone);
    gtk_window_destroy (GTK_WINDOW (window));
    wait_until (is_set, &gone);
  }
}

static void
on_notify (GObject    *object,
           GParamSpec *pspec,
           guint      *n)
{
  ++*n;
}

static gboolean
shows_something (gpointer view)
{
  return ear_speaker_view_get_screen (view) != NULL;
}

/* Body and finish change at once; the display comes and goes with the body that has one. */
static void
test_bodies (void)
{
  GtkWidget *view = ear_speaker_view_new (), *window = show (view), *display = gtk_widget_get_next_sibling (find_ring (view));
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (EarHousehold) household = ear_household_new ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  EarState state = device (EAR_PHASE_IDLE);
  g_autofree char *body = NULL, *finish = NULL;
  guint n_notified = 0;
  int x;

  g_assert_true (EAR_IS_DISPLAY (display));
  g_assert_null (ear_speaker_view_get_screen (EAR_SPEAKER_VIEW (view)));
  g_assert_false (gtk_widget_get_visible (display));
  x = gtk_widget_get_allocated_width (ear_speaker_view_get_button (EAR_SPEAKER_VIEW (view), "action"));
  g_signal_connect (view, "notify", G_CALLBACK (on_notify), &n_notified);
  ear_speaker_view_set_tape (EAR_SPEAKER_VIEW (view), tape, household, utc, "de-DE");
  ear_speaker_view_set_state (EAR_SPEAKER_VIEW (view), &state, NOW);
  g_object_set (view, "body", "easel", "finish", "charcoal", NULL);
  g_object_set (view, "body", "easel", "finish", "charcoal", NULL);
  g_assert_cmpuint (n_notified, ==, 2);
  g_object_get (view, "body", &body, "finish", &finish, NULL);
  g_assert_cmpstr (body, ==, "easel");
  g_assert_cmpstr (finish, ==, "charcoal");
  wait_until (shows_something, view);
  wait_until (is_ready, view);
  g_assert_cmpstr (ear_speaker_view_get_screen (EAR_SPEAKER_VIEW (view))->title, ==, "07:30");
  gtk_test_accessible_assert_role (display, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (display, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "07:30, Montag, 2. März");
  g_assert_cmpint (gtk_widget_get_allocated_width (ear_speaker_view_get_button (EAR_SPEAKER_VIEW (view), "action")), <, x);
  g_assert_false (ear_speaker_view_is_moving (EAR_SPEAKER_VIEW (view)));

  ear_speaker_view_set_body (EAR_SPEAKER_VIEW (view), "teapot");
  ear_speaker_view_set_finish (EAR_SPEAKER_VIEW (view), "auto");
  g_assert_cmpuint (n_notified, ==, 4);
  g_assert_null (ear_speaker_view_get_screen (EAR_SPEAKER_VIEW (view)));
  gtk_window_destroy (GTK_WINDOW (window));
}

static guint n_frames;

static void
on_frame (void)
{
  n_frames++;
}

static gboolean
on_over (gpointer over)
{
  *(gboolean *) over = TRUE;

  return G_SOURCE_REMOVE;
}

/* A recording stands still, and so does a clock between its minutes: nothing is drawn. */
static void
test_display_draws_nothing_when_nothing_changes (void)
{
  GtkWidget *view = ear_speaker_view_new (), *window = show (view);
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (EarHousehold) household = ear_household_new ();
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  EarState state = device (EAR_PHASE_IDLE);

  for (guint live = 0; live < 2; live++) {
    gboolean over = FALSE;

    ear_speaker_view_set_body (EAR_SPEAKER_VIEW (view), "easel");
    ear_speaker_view_set_tape (EAR_SPEAKER_VIEW (view), tape, live ? household : NULL, utc, "en-US");
    ear_speaker_view_set_state (EAR_SPEAKER_VIEW (view), &state, NOW);
    wait_until (shows_something, view);
    wait_until (is_ready, view);
    gtk_test_widget_wait_for_draw (window);
    g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (on_frame), NULL);
    n_frames = 0;
    g_timeout_add (400, on_over, &over);
    wait_until (is_set, &over);
    g_assert_cmpuint (n_frames, ==, 0);
    g_signal_handlers_disconnect_by_func (gtk_widget_get_frame_clock (window), on_frame, NULL);
  }
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_waterfall (void)
{
  static const EarShare shares[] = {
    { "ads", "Advert", 40000, EAR_DEPTH_CONTRIBUTION },
    { "asr", "Recognition", -400, EAR_DEPTH_CONTRIBUTION },
    { "people", "People", -230000, EAR_DEPTH_LOADED },
  };
  GtkWidget *chart = ear_waterfall_new (), *window = show (chart);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();

  gtk_test_accessible_assert_role (chart, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Nothing earned or spent yet");
  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++)
    g_ptr_array_add (list, (gpointer) &shares[i]);
  ear_waterfall_set_shares (EAR_WATERFALL (chart), list, "USD");
  gtk_test_widget_wait_for_draw (window);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Advert +$0.04; Recognition −$0.0004; Answer +$0.040; People −$0.23; "
                                       "Fully loaded −$0.19");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_sparkline (void)
{
  static const gint64 values[] = { -9000000, -4000000, 1250000 };
  GtkWidget *chart = ear_sparkline_new (FALSE), *window = show (chart);

  ear_sparkline_add_series (EAR_SPARKLINE (chart), "margin", values, G_N_ELEMENTS (values), "error_color");
  gtk_test_widget_wait_for_draw (window);
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "margin: from −$9.00 to $1.25");
  ear_sparkline_clear (EAR_SPARKLINE (chart), "EUR");
  gtk_test_accessible_assert_property (chart, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Nothing earned or spent yet");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/view/accessible", test_accessible);
  g_test_add_func ("/view/moves-only-when-it-must", test_moves_only_when_it_must);
  g_test_add_func ("/view/without-animations", test_without_animations);
  g_test_add_func ("/view/buttons", test_buttons);
  g_test_add_func ("/view/finalizes", test_finalizes);
  g_test_add_func ("/view/bodies", test_bodies);
  g_test_add_func ("/view/display-draws-nothing-when-nothing-changes", test_display_draws_nothing_when_nothing_changes);
  g_test_add_func ("/view/waterfall", test_waterfall);
  g_test_add_func ("/view/sparkline", test_sparkline);

  return g_test_run ();
}
