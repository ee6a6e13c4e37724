/**
 * Who gets what from which route: everybody against everything.
 */
@NullMarked
package io.medlinks.drill.matrix;

import org.jspecify.annotations.NullMarked;
