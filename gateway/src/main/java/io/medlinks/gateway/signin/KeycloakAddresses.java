package io.medlinks.gateway.signin;

/**
 * Keycloak's endpoints. They are derived from the issuer rather than discovered, so that
 * the gateway starts while Keycloak is away.
 *
 * @param issuer the realm's address
 */
public record KeycloakAddresses(String issuer) {

	/** Where people sign in. */
	public String authorization() {
		return endpoint("auth");
	}

	/** Where codes become tokens. */
	public String token() {
		return endpoint("token");
	}

	/** The keys of its signatures. */
	public String keys() {
		return endpoint("certs");
	}

	/** Where people sign out. */
	public String endSession() {
		return endpoint("logout");
	}

	private String endpoint(String name) {
		return this.issuer + "/protocol/openid-connect/" + name;
	}

}
