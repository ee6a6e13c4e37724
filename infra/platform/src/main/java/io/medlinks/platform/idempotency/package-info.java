/**
 * The same key gives the same answer, however often a write is repeated.
 */
@NullMarked
package io.medlinks.platform.idempotency;

import org.jspecify.annotations.NullMarked;
