package io.medlinks.platform.security;

import java.util.List;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Whose tokens are accepted.
 *
 * @param issuer the issuer's address, exactly as its tokens name it
 * @param audience what tokens must be made for; {@code medlinks-api} unless told
 * @param clients the clients ({@code azp}) whose tokens are accepted
 * @param internalAudience what the tokens of service accounts must be made for, and no
 * others; {@code medlinks-internal} unless told
 * @param internalClients the service accounts' clients, {@code medlinks-reconcile} unless
 * told
 */
@Validated
@ConfigurationProperties("medlinks.security")
public record SecurityProperties(@NotBlank String issuer, @DefaultValue("medlinks-api") String audience,
		@NotEmpty @DefaultValue( {
				"medlinks-web", "medlinks-api-client" }) List<String> clients,
		@DefaultValue("medlinks-internal") String internalAudience,
		@NotEmpty @DefaultValue("medlinks-reconcile") List<String> internalClients){

}
