/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz.h"

#include <string.h>

#define MUTATIONS 200

typedef struct {
  guint8 *data;
  gsize   size;
} Input;

static void
input_free (gpointer data)
{
  Input *input = data;

  g_free (input->data);
  g_free (input);
}

static Input *
input_load (gconstpointer path)
{
  Input *input = g_new0 (Input, 1);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, &input->size, &error);
  g_assert_no_error (error);
  input->data = g_memdup2 (text, input->size);
  g_free (text);

  return input;
}

static void
test_file (gconstpointer path)
{
  Input *input = input_load (path);

  LLVMFuzzerTestOneInput (input->data, input->size);
  input_free (input);
}

/* Not a fuzzer's work, but a taste of it on machines that have none: the same for the same seed. */
static void
test_mutations (gconstpointer path)
{
  Input *input = input_load (path);

  for (guint round = 0; round < MUTATIONS && input->size > 0; round++) {
    gsize size = g_test_rand_bit () ? input->size : (gsize) g_test_rand_int_range (0, input->size) + 1;
    g_autofree guint8 *copy = g_memdup2 (input->data, size);

    for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
      copy[g_test_rand_int_range (0, size)] = g_test_rand_int_range (0, 256);
    LLVMFuzzerTestOneInput (copy, size);
  }
  input_free (input);
}

static void
test_nothing (void)
{
  LLVMFuzzerTestOneInput ((const guint8 *) "", 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) folder = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  g_test_init (&argc, &argv, NULL);
  if (argc != 2)
    g_error ("Usage: %s FOLDER, where FOLDER holds a corpus", argv[0]);

  folder = g_dir_open (argv[1], 0, &error);
  g_assert_no_error (error);
  g_test_add_func ("/corpus/nothing", test_nothing);

  while ((name = g_dir_read_name (folder))) {
    g_autofree char *as_it_is = g_strconcat ("/corpus/", name, "/as-it-is", NULL);
    g_autofree char *mutated = g_strconcat ("/corpus/", name, "/mutated", NULL);
    char *path = g_build_filename (argv[1], name, NULL);

    g_ptr_array_add (paths, path);
    g_test_add_data_func (as_it_is, path, test_file);
    g_test_add_data_func (mutated, path, test_mutations);
  }

  return g_test_run ();
}
