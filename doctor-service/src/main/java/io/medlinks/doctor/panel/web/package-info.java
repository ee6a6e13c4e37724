/**
 * The panel over HTTP.
 */
@NullMarked
package io.medlinks.doctor.panel.web;

import org.jspecify.annotations.NullMarked;
