/**
 * Fills the local stack with believable data, through the public API.
 */
@NullMarked
package io.medlinks.local.demo;

import org.jspecify.annotations.NullMarked;
