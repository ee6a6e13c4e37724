/**
 * Whether each part of the system is up, in words.
 */
@NullMarked
package io.medlinks.gateway.status;

import org.jspecify.annotations.NullMarked;
