/**
 * The smallest service that uses every part of the platform.
 */
@NullMarked
package io.medlinks.notes;

import org.jspecify.annotations.NullMarked;
