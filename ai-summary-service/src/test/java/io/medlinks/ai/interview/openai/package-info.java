/**
 * Tests of the model that chooses the words of interviews.
 */
@NullMarked
package io.medlinks.ai.interview.openai;

import org.jspecify.annotations.NullMarked;
