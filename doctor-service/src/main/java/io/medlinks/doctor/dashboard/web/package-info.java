/**
 * The dashboard over HTTP and as a stream.
 */
@NullMarked
package io.medlinks.doctor.dashboard.web;

import org.jspecify.annotations.NullMarked;
