/**
 * Reviews over HTTP.
 */
@NullMarked
package io.medlinks.doctor.review.web;

import org.jspecify.annotations.NullMarked;
