/**
 * The services' API descriptions, shown together.
 */
@NullMarked
package io.medlinks.gateway.apidocs;

import org.jspecify.annotations.NullMarked;
