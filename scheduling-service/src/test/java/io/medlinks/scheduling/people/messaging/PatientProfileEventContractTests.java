package io.medlinks.scheduling.people.messaging;

import io.medlinks.platform.security.ProjectedCareRelationships.LinkFact;
import io.medlinks.platform.security.ProjectedDoctorStanding.StandingFact;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What other services publish of people can be read.
 */
class PatientProfileEventContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	@Test
	void readsAPatient() {
		PatientProfileEventListener.ProfileFact fact = this.json.readValue(
				EventContracts.sample(PatientProfileEventListener.PROFILE_CHANGED),
				PatientProfileEventListener.ProfileFact.class);
		assertThat(fact.content().name()).isEqualTo("Ana Reis");
		assertThat(fact.version()).isEqualTo(2);
		assertThat(fact.content().email()).isEqualTo("ana.reis@example.org");
		assertThat(fact.content().zone()).isEqualTo("Europe/Lisbon");
		assertThat(fact.content().language()).isEqualTo("en");
	}

	@Test
	void readsHowADoctorIsReached() {
		DoctorProfileEventListener.ProfileFact fact = this.json.readValue(
				EventContracts.sample(DoctorProfileEventListener.PROFILE_CHANGED),
				DoctorProfileEventListener.ProfileFact.class);
		assertThat(fact.content().name()).isEqualTo("Dr Marta Silva");
		assertThat(fact.content().email()).isEqualTo("marta.silva@example.org");
		assertThat(fact.content().zone()).isEqualTo("Europe/Lisbon");
		assertThat(fact.content().language()).isEqualTo("en");
	}

	@Test
	void readsADoctor() {
		StandingFact fact = this.json.readValue(EventContracts.sample("medlinks.doctor.profile-changed.v1"),
				StandingFact.class);
		assertThat(fact.content().name()).isEqualTo("Dr Marta Silva");
		assertThat(fact.approved()).isTrue();
	}

	@Test
	void readsALink() {
		LinkFact fact = this.json.readValue(EventContracts.sample("medlinks.patient.care-team-link-opened.v1"),
				LinkFact.class);
		assertThat(fact.active()).isTrue();
	}

}
