package io.medlinks.gateway.it;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.medlinks.testing.parts.MedLinksIT;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs the gateway before {@link Services}, with accounts whose tokens the tests make
 * themselves. {@link Browsers} and {@link SecondInstance} can be injected.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@MedLinksIT
@ContextConfiguration(initializers = Services.class)
public @interface GatewayIT {

}
