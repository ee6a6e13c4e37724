/**
 * Holds the contracts to their own promises.
 */
@NullMarked
package io.medlinks.contracts;

import org.jspecify.annotations.NullMarked;
