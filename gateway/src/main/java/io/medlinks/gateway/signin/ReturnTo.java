package io.medlinks.gateway.signin;

import java.net.URI;
import java.net.URISyntaxException;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody goes after signing in: always a page of ours.
 *
 * @param path an absolute path, perhaps with query and fragment
 */
public record ReturnTo(String path) {

	/** The start page. */
	public static final ReturnTo START = new ReturnTo("/");

	private static final int LONGEST = 1024;

	/**
	 * What was asked for where it is a page of ours, the start page otherwise.
	 * @param wanted what the request says
	 */
	public static ReturnTo of(@Nullable String wanted) {
		if (wanted == null || wanted.length() > LONGEST || !wanted.startsWith("/") || wanted.startsWith("//")
				|| wanted.indexOf('\\') >= 0 || wanted.chars().anyMatch(Character::isISOControl)) {
			return START;
		}
		try {
			URI uri = new URI(wanted);
			return isPage(uri) ? new ReturnTo(uri.toASCIIString()) : START;
		}
		catch (URISyntaxException ex) {
			return START;
		}
	}

	private static boolean isPage(URI uri) {
		String path = uri.getPath();
		return uri.getScheme() == null && uri.getRawAuthority() == null && path != null && !path.contains("/..")
				&& path.indexOf('\\') < 0 && !path.startsWith("/auth/") && !path.startsWith("/login/")
				&& !path.startsWith("/logout/");
	}

}
