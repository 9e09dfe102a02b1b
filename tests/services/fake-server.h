/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

/* A server on 127.0.0.1 that answers as a test tells it to. */
typedef struct {
  SoupServer *server;
  char       *url;
  guint       n_requests;
} FakeServer;

FakeServer *fake_server_new  (void);
void        fake_server_free (FakeServer        *self);
void        fake_server_add  (FakeServer        *self,
                              const char        *path,
                              SoupServerCallback callback);
void        fake_reply       (SoupServerMessage *message,
                              guint              status,
                              const char        *body);
void        fake_reply_raw   (SoupServerMessage *message,
                              const char        *bytes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FakeServer, fake_server_free)
