/**
 * A clock that tests can move.
 */
@NullMarked
package io.medlinks.testing.time;

import org.jspecify.annotations.NullMarked;
