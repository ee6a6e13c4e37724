/**
 * Browser sessions: who is signed in, kept with their tokens in the gateway's own
 * database.
 */
@NullMarked
package io.medlinks.gateway.session;

import org.jspecify.annotations.NullMarked;
