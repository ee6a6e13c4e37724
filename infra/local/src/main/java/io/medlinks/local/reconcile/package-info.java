/**
 * Compares the services' projections with their sources, page by page, and has what
 * differs published again.
 */
@NullMarked
package io.medlinks.local.reconcile;

import org.jspecify.annotations.NullMarked;
