/**
 * Appointments and holds over HTTP.
 */
@NullMarked
package io.medlinks.scheduling.appointment.web;

import org.jspecify.annotations.NullMarked;
