/**
 * Calendar feeds over HTTP.
 */
@NullMarked
package io.medlinks.scheduling.calendar.web;

import org.jspecify.annotations.NullMarked;
