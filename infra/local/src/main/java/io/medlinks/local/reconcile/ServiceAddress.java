package io.medlinks.local.reconcile;

import java.net.URI;
import java.util.List;

/**
 * Where a service is.
 *
 * @param name what it is called, such as <code>doctor-service</code>
 * @param instances the addresses of its instances, any of which can be asked
 */
public record ServiceAddress(String name, List<URI> instances) {

	public ServiceAddress {
		instances = List.copyOf(instances);
	}

}
