/**
 * Stands in for the platform's package of the same name.
 */
@NullMarked
package io.medlinks.platform.security;

import org.jspecify.annotations.NullMarked;
