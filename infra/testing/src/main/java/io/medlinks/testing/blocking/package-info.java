/**
 * Finds blocking calls on threads that must not block, in every test.
 */
@NullMarked
package io.medlinks.testing.blocking;

import org.jspecify.annotations.NullMarked;
