/**
 * The architecture rules that each module holds itself to.
 */
@NullMarked
package io.medlinks.testing.architecture;

import org.jspecify.annotations.NullMarked;
