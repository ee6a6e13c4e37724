/**
 * Tests of the intake interview.
 */
@NullMarked
package io.medlinks.ai.interview;

import org.jspecify.annotations.NullMarked;
