/**
 * The drill: breaks a running MedLinks on purpose and checks from outside that nothing
 * was lost, doubled or shown to the wrong person.
 */
@NullMarked
package io.medlinks.drill;

import org.jspecify.annotations.NullMarked;
