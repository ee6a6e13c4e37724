/**
 * What doctor-service published about doctors.
 */
@NullMarked
package io.medlinks.patient.careteam.messaging;

import org.jspecify.annotations.NullMarked;
