/**
 * Visits that doctors asked their patients to book, until they are booked.
 */
@NullMarked
package io.medlinks.scheduling.visitrequest;

import org.jspecify.annotations.NullMarked;
