package io.medlinks.gateway.it;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

import com.nimbusds.jwt.JWTClaimsSet;
import io.medlinks.gateway.session.FreshTokens;
import io.medlinks.gateway.session.Secrets;
import io.medlinks.gateway.session.Tokens;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;

import org.springframework.context.ApplicationContext;

/**
 * Browsers at the gateway under test. {@link GatewayIT} knows no sign-in page, so people
 * get their sessions from here.
 */
public final class Browsers {

	private static final Duration LIFESPAN = Duration.ofMinutes(5);

	private final ApplicationContext context;

	Browsers(ApplicationContext context) {
		this.context = context;
	}

	/** A browser that was never here before. */
	public Browser nobody() {
		return new Browser(this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
	}

	/** The browser of somebody who is signed in. */
	public Browser signedIn(Account account) {
		return signedIn(account, UUID.randomUUID().toString());
	}

	/**
	 * The browser of somebody who is signed in.
	 * @param account who
	 * @param sid the id of the sign-in
	 */
	public Browser signedIn(Account account, String sid) {
		String token = TestIdentities.accessToken(account)
			.with((JWTClaimsSet.Builder claims) -> claims.claim("sid", sid))
			.value();
		String secret = Secrets.next();
		Tokens tokens = new Tokens(token, Instant.now().plus(LIFESPAN), null, null);
		Objects.requireNonNull(this.context.getBean(FreshTokens.class).begin(secret, tokens).block(LIFESPAN));
		return nobody().plant(Browser.SESSION, secret);
	}

}
