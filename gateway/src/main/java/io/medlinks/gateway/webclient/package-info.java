/**
 * The web client's files, read once at start.
 */
@NullMarked
package io.medlinks.gateway.webclient;

import org.jspecify.annotations.NullMarked;
