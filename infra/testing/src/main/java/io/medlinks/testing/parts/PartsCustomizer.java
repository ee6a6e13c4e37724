package io.medlinks.testing.parts;

import java.util.Map;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.identity.TestIdentities;
import io.medlinks.testing.web.ApiClient;

import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Gives one context the addresses of the parts, and names of its own on them: contexts
 * that are kept for later classes must not take part in each other's events.
 *
 * @param keycloak whether tokens come from a real Keycloak
 */
record PartsCustomizer(boolean keycloak) implements ContextCustomizer {

	/** Where the addresses and names stand in the environment. */
	static final String PROPERTY_SOURCE = "medlinks test parts";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		String name = "it-" + UUID.randomUUID().toString().substring(0, 8);
		String prefix = name + ".";
		((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("eventTraffic",
				BeanDefinitionBuilder
					.genericBeanDefinition(EventTraffic.class,
							() -> new EventTraffic(TestParts.kafkaBootstrapServers(), prefix))
					.setDestroyMethodName("close")
					.getBeanDefinition());
		((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("apiClient",
				BeanDefinitionBuilder
					.genericBeanDefinition(ApiClient.class,
							() -> new ApiClient(context.getBeanFactory().getBeanProvider(WebTestClient.class)))
					.getBeanDefinition());
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource(PROPERTY_SOURCE,
					Map.of("MEDLINKS_MONGODB_URI", TestParts.mongodbUri(), "MEDLINKS_KAFKA_BOOTSTRAP_SERVERS",
							TestParts.kafkaBootstrapServers(), "MEDLINKS_OIDC_ISSUER",
							this.keycloak ? TestParts.keycloakIssuer() : TestIdentities.issuer(),
							"spring.mongodb.database", name, "medlinks.events.topic-prefix", prefix,
							// Nobody waits for what tests left open.
							"spring.lifecycle.timeout-per-shutdown-phase", "1s")));
	}

}
