package io.medlinks.local.identity;

import java.net.CookieManager;
import java.net.CookieStore;
import java.net.HttpCookie;
import java.net.URI;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Browsers count loopback as secure and send it cookies marked so; this store lets the
 * JDK's client do the same.
 */
public final class LoopbackCookies implements CookieStore {

	private final CookieStore store = new CookieManager().getCookieStore();

	@Override
	public void add(@Nullable URI address, HttpCookie cookie) {
		if (address != null && Objects.equals(address.getHost(), "localhost")) {
			cookie.setSecure(false);
		}
		this.store.add(address, cookie);
	}

	@Override
	public List<HttpCookie> get(URI address) {
		return this.store.get(address);
	}

	@Override
	public List<HttpCookie> getCookies() {
		return this.store.getCookies();
	}

	@Override
	public List<URI> getURIs() {
		return this.store.getURIs();
	}

	@Override
	public boolean remove(@Nullable URI address, HttpCookie cookie) {
		return this.store.remove(address, cookie);
	}

	@Override
	public boolean removeAll() {
		return this.store.removeAll();
	}

}
