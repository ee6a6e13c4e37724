package io.medlinks.testing.identity;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The issuer of tests is found and believed like a real one.
 */
class IdentitiesTests {

	private final JwtDecoder decoder = JwtDecoders.fromIssuerLocation(TestIdentities.issuer());

	@Test
	void mintsTokensThatAResourceServerAccepts() {
		Jwt token = this.decoder.decode(TestIdentities.tokenOf(Account.ANA));
		assertThat(token.getSubject()).isEqualTo(Account.ANA.id());
		assertThat(token.getAudience()).containsExactly("medlinks-api");
		assertThat(token.getClaimAsString("azp")).isEqualTo("medlinks-web");
		assertThat(token.getClaimAsString("typ")).isEqualTo("Bearer");
		assertThat(token.getClaimAsString("name")).isEqualTo("Ana Reis");
		assertThat(token.getClaimAsString("preferred_username")).isEqualTo("patient1");
		assertThat(token.getClaimAsStringList("roles")).isEqualTo(List.of("patient"));
		assertThat(token.getClaimAsString("sid")).isNotBlank();
	}

	@Test
	void mintsTokensThatNobodyMayAccept() {
		for (AccessToken spoiled : List.of(TestIdentities.accessToken(Account.ANA).expired(),
				TestIdentities.accessToken(Account.ANA).signedByStranger(),
				TestIdentities.accessToken(Account.ANA).unsigned(),
				TestIdentities.accessToken(Account.ANA).fromIssuer("http://elsewhere.example"))) {
			assertThatExceptionOfType(JwtException.class).isThrownBy(() -> this.decoder.decode(spoiled.value()));
		}
	}

	@Test
	void mintsTokensThatOnlyACarefulServiceRefuses() {
		assertThat(decoded(TestIdentities.accessToken(Account.ANA).forAudience("other")).getAudience())
			.containsExactly("other");
		assertThat(decoded(TestIdentities.accessToken(Account.ANA).byClient("stranger")).getClaimAsString("azp"))
			.isEqualTo("stranger");
		assertThat(decoded(TestIdentities.accessToken(Account.ANA).asIdToken()).getClaimAsString("typ"))
			.isEqualTo("ID");
	}

	private Jwt decoded(AccessToken token) {
		return this.decoder.decode(token.value());
	}

}
