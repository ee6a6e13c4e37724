/**
 * Sessions as the browser sees them: cookie, sign-out, relayed tokens, streams that end.
 */
@NullMarked
package io.medlinks.gateway.session.web;

import org.jspecify.annotations.NullMarked;
