/**
 * Filter chains, response headers and limits at the edge.
 */
@NullMarked
package io.medlinks.gateway.protection.web;

import org.jspecify.annotations.NullMarked;
