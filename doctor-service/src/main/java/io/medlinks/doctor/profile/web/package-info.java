/**
 * Profiles and approval over HTTP.
 */
@NullMarked
package io.medlinks.doctor.profile.web;

import org.jspecify.annotations.NullMarked;
