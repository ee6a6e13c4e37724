/**
 * How urgent a patient is, as the other services published it.
 */
@NullMarked
package io.medlinks.scheduling.urgency;

import org.jspecify.annotations.NullMarked;
