package io.medlinks.gateway.signin.web;

import java.time.Clock;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import io.medlinks.gateway.GatewayProperties;
import io.medlinks.gateway.signin.KeycloakAddresses;
import io.medlinks.gateway.signin.LogoutTokens;
import io.medlinks.gateway.signin.SignInProperties;
import io.medlinks.platform.security.AccessTokens;
import io.medlinks.platform.security.SecurityProperties;
import io.netty.channel.ChannelOption;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.endpoint.ReactiveOAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.WebClientReactiveAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistration.ClientSettings;
import org.springframework.security.oauth2.client.registration.InMemoryReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ReactiveClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.jwt.NimbusReactiveJwtDecoder;
import org.springframework.security.oauth2.jwt.ReactiveJwtDecoder;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import reactor.netty.http.client.HttpClient;

/**
 * The gateway as a client of Keycloak.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SignInConfiguration {

	static final String REGISTRATION = "keycloak";

	private static final int CONNECT_MILLIS = 2000;

	@Bean
	KeycloakAddresses keycloakAddresses(SecurityProperties security) {
		return new KeycloakAddresses(security.issuer());
	}

	@Bean
	ClientRegistration keycloakRegistration(SignInProperties properties, GatewayProperties gateway,
			KeycloakAddresses keycloak) {
		return ClientRegistration.withRegistrationId(REGISTRATION)
			.clientId(properties.clientId())
			.clientSecret(properties.clientSecret())
			.clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
			.authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
			.clientSettings(ClientSettings.builder().requireProofKey(true).build())
			.redirectUri(gateway.url() + "/login/oauth2/code/" + REGISTRATION)
			.scope("openid")
			.issuerUri(keycloak.issuer())
			.authorizationUri(keycloak.authorization())
			.tokenUri(keycloak.token())
			.jwkSetUri(keycloak.keys())
			.userNameAttributeName("sub")
			.build();
	}

	@Bean
	ReactiveClientRegistrationRepository clientRegistrations(ClientRegistration keycloak) {
		return new InMemoryReactiveClientRegistrationRepository(keycloak);
	}

	@Bean
	WebClient keycloakClient(SignInProperties properties) {
		HttpClient http = HttpClient.create()
			.option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
			.responseTimeout(properties.timeout());
		return WebClient.builder().clientConnector(new ReactorClientHttpConnector(http)).build();
	}

	@Bean
	ReactiveOAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> codeClient(WebClient keycloakClient) {
		WebClientReactiveAuthorizationCodeTokenResponseClient client = new WebClientReactiveAuthorizationCodeTokenResponseClient();
		client.setWebClient(keycloakClient);
		return (request) -> client.getTokenResponse(request)
			.onErrorMap(WebClientException.class, SignInConfiguration::unavailable);
	}

	private static OAuth2AuthorizationException unavailable(Throwable failure) {
		return new OAuth2AuthorizationException(new OAuth2Error(OAuth2ErrorCodes.TEMPORARILY_UNAVAILABLE), failure);
	}

	@Bean
	ReactiveJwtDecoder accessTokenDecoder(SecurityProperties properties) {
		return AccessTokens.decoder(properties);
	}

	@Bean
	LogoutTokens logoutTokens(KeycloakAddresses keycloak, SignInProperties properties, WebClient keycloakClient,
			Clock clock) {
		NimbusReactiveJwtDecoder decoder = NimbusReactiveJwtDecoder.withJwkSetUri(keycloak.keys())
			.webClient(keycloakClient)
			.validateType(false)
			.jwtProcessorCustomizer((processor) -> processor.setJWSTypeVerifier(
					new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("logout+jwt"), JOSEObjectType.JWT, null)))
			.build();
		decoder.setJwtValidator(LogoutTokens.validator(keycloak.issuer(), properties.clientId(), clock));
		return new LogoutTokens(decoder);
	}

}
