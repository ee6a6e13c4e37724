/**
 * Which service answers which path, and how its instances are chosen.
 */
@NullMarked
package io.medlinks.gateway.routing;

import org.jspecify.annotations.NullMarked;
