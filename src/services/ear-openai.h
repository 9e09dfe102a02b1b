/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "services/ear-http.h"
#include "services/ear-provider.h"

G_BEGIN_DECLS

#define EAR_TYPE_OPENAI (ear_openai_get_type ())

/**
 * EarOpenai:
 *
 * An assistant behind the chat interface of OpenAI, which Ollama, llama.cpp, vLLM and many others speak too. Settings: url, model and
 * key.
 */
G_DECLARE_FINAL_TYPE (EarOpenai, ear_openai, EAR, OPENAI, GObject)

EarProvider *ear_openai_new (EarHttp *http) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
