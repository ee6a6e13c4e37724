/**
 * Who needs care first: one row per doctor and patient, folded from what the services
 * published.
 */
@NullMarked
package io.medlinks.doctor.dashboard;

import org.jspecify.annotations.NullMarked;
