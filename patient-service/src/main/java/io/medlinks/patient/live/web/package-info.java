/**
 * The live view as server-sent events.
 */
@NullMarked
package io.medlinks.patient.live.web;

import org.jspecify.annotations.NullMarked;
