/**
 * Text that a patient wrote and that no log may show.
 */
@NullMarked
package io.medlinks.platform.text;

import org.jspecify.annotations.NullMarked;
