/**
 * Times that are still free, computed and never stored.
 */
@NullMarked
package io.medlinks.scheduling.openings;

import org.jspecify.annotations.NullMarked;
