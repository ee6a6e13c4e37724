/**
 * The patient's appointments, as another service booked them.
 */
@NullMarked
package io.medlinks.patient.appointments;

import org.jspecify.annotations.NullMarked;
