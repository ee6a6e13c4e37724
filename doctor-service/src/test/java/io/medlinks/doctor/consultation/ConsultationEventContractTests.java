package io.medlinks.doctor.consultation;

import io.medlinks.platform.reconcile.PublishedState;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static io.medlinks.doctor.consultation.ConsultationFixtures.NOTES;
import static io.medlinks.doctor.consultation.ConsultationFixtures.NOW;
import static io.medlinks.doctor.consultation.ConsultationFixtures.answer;
import static io.medlinks.doctor.consultation.ConsultationFixtures.note;
import static io.medlinks.doctor.consultation.ConsultationFixtures.recorded;
import static io.medlinks.doctor.consultation.ConsultationFixtures.text;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What consultations publish keeps its contract, and keeps private notes back.
 */
class ConsultationEventContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	@Test
	void answerKeepsItsContract() {
		assertValid(answer(), "medlinks.doctor.consultation-recorded.v1");
	}

	@Test
	void shortestNoteKeepsItsContract() {
		assertValid(recorded(note("Rest")), "medlinks.doctor.consultation-recorded.v1");
	}

	@Test
	void changeKeepsItsContract() {
		assertValid(answer().amend(note("Sleep"), text("again"), NOW), "medlinks.doctor.consultation-amended.v1");
	}

	@Test
	void whatWasTakenBackKeepsItsContractAndSaysNothing() {
		assertThat(
				assertValid(answer().retract(text("wrong patient"), NOW), "medlinks.doctor.consultation-retracted.v1"))
			.doesNotContain("Migraine", "Ibuprofen", "Rest");
	}

	private String assertValid(Consultation consultation, String type) {
		PublishedState state = ConsultationEvents.state(consultation);
		assertThat(state.type().name()).isEqualTo(type);
		String body = this.json.writeValueAsString(state.body());
		EventContracts.assertValid(type, body);
		assertThat(body).doesNotContain(NOTES.value());
		return body;
	}

}
