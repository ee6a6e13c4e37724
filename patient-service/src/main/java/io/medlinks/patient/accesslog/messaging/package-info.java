/**
 * What all services published about accesses.
 */
@NullMarked
package io.medlinks.patient.accesslog.messaging;

import org.jspecify.annotations.NullMarked;
