package io.medlinks.testing.identity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Executors;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * An OpenID issuer inside the JVM of the tests. It publishes its configuration and keys
 * like Keycloak, and mints the same access tokens without anybody signing in.
 */
public final class TestIdentities {

	private static final int KEY_BITS = 2048;

	private static final RSAKey KEY = newKey("test-key");

	private static final HttpServer SERVER = start();

	private TestIdentities() {
	}

	/**
	 * Returns the issuer's address, as its tokens name it.
	 */
	public static String issuer() {
		return "http://localhost:" + SERVER.getAddress().getPort() + "/realms/medlinks";
	}

	/**
	 * Returns a token of this person that every service accepts, ready to be spoiled.
	 */
	public static AccessToken accessToken(Account account) {
		return new AccessToken(account, issuer(), KEY, Clock.systemUTC().instant());
	}

	/**
	 * Returns a token of this person that every service accepts.
	 */
	public static String tokenOf(Account account) {
		return accessToken(account).value();
	}

	/**
	 * Returns a token of the service account that may reconcile, which every service
	 * accepts under <code>/internal/**</code> and nowhere else, ready to be spoiled.
	 */
	public static AccessToken serviceToken() {
		return accessToken(Account.RECONCILE).forAudience("medlinks-internal").byClient("medlinks-reconcile");
	}

	/**
	 * Returns the value of the header <code>Authorization</code> of this person.
	 */
	public static String bearer(Account account) {
		return "Bearer " + tokenOf(account);
	}

	static RSAKey newKey(String id) {
		try {
			return new RSAKeyGenerator(KEY_BITS).keyID(id).keyUse(KeyUse.SIGNATURE).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException("This JDK makes no RSA keys", ex);
		}
	}

	private static HttpServer start() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			String issuer = "http://localhost:" + server.getAddress().getPort() + "/realms/medlinks";
			String endpoints = issuer + "/protocol/openid-connect";
			String configuration = """
					{"issuer":"%s","authorization_endpoint":"%s/auth","token_endpoint":"%s/token",
					"jwks_uri":"%s/certs","userinfo_endpoint":"%s/userinfo","end_session_endpoint":"%s/logout",
					"response_types_supported":["code"],"subject_types_supported":["public"],
					"id_token_signing_alg_values_supported":["RS256"],"code_challenge_methods_supported":["S256"]}
					""".formatted(issuer, endpoints, endpoints, endpoints, endpoints, endpoints);
			String keys = new JWKSet(KEY.toPublicJWK()).toString();
			server.createContext("/realms/medlinks/.well-known/openid-configuration",
					(exchange) -> answer(exchange, configuration));
			server.createContext("/realms/medlinks/protocol/openid-connect/certs",
					(exchange) -> answer(exchange, keys));
			server
				.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("issuer-", 0).factory()));
			Thread dispatcher = Thread.ofPlatform().daemon().name("issuer").unstarted(server::start);
			dispatcher.start();
			dispatcher.join();
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The issuer of the tests cannot start", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while starting the issuer of the tests", ex);
		}
	}

	private static void answer(HttpExchange exchange, String json) throws IOException {
		try (exchange) {
			byte[] body = json.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

}
