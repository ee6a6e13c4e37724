/**
 * Patients' and doctors' profiles as they arrive.
 */
@NullMarked
package io.medlinks.scheduling.people.messaging;

import org.jspecify.annotations.NullMarked;
