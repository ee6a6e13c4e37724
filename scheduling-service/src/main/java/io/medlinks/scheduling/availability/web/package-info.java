/**
 * Availability over HTTP.
 */
@NullMarked
package io.medlinks.scheduling.availability.web;

import org.jspecify.annotations.NullMarked;
