/**
 * Tests of the feature.
 */
@NullMarked
package io.medlinks.ai.work;

import org.jspecify.annotations.NullMarked;
