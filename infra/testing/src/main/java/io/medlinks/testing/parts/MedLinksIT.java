package io.medlinks.testing.parts;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.test.context.ContextCustomizerFactories;

/**
 * Runs a service on a random port against the real parts, with a database and topics of
 * its own, and accepts the tokens of {@link io.medlinks.testing.identity.TestIdentities}.
 * A <code>WebTestClient</code>, an {@link io.medlinks.testing.web.ApiClient} and an
 * {@link io.medlinks.testing.events.EventTraffic} can be injected.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureWebTestClient(timeout = "PT20S")
@ContextCustomizerFactories(PartsCustomizerFactory.class)
public @interface MedLinksIT {

	/**
	 * Whether tokens come from a real Keycloak instead; only sign-in itself needs it.
	 */
	boolean keycloak() default false;

}
