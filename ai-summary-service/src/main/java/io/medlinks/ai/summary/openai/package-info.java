/**
 * Summaries by any model behind an OpenAI-compatible endpoint.
 */
@NullMarked
package io.medlinks.ai.summary.openai;

import org.jspecify.annotations.NullMarked;
