/**
 * What is broken on purpose, and what must hold all the same.
 */
@NullMarked
package io.medlinks.drill.scenario;

import org.jspecify.annotations.NullMarked;
