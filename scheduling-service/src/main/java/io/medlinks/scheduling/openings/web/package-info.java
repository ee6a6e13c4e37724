/**
 * Openings over HTTP.
 */
@NullMarked
package io.medlinks.scheduling.openings.web;

import org.jspecify.annotations.NullMarked;
