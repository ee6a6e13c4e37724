package io.medlinks.gateway.signin;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the gateway signs people in with Keycloak.
 *
 * @param clientId the gateway's client; {@code medlinks-web}
 * @param clientSecret the client's secret
 * @param pending how long somebody may take to sign in; 30 minutes
 * @param timeout how long Keycloak may take to answer; 4 seconds
 */
@Validated
@ConfigurationProperties("medlinks.sign-in")
public record SignInProperties(@NotBlank @DefaultValue("medlinks-web") String clientId, @NotBlank String clientSecret,
		@DefaultValue("30m") Duration pending, @DefaultValue("4s") Duration timeout) {

	@Override
	public String toString() {
		return "SignInProperties[" + this.clientId + "]";
	}

}
