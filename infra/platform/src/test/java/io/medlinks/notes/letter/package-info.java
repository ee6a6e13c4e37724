/**
 * Letters that other services publish.
 */
@NullMarked
package io.medlinks.notes.letter;

import org.jspecify.annotations.NullMarked;
