/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-provider.h"

G_BEGIN_DECLS

/**
 * EarOfflineService:
 * @file: its catalog, a name in the product's data; %NULL where it needs none
 * @attribution: whom to name
 * @load: (nullable): reads the catalog
 * @answer: the answer to a question, at once; pure but for what the catalog remembers
 * @free: (nullable): frees the catalog
 * @set_folder: (nullable): tells the catalog where the customer's own things are
 * @take_note: (nullable): tells the catalog what became of an advert
 *
 * One kind of embedded service: code and data of our own, no network, the same answer to the same question.
 */
typedef struct {
  const char *file;
  const char *attribution;
  gpointer   (*load)(const char         *path,
                     GError            **error);
  EarAnswer *(*answer)(gpointer            catalog,
                       const EarQuestion  *question,
                       GError            **error);
  void       (*free)(gpointer            catalog);
  void       (*set_folder)(gpointer            catalog,
                           const char         *folder);
  void       (*take_note)(gpointer               catalog,
                          const EarPlaybackNote *note);
} EarOfflineService;

extern const EarOfflineService ear_weather_offline;
extern const EarOfflineService ear_music_offline;
extern const EarOfflineService ear_shop_offline;
extern const EarOfflineService ear_ads_offline;
extern const EarOfflineService ear_assistant_offline;
extern const EarOfflineService ear_books_offline;

#define EAR_TYPE_OFFLINE (ear_offline_get_type ())

/**
 * EarOffline:
 *
 * The embedded provider of a kind. Reads its catalog when it is first asked; a catalog that can not be read is an
 * error of every question until it is mended, and of nothing else.
 */
G_DECLARE_FINAL_TYPE (EarOffline, ear_offline, EAR, OFFLINE, GObject)

EarProvider *ear_offline_new           (EarServiceKind      kind,
                                        const char         *path) G_GNUC_WARN_UNUSED_RESULT;
void         ear_offline_set_folder    (EarOffline         *self,
                                        const char         *folder);
EarAnswer   *ear_offline_answer        (EarOffline         *self,
                                        const EarQuestion  *question,
                                        GError            **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     ear_offline_refuse        (const EarQuestion  *question,
                                        EarServiceKind      kind,
                                        GError            **error);

G_END_DECLS
