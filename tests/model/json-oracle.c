/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

/* What Jansson says: reads documents, each after its length and a line's end, and writes a line for each: the document
 * as Jansson would write it, or "-" where it refuses. A process of its own, since Jansson and json-glib share names.
 */
int
main (void)
{
  size_t length;

  while (scanf ("%zu", &length) == 1 && getchar () == '\n') {
    char *document = malloc (length + 1);
    json_error_t error;
    json_t *root;
    char *text = NULL;

    if (document == NULL || fread (document, 1, length, stdin) != length)
      return 1;

    root = json_loadb (document, length, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
    if (root != NULL)
      text = json_dumps (root, JSON_ENCODE_ANY | JSON_COMPACT);
    puts (text ? text : "-");

    free (text);
    json_decref (root);
    free (document);
  }

  return 0;
}
