/**
 * Consultations as they come back from the broker.
 */
@NullMarked
package io.medlinks.doctor.consultation.messaging;

import org.jspecify.annotations.NullMarked;
