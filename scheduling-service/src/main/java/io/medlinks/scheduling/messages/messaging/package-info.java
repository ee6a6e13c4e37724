/**
 * Appointments as this service published them.
 */
@NullMarked
package io.medlinks.scheduling.messages.messaging;

import org.jspecify.annotations.NullMarked;
