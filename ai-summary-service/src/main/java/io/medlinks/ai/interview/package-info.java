/**
 * The intake interview: the questions that a doctor would ask, one at a time, and what
 * becomes of the answers.
 */
@NullMarked
package io.medlinks.ai.interview;

import org.jspecify.annotations.NullMarked;
