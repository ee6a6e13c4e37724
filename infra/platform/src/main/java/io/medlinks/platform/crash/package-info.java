/**
 * The places between two writes where a crash must do no harm, by name.
 */
@NullMarked
package io.medlinks.platform.crash;

import org.jspecify.annotations.NullMarked;
