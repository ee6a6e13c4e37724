/**
 * Lets a model choose the words of interviews.
 */
@NullMarked
package io.medlinks.ai.interview.openai;

import org.jspecify.annotations.NullMarked;
