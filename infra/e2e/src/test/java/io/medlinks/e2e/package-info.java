/**
 * The whole system in a browser, started as its users start it.
 */
@NullMarked
package io.medlinks.e2e;

import org.jspecify.annotations.NullMarked;
