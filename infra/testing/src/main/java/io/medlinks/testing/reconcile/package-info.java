/**
 * What a service tells of its sources and projections.
 */
@NullMarked
package io.medlinks.testing.reconcile;

import org.jspecify.annotations.NullMarked;
