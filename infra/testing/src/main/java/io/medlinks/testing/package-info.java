/**
 * What the tests of all services share.
 */
@NullMarked
package io.medlinks.testing;

import org.jspecify.annotations.NullMarked;
