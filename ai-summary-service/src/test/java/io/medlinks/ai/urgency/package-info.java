/**
 * Tests of the urgency rules.
 */
@NullMarked
package io.medlinks.ai.urgency;

import org.jspecify.annotations.NullMarked;
