/**
 * The hours that doctors offer, in their own wall time.
 */
@NullMarked
package io.medlinks.scheduling.availability;

import org.jspecify.annotations.NullMarked;
