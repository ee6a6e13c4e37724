/**
 * Appointments as calendars elsewhere understand them: iCalendar.
 */
@NullMarked
package io.medlinks.scheduling.calendar;

import org.jspecify.annotations.NullMarked;
