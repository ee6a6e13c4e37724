package io.medlinks.gateway.session;

import io.medlinks.gateway.GatewayProperties;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * The one cookie that stands for a session; no script can read it.
 */
@Component
public class SessionCookie {

	private final boolean secure;

	SessionCookie(GatewayProperties gateway) {
		this.secure = gateway.secure();
	}

	/** Its name; browsers accept the prefix by https only. */
	public String name() {
		return this.secure ? "__Host-medlinks" : "medlinks-session";
	}

	/**
	 * The cookie of a session that begins.
	 * @param secret the session's secret
	 */
	public ResponseCookie holding(String secret) {
		return cookie(secret).build();
	}

	/** The cookie that removes it. */
	public ResponseCookie cleared() {
		return cookie("").maxAge(0).build();
	}

	private ResponseCookie.ResponseCookieBuilder cookie(String value) {
		return ResponseCookie.from(name(), value).httpOnly(true).secure(this.secure).sameSite("Lax").path("/");
	}

}
