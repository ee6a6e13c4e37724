/**
 * What doctor-service publishes about consultations.
 */
@NullMarked
package io.medlinks.patient.medlog.messaging;

import org.jspecify.annotations.NullMarked;
