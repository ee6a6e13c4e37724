/**
 * Appointments: the doctors' day sheets, the patients' claims, and what keeps the two in
 * step.
 */
@NullMarked
package io.medlinks.scheduling.appointment;

import org.jspecify.annotations.NullMarked;
