package io.medlinks.platform.security;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a controller method demands of its caller. A method without one answers nobody,
 * and fails the build.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Policy {

	/** The group that the method is for. */
	Role role();

	/** How the caller must stand to the data. */
	Relationship relationship();

	/** The path variable that names the patient, for {@link Relationship#IN_CARE}. */
	String patient() default "id";

	/** What the access log calls the data, such as {@code diary}; empty for none. */
	String resource() default "";

	/**
	 * Whether a doctor must be approved by an operator; false only where a doctor asks
	 * for approval.
	 */
	boolean approved() default true;

}
