/**
 * Tests of the documentation.
 */
@NullMarked
package io.medlinks.testing.documentation;

import org.jspecify.annotations.NullMarked;
