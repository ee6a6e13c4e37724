/**
 * Comparing and repairing, against services that stand where the real ones would.
 */
@NullMarked
package io.medlinks.local.reconcile;

import org.jspecify.annotations.NullMarked;
