/**
 * Copies of notes, kept from what was published of them.
 */
@NullMarked
package io.medlinks.notes.copy;

import org.jspecify.annotations.NullMarked;
