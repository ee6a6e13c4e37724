/**
 * Errors as RFC 9457 problem details: one exception type, one place that writes them.
 */
@NullMarked
package io.medlinks.platform.problem;

import org.jspecify.annotations.NullMarked;
