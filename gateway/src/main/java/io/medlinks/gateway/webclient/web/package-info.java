/**
 * The web client over HTTP.
 */
@NullMarked
package io.medlinks.gateway.webclient.web;

import org.jspecify.annotations.NullMarked;
