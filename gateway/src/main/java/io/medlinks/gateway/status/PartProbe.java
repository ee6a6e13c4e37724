package io.medlinks.gateway.status;

import java.net.URI;

import reactor.core.publisher.Mono;

/**
 * Finds out whether a part answers.
 */
public interface PartProbe {

	/**
	 * Whether an address answers with success in time.
	 * @param address the address
	 */
	Mono<Boolean> answers(URI address);

}
