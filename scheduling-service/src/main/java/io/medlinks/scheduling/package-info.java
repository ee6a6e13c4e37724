/**
 * When doctors have time, and who has it: availability, openings and appointments.
 */
@NullMarked
package io.medlinks.scheduling;

import org.jspecify.annotations.NullMarked;
