/**
 * Answers by any model behind an OpenAI-compatible endpoint.
 */
@NullMarked
package io.medlinks.ai.chat.openai;

import org.jspecify.annotations.NullMarked;
