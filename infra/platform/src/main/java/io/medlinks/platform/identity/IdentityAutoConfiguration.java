package io.medlinks.platform.identity;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.function.client.WebClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a service that has an account of its own the realm's admin API.
 */
@AutoConfiguration
@ConditionalOnProperty("medlinks.identity.client-id")
@EnableConfigurationProperties(IdentityProperties.class)
public class IdentityAutoConfiguration {

	@Bean
	RealmAdmin realmAdmin(IdentityProperties properties, JsonMapper json) {
		return new RealmAdmin(properties, json, WebClient.create());
	}

}
