/**
 * The people of the drill: accounts signed in by the sign-in page, and how they call the
 * API.
 */
@NullMarked
package io.medlinks.drill.people;

import org.jspecify.annotations.NullMarked;
