/**
 * The access log over HTTP.
 */
@NullMarked
package io.medlinks.patient.accesslog.web;

import org.jspecify.annotations.NullMarked;
