/**
 * The profile over HTTP.
 */
@NullMarked
package io.medlinks.patient.profile.web;

import org.jspecify.annotations.NullMarked;
