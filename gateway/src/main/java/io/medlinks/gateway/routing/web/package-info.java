/**
 * Routes and the filters that carry a request to a service.
 */
@NullMarked
package io.medlinks.gateway.routing.web;

import org.jspecify.annotations.NullMarked;
