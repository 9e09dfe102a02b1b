/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How an actor's thread speaks to the object that owns it: in the main context in which the object was made, and not at all
 * once the object is gone. The object is to be let go of in that context's thread; the actor never holds a reference.
 */
typedef struct _EarHome EarHome;

typedef void (*EarHomeFunc) (gpointer object,
                             gpointer message);

EarHome *ear_home_new   (gpointer        object) G_GNUC_WARN_UNUSED_RESULT;
EarHome *ear_home_ref   (EarHome        *self);
void     ear_home_unref (EarHome        *self);
void     ear_home_leave (EarHome        *self);
void     ear_home_post  (EarHome        *self,
                         EarHomeFunc     func,
                         gpointer        message,
                         GDestroyNotify  destroy);

G_END_DECLS
