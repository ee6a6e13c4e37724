/**
 * Measures a running MedLinks under load, by distinct users through the gateway.
 */
@NullMarked
package io.medlinks.load;

import org.jspecify.annotations.NullMarked;
