package io.medlinks.testing.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;

/**
 * An access token in the making. As it stands it is one that every service accepts; each
 * method but the last makes it one that none may accept.
 */
public final class AccessToken {

	private static final Duration LIFESPAN = Duration.ofMinutes(5);

	private final JWTClaimsSet.Builder claims;

	private RSAKey key;

	private boolean signed = true;

	AccessToken(Account account, String issuer, RSAKey key, Instant now) {
		this.key = key;
		this.claims = new JWTClaimsSet.Builder().issuer(issuer)
			.subject(account.id())
			.audience("medlinks-api")
			.jwtID(UUID.randomUUID().toString())
			.issueTime(Date.from(now))
			.expirationTime(Date.from(now.plus(LIFESPAN)))
			.claim("typ", "Bearer")
			.claim("azp", "medlinks-web")
			.claim("sid", UUID.randomUUID().toString())
			.claim("scope", "openid profile email")
			.claim("roles", account.roles())
			.claim("preferred_username", account.username())
			.claim("name", account.name());
	}

	/**
	 * Lets it have ended an hour ago.
	 */
	public AccessToken expired() {
		return with((claims) -> claims.issueTime(Date.from(Instant.EPOCH))
			.expirationTime(Date.from(Instant.EPOCH.plus(LIFESPAN))));
	}

	/**
	 * Makes it for someone else.
	 */
	public AccessToken forAudience(String audience) {
		return with((claims) -> claims.audience(audience));
	}

	/**
	 * Lets another client have asked for it.
	 */
	public AccessToken byClient(String client) {
		return with((claims) -> claims.claim("azp", client));
	}

	/**
	 * Lets another issuer claim to have made it.
	 */
	public AccessToken fromIssuer(String issuer) {
		return with((claims) -> claims.issuer(issuer));
	}

	/**
	 * Makes it an ID token, which tells a client who signed in and opens nothing.
	 */
	public AccessToken asIdToken() {
		return with((claims) -> claims.claim("typ", "ID"));
	}

	/**
	 * Puts another value, or none, in a claim.
	 */
	public AccessToken with(Consumer<JWTClaimsSet.Builder> change) {
		change.accept(this.claims);
		return this;
	}

	/**
	 * Signs it with a key that the issuer does not have.
	 */
	public AccessToken signedByStranger() {
		this.key = TestIdentities.newKey(this.key.getKeyID());
		return this;
	}

	/**
	 * Leaves it without a signature.
	 */
	public AccessToken unsigned() {
		this.signed = false;
		return this;
	}

	/**
	 * Returns what stands after <code>Bearer</code>.
	 */
	public String value() {
		if (!this.signed) {
			return new PlainJWT(this.claims.build()).serialize();
		}
		try {
			SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT)
				.keyID(this.key.getKeyID())
				.build(), this.claims.build());
			token.sign(new RSASSASigner(this.key));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("The token cannot be signed", ex);
		}
	}

}
