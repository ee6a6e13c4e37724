/**
 * The command <code>./medlinks</code>: starts, watches and ends all parts on one machine.
 */
@NullMarked
package io.medlinks.local.launcher;

import org.jspecify.annotations.NullMarked;
