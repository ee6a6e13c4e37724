package io.medlinks.local.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One process of the stack.
 *
 * @param name what people call it; a second instance ends with <code>-2</code>
 * @param kind what it is
 * @param port the port it listens on; the mail server's inbox
 * @param command how it is started
 * @param environment what it gets on top of this process's environment
 */
record Part(String name, Kind kind, int port, List<String> command, Map<String, String> environment) {

	/**
	 * Tells whether people mean this part by that name: its own, or that of all its
	 * instances.
	 */
	boolean isCalled(String name) {
		return this.name.equals(name) || name.equals(this.name + "-1") || this.name.startsWith(name + "-")
				&& this.name.substring(name.length() + 1).chars().allMatch(Character::isDigit);
	}

	/**
	 * What a part is, in the order of starting; they end in the opposite order.
	 */
	enum Kind {

		DATABASE(Duration.ofSeconds(60)), KAFKA(Duration.ofSeconds(90)), MAIL(Duration.ofSeconds(60)),
		KEYCLOAK(Duration.ofMinutes(4)), SERVICE(Duration.ofMinutes(3)), GATEWAY(Duration.ofMinutes(3));

		private final Duration limit;

		Kind(Duration limit) {
			this.limit = limit;
		}

		/**
		 * Returns how long it may take until it is ready.
		 */
		Duration limit() {
			return this.limit;
		}

	}

}
