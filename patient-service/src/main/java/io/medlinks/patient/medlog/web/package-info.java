/**
 * The med log over HTTP.
 */
@NullMarked
package io.medlinks.patient.medlog.web;

import org.jspecify.annotations.NullMarked;
