/**
 * What other services published of patients and doctors.
 */
@NullMarked
package io.medlinks.scheduling.people;

import org.jspecify.annotations.NullMarked;
