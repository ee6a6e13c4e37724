/**
 * Compares projections with their sources and heals them: each owner serves pages of what
 * it published, each projection pages of what it took over, and an owner can publish its
 * current state again.
 */
@NullMarked
package io.medlinks.platform.reconcile;

import org.jspecify.annotations.NullMarked;
