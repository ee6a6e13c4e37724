package io.medlinks.ai.knowledge;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The articles as they are shipped.
 */
public final class KnowledgeFixtures {

	private KnowledgeFixtures() {
	}

	/**
	 * All of them.
	 */
	public static KnowledgeBase all() {
		try {
			return KnowledgeConfiguration.load();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
