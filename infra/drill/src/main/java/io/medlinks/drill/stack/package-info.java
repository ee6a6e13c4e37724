/**
 * The system under the drill: its processes, their addresses, and how they are made to
 * die.
 */
@NullMarked
package io.medlinks.drill.stack;

import org.jspecify.annotations.NullMarked;
