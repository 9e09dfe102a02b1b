/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ear-wave"
#include "config.h"

#include "audio/ear-wave-private.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define HEADER_BYTES 44
#define MAX_BYTES (G_GUINT64_CONSTANT (2) << 30)

struct _EarWave {
  FILE    *file;
  guint    rate;
  guint    n_channels;
  guint64  bytes;
};

static void
put32 (guint8  *at,
       guint32  value)
{
  value = GUINT32_TO_LE (value);
  memcpy (at, &value, sizeof value);
}

static void
fill_header (const EarWave *self,
             guint8         header[HEADER_BYTES])
{
  memcpy (header, "RIFF\0\0\0\0WAVEfmt \20\0\0\0\1\0", 22);
  memset (header + 22, 0, HEADER_BYTES - 22);
  put32 (header + 4, (guint32) (HEADER_BYTES - 8 + self->bytes));
  header[22] = (guint8) self->n_channels;
  put32 (header + 24, self->rate);
  put32 (header + 28, self->rate * self->n_channels * 2);
  header[32] = (guint8) (self->n_channels * 2);
  header[34] = 16;
  memcpy (header + 36, "data", 4);
  put32 (header + 40, (guint32) self->bytes);
}

static void
write_header (EarWave *self)
{
  guint8 header[HEADER_BYTES];

  fill_header (self, header);
  if (fwrite (header, sizeof header, 1, self->file) != 1)
    g_warning ("A sound file cannot be written: %s", g_strerror (errno));
}

EarWave *
ear_wave_open (const char  *path,
               guint        rate,
               guint        n_channels,
               GError     **error)
{
  EarWave *self = g_new0 (EarWave, 1);

  self->file = fopen (path, "wb");
  self->rate = rate;
  self->n_channels = n_channels;
  if (self->file == NULL) {
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("%s cannot be written: %s. Choose another place."), path, g_strerror (errno));
    g_free (self);
    return NULL;
  }
  write_header (self);

  return self;
}

/* A tap is for tests and demonstrations; when the format is full, the rest is left out. */
void
ear_wave_write (EarWave     *self,
                const float *samples,
                gsize        n_samples)
{
  g_autofree gint16 *packed = NULL;

  if (n_samples == 0 || self->bytes + n_samples * 2 > MAX_BYTES)
    return;

  packed = g_new (gint16, n_samples);
  for (gsize i = 0; i < n_samples; i++)
    packed[i] = GINT16_TO_LE ((gint16) lrintf (CLAMP (samples[i], -1, 1) * G_MAXINT16));
  self->bytes += 2 * fwrite (packed, 2, n_samples, self->file);
}

void
ear_wave_close (EarWave *self)
{
  if (fseek (self->file, 0, SEEK_SET) == 0)
    write_header (self);
  fclose (self->file);
  g_free (self);
}

/* (transfer full): a whole file of one channel */
GBytes *
ear_wave_make (const gint16 *samples,
               gsize         n_samples,
               guint         rate)
{
  gsize size = n_samples * sizeof (gint16);
  EarWave wave = { .rate = rate, .n_channels = 1, .bytes = size };
  guint8 *bytes = g_malloc (HEADER_BYTES + size);

  fill_header (&wave, bytes);
  for (gsize i = 0; i < n_samples; i++) {
    gint16 sample = GINT16_TO_LE (samples[i]);

    memcpy (bytes + HEADER_BYTES + i * sizeof sample, &sample, sizeof sample);
  }

  return g_bytes_new_take (bytes, HEADER_BYTES + size);
}
