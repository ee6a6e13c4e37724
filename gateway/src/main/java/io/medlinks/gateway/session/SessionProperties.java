package io.medlinks.gateway.session;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long sessions last; no longer than the identity provider's own.
 *
 * @param idle without use; 30 minutes; a page with a live view is use as long as it is
 * open
 * @param longest in any case; 10 hours
 * @param refreshBefore what is left of an access token when it is renewed; 20 seconds
 * @param streamNeeds what an access token must last when a stream opens; 60 seconds
 * @param refreshLease how long one instance may take to renew; 6 seconds
 * @param refreshWait how long the others wait for it; 8 seconds
 */
@ConfigurationProperties("medlinks.session")
public record SessionProperties(@DefaultValue("30m") Duration idle, @DefaultValue("10h") Duration longest,
		@DefaultValue("20s") Duration refreshBefore, @DefaultValue("60s") Duration streamNeeds,
		@DefaultValue("6s") Duration refreshLease, @DefaultValue("8s") Duration refreshWait) {

	public SessionProperties {
		if (idle.isNegative() || idle.isZero() || longest.compareTo(idle) < 0) {
			throw new IllegalArgumentException("medlinks.session: idle must be positive and no longer than longest");
		}
		if (refreshWait.compareTo(refreshLease) <= 0) {
			throw new IllegalArgumentException(
					"medlinks.session: refresh-wait must be longer than refresh-lease, or a crash fails who waits");
		}
	}

}
