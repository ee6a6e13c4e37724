package io.medlinks.local.reconcile;

/**
 * Where a service keeps something that can be paged.
 *
 * @param service the service
 * @param kind <code>sources</code>, <code>projections</code> or <code>derived</code>
 * @param name what it is called there
 * @param topic the topic of what it holds; empty for derived rows
 */
record Place(ServiceAddress service, String kind, String name, String topic) {

	String path() {
		return this.kind + "/" + this.name;
	}

}
