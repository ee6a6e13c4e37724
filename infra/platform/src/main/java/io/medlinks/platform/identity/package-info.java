/**
 * What a service does with accounts under its own service account.
 */
@NullMarked
package io.medlinks.platform.identity;

import org.jspecify.annotations.NullMarked;
