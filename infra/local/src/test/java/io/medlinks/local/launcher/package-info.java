/**
 * Tests of the command <code>./medlinks</code>.
 */
@NullMarked
package io.medlinks.local.launcher;

import org.jspecify.annotations.NullMarked;
