package io.medlinks.platform.security;

import java.time.Duration;
import java.util.List;

import io.netty.channel.ChannelOption;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/**
 * Which tokens are accepted: access tokens of our issuer, made for our audience, for a
 * client that we know (RFC 9068, RFC 8725).
 */
public final class AccessTokens {

	private static final Duration ISSUER_ANSWERS_WITHIN = Duration.ofSeconds(4);

	private AccessTokens() {
	}

	/**
	 * A decoder that looks up the issuer's keys when first needed, so that a service
	 * starts while the issuer is away.
	 * @param properties issuer, audience and clients
	 */
	public static ReactiveJwtDecoder decoder(SecurityProperties properties) {
		return decoder(properties.issuer(), validator(properties));
	}

	/**
	 * The same for the service accounts that reach {@code /internal/**}.
	 * @param properties issuer, audience and clients
	 */
	static ReactiveJwtDecoder internalDecoder(SecurityProperties properties) {
		return decoder(properties.issuer(), internalValidator(properties));
	}

	private static ReactiveJwtDecoder decoder(String issuer, OAuth2TokenValidator<Jwt> validator) {
		// All callers wait for the same look-up, so one that never ends would end for
		// nobody.
		HttpClient http = HttpClient.create()
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) ISSUER_ANSWERS_WITHIN.toMillis())
			.responseTimeout(ISSUER_ANSWERS_WITHIN);
		NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withIssuerLocation(issuer)
			.webClient(WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)).build())
			.build();
		decoder.setJwtValidator(validator);
		return decoder;
	}

	static OAuth2TokenValidator<Jwt> validator(SecurityProperties properties) {
		return validator(properties.issuer(), properties.audience(), properties.clients());
	}

	static OAuth2TokenValidator<Jwt> internalValidator(SecurityProperties properties) {
		return validator(properties.issuer(), properties.internalAudience(), properties.internalClients());
	}

	private static OAuth2TokenValidator<Jwt> validator(String issuer, String audience, List<String> clients) {
		return new DelegatingOAuth2TokenValidator<>(JwtValidators.createDefaultWithIssuer(issuer),
				(token) -> result(token.getAudience() != null && token.getAudience().contains(audience),
						"The token was not made for this API"),
				(token) -> result(isOneOf(token.getClaimAsString("azp"), clients),
						"The token was made for an unknown client"),
				(token) -> result(isAccessToken(token.getClaimAsString("typ")), "This is not an access token"),
				(token) -> result(token.getSubject() != null && token.getExpiresAt() != null,
						"The token names no subject or no end"));
	}

	private static boolean isOneOf(@Nullable String client, List<String> clients) {
		return client != null && clients.contains(client);
	}

	private static boolean isAccessToken(@Nullable String type) {
		return type == null || type.equals("Bearer");
	}

	private static OAuth2TokenValidatorResult result(boolean accepted, String otherwise) {
		return accepted ? OAuth2TokenValidatorResult.success()
				: OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", otherwise, null));
	}

}
