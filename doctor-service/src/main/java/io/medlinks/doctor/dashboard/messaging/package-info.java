/**
 * What the services published about patients.
 */
@NullMarked
package io.medlinks.doctor.dashboard.messaging;

import org.jspecify.annotations.NullMarked;
