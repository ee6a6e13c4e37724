package io.medlinks.platform.identity;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How a service reaches the realm's admin API.
 *
 * @param realm the realm's address, the issuer unless told
 * @param clientId the service's own client
 * @param clientSecret its secret; empty for none, and then the admin API is not called
 * @param timeout how long each answer may take, 5 s unless told
 */
@Validated
@ConfigurationProperties("medlinks.identity")
public record IdentityProperties(@NotBlank String realm, @NotBlank String clientId,
		@NotNull @DefaultValue("") String clientSecret, @NotNull @DefaultValue("5s") Duration timeout) {

	@Override
	public String toString() {
		return "IdentityProperties[" + this.realm + ", " + this.clientId + "]";
	}

}
