package io.medlinks.platform.security;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/**
 * Stands in for the platform's annotation, which the rules know by name only.
 */
@Retention(RetentionPolicy.RUNTIME)
public @interface Policy {

}
