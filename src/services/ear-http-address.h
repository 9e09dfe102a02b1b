/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Who may be talked to, and how an address is shown; no state and no I/O. */

gboolean  ear_http_address_is_private (GInetAddress  *address);
gboolean  ear_http_host_is_private    (const char    *host);
gboolean  ear_http_check_url          (GUri          *uri,
                                       GError       **error);
char     *ear_http_dup_host           (GUri          *uri) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
