/**
 * Server-sent event streams that resume without a gap, on any instance.
 */
@NullMarked
package io.medlinks.platform.live;

import org.jspecify.annotations.NullMarked;
