/**
 * A clinic that never was: people, complaints and three months of what they wrote, made
 * from a seed.
 */
@NullMarked
package io.medlinks.local.demo.synthetic;

import org.jspecify.annotations.NullMarked;
