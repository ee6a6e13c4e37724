/**
 * The patient's live view: everything that changes on the home page.
 */
@NullMarked
package io.medlinks.patient.live;

import org.jspecify.annotations.NullMarked;
