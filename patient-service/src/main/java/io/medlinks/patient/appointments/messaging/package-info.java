/**
 * What scheduling-service published about appointments.
 */
@NullMarked
package io.medlinks.patient.appointments.messaging;

import org.jspecify.annotations.NullMarked;
