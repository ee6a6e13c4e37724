/**
 * The status over HTTP.
 */
@NullMarked
package io.medlinks.gateway.status.web;

import org.jspecify.annotations.NullMarked;
