/**
 * Tests of the feature.
 */
@NullMarked
package io.medlinks.ai.summary;

import org.jspecify.annotations.NullMarked;
