/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/view/ear-sparkline.h"
#include "app/view/ear-speaker-view.h"
#include "app/view/ear-waterfall.h"

#include <adwaita.h>
#include <stdlib.h>

/* Saves a window with all views as a picture: picture-view FILE.png dark|light PHASE
 * [WIDTH HEIGHT [BODY [FINISH]]]. */

static const EarShare shares[] = {
  { "shop", "Purchase", 330000, EAR_DEPTH_CONTRIBUTION },
  { "ads", "Advert", 40000, EAR_DEPTH_CONTRIBUTION },
  { "royalties", "Royalties", -110000, EAR_DEPTH_CONTRIBUTION },
  { "asr", "Recognition", -9000, EAR_DEPTH_CONTRIBUTION },
  { "device", "Device subsidy", -190000, EAR_DEPTH_DEVICE },
  { "people", "People", -230000, EAR_DEPTH_LOADED },
};

static GtkWidget *
put_on_card (GtkWidget *child)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (card, "card");
  gtk_box_append (GTK_BOX (card), child);

  return card;
}

static GtkWidget *
build_side (GtkWidget **waterfall)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *lines = ear_sparkline_new (TRUE), *spark = ear_sparkline_new (FALSE);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  gint64 with[40], without[40];

  for (gsize i = 0; i < G_N_ELEMENTS (shares); i++)
    g_ptr_array_add (list, (gpointer) &shares[i]);
  for (int i = 0; i < 40; i++) {
    with[i] = -9000000 + 210000 * i + (i * 7919 % 13) * 40000;
    without[i] = -9000000 - 62000 * i + (i * 104729 % 11) * 20000;
  }
  *waterfall = ear_waterfall_new ();
  ear_waterfall_set_shares (EAR_WATERFALL (*waterfall), list, "USD");
  ear_sparkline_clear (EAR_SPARKLINE (lines), "USD");
  ear_sparkline_add_series (EAR_SPARKLINE (lines), "with subscription", with, 40, NULL);
  ear_sparkline_add_series (EAR_SPARKLINE (lines), "adverts only", without, 40, "error_color");
  ear_sparkline_add_series (EAR_SPARKLINE (spark), NULL, with, 40, NULL);
  gtk_widget_set_size_request (side, 470, -1);
  gtk_widget_set_margin_top (side, 16);
  gtk_widget_set_margin_end (side, 16);
  gtk_box_append (GTK_BOX (side), put_on_card (*waterfall));
  gtk_box_append (GTK_BOX (side), put_on_card (lines));
  gtk_widget_set_halign (spark, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (side), spark);

  return side;
}

static void
save (GtkWidget  *window,
      const char *path)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (window);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  g_autoptr (GdkTexture) texture = NULL;

  gdk_paintable_snapshot (paintable, snapshot, gdk_paintable_get_intrinsic_width (paintable),
                          gdk_paintable_get_intrinsic_height (paintable));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  gdk_texture_save_to_png (texture, path);
  gsk_render_node_unref (node);
}

static EarPhase
find_phase (const char *name)
{
  for (guint i = EAR_PHASE_IDLE; i <= EAR_PHASE_ERROR; i++)
    if (g_strcmp0 (ear_phase_to_name (i), name) == 0)
      return i;

  return EAR_PHASE_IDLE;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (EarTape) tape = ear_tape_new ();
  g_autoptr (EarHousehold) household = ear_household_new ();
  EarState state = EAR_STATE_INIT;
  gint64 now = g_get_real_time ();
  GtkWidget *window, *box, *view, *waterfall;
  GtkCssProvider *provider;
  gint64 end;

  if (argc < 4 || !gtk_init_check ())
    return 2;

  adw_init ();
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), g_str_equal (argv[2], "dark")
                                      ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_object_set (gtk_settings_get_default (), "gtk-font-name", "Cantarell 11", NULL);
  provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (provider, ".stage { background: radial-gradient(circle at 50% 38%,"
                                   " shade(@window_bg_color, 1.16), @window_bg_color 60%,"
                                   " shade(@window_bg_color, .88)); }", -1);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider), 800);
  g_object_unref (provider);

  window = gtk_window_new ();
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  view = ear_speaker_view_new ();
  ear_speaker_view_set_tape (EAR_SPEAKER_VIEW (view), tape, household, NULL, NULL);
  ear_speaker_view_set_body (EAR_SPEAKER_VIEW (view), argc > 6 ? argv[6] : NULL);
  ear_speaker_view_set_finish (EAR_SPEAKER_VIEW (view), argc > 7 ? argv[7] : NULL);
  gtk_widget_add_css_class (view, "stage");
  gtk_widget_set_hexpand (view, TRUE);
  gtk_box_append (GTK_BOX (box), view);
  gtk_box_append (GTK_BOX (box), build_side (&waterfall));
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_set_default_size (GTK_WINDOW (window), argc > 5 ? atoi (argv[4]) : 1100, argc > 5 ? atoi (argv[5]) : 560);
  gtk_window_present (GTK_WINDOW (window));

  state.n_events = 1;
  state.phase = find_phase (argv[3]);
  state.since = now;
  state.direction = 320.0;
  state.mic_off = g_str_equal (argv[3], "mic-off");
  ear_speaker_view_set_state (EAR_SPEAKER_VIEW (view), &state, now);
  ear_speaker_view_set_level (EAR_SPEAKER_VIEW (view), 0.7);
  gtk_widget_set_state_flags (ear_speaker_view_get_button (EAR_SPEAKER_VIEW (view), "action"), GTK_STATE_FLAG_ACTIVE, FALSE);
  gtk_widget_grab_focus (ear_speaker_view_get_button (EAR_SPEAKER_VIEW (view), "volume-up"));
  end = g_get_monotonic_time () + G_USEC_PER_SEC * 3 / 2;
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE) || (g_usleep (2000), TRUE);
  save (window, argv[1]);
  gtk_window_destroy (GTK_WINDOW (window));

  return 0;
}
