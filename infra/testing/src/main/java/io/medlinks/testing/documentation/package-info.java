/**
 * Documentation that stays true.
 */
@NullMarked
package io.medlinks.testing.documentation;

import org.jspecify.annotations.NullMarked;
