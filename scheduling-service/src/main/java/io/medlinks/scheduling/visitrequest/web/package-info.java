/**
 * Visit requests over HTTP.
 */
@NullMarked
package io.medlinks.scheduling.visitrequest.web;

import org.jspecify.annotations.NullMarked;
