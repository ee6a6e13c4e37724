/**
 * Consultations over HTTP.
 */
@NullMarked
package io.medlinks.doctor.consultation.web;

import org.jspecify.annotations.NullMarked;
