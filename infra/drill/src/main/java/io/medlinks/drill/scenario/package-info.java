/**
 * What is broken, one thing at a time, and what must be true afterwards.
 */
@NullMarked
package io.medlinks.drill.scenario;

import org.jspecify.annotations.NullMarked;
