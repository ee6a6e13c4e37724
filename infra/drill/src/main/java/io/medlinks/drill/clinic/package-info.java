/**
 * A clinic at work and what must be true of its data, whatever fails.
 */
@NullMarked
package io.medlinks.drill.clinic;

import org.jspecify.annotations.NullMarked;
