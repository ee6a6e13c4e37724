/**
 * Who the doctors are and which of them an operator approved.
 */
@NullMarked
package io.medlinks.doctor.profile;

import org.jspecify.annotations.NullMarked;
