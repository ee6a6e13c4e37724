/**
 * The API descriptions over HTTP.
 */
@NullMarked
package io.medlinks.gateway.apidocs.web;

import org.jspecify.annotations.NullMarked;
