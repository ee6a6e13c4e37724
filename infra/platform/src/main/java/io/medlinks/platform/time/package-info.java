/**
 * The injected clock.
 */
@NullMarked
package io.medlinks.platform.time;

import org.jspecify.annotations.NullMarked;
