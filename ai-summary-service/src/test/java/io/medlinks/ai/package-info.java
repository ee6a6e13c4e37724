/**
 * Tests of the whole service.
 */
@NullMarked
package io.medlinks.ai;

import org.jspecify.annotations.NullMarked;
