/**
 * How names are found however they are typed.
 */
@NullMarked
package io.medlinks.doctor.search;

import org.jspecify.annotations.NullMarked;
