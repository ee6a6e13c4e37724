/**
 * What of a trace may leave the process.
 */
@NullMarked
package io.medlinks.platform.tracing;

import org.jspecify.annotations.NullMarked;
