/**
 * Bugs planted on purpose, each of which the drill must catch.
 */
@NullMarked
package io.medlinks.drill.bugs;

import org.jspecify.annotations.NullMarked;
