/**
 * Limits that keep one caller from harming the others.
 */
@NullMarked
package io.medlinks.gateway.protection;

import org.jspecify.annotations.NullMarked;
