/**
 * What doctor-service publishes about consultations.
 */
@NullMarked
package io.medlinks.scheduling.visitrequest.messaging;

import org.jspecify.annotations.NullMarked;
