/**
 * The one way in: sign-in, sessions, routing, protection, the web client.
 */
@NullMarked
package io.medlinks.gateway;

import org.jspecify.annotations.NullMarked;
