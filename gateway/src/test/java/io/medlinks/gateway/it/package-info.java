/**
 * What the gateway's integration tests stand on: services that answer as the real ones
 * do, browsers, and a second instance.
 */
@NullMarked
package io.medlinks.gateway.it;

import org.jspecify.annotations.NullMarked;
