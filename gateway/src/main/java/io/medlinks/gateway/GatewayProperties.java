package io.medlinks.gateway;

import java.net.URI;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the outside sees the gateway.
 *
 * @param url public origin, without a slash at the end; {@code http://localhost:8080}
 * unless told
 */
@Validated
@ConfigurationProperties("medlinks.gateway")
public record GatewayProperties(@NotNull @DefaultValue("http://localhost:8080") URI url) {

	public GatewayProperties {
		if (url.getScheme() == null || url.getHost() == null || (url.getPath() != null && !url.getPath().isEmpty())) {
			throw new IllegalArgumentException(
					"medlinks.gateway.url must be an origin such as https://medlinks.example, without a path");
		}
	}

	/** Whether browsers reach the gateway by https. */
	public boolean secure() {
		return "https".equalsIgnoreCase(this.url.getScheme());
	}

}
