/**
 * How requests are bound and documented, the same in every service.
 */
@NullMarked
package io.medlinks.platform.web;

import org.jspecify.annotations.NullMarked;
