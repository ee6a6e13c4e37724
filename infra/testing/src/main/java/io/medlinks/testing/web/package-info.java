/**
 * Requests of tests: who asks, what is answered, and whether the API is as documented.
 */
@NullMarked
package io.medlinks.testing.web;

import org.jspecify.annotations.NullMarked;
