package io.medlinks.ai.diary;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Whether an entry counts.
 */
public enum EntryStatus {

	/** It counts. */
	ACTIVE,

	/** The patient took it back. */
	WITHDRAWN;

	/**
	 * The status of a name in events.
	 * @param name such as {@code active}
	 */
	@JsonCreator
	static EntryStatus of(String name) {
		return valueOf(name.toUpperCase(Locale.ROOT));
	}

}
