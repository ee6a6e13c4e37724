package io.medlinks.patient.diary;

import io.medlinks.platform.events.EventType;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the diary publishes keeps its contract.
 */
class DiaryEventContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	@Test
	void loggedEntryKeepsItsContract() {
		assertValid(DiaryEvents.LOGGED, DiaryFixtures.loggedHeadache());
	}

	@Test
	void amendedEntryKeepsItsContract() {
		assertValid(DiaryEvents.AMENDED,
				DiaryFixtures.loggedHeadache().amend(DiaryFixtures.severeChestPain(), null, DiaryFixtures.NOW));
	}

	@Test
	void withdrawnEntryKeepsItsContract() {
		assertValid(DiaryEvents.WITHDRAWN, DiaryFixtures.loggedHeadache().withdraw(null, DiaryFixtures.NOW));
	}

	private void assertValid(EventType type, DiaryEntry entry) {
		EventContracts.assertValid(type.name(), this.json.writeValueAsString(DiaryEvents.published(entry)));
	}

}
