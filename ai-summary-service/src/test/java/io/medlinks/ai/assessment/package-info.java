/**
 * Tests of the feature.
 */
@NullMarked
package io.medlinks.ai.assessment;

import org.jspecify.annotations.NullMarked;
