package io.medlinks.scheduling.visitrequest.messaging;

import java.time.Instant;

import io.medlinks.scheduling.availability.VisitType;
import io.medlinks.scheduling.visitrequest.VisitRequest;
import io.medlinks.testing.events.EventContracts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What doctor-service publishes about consultations can be read.
 */
class ConsultationContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	@ParameterizedTest
	@ValueSource(strings = { "recorded", "amended" })
	void readsWhatIsToBeBooked(String what) {
		VisitRequest request = read(what);
		assertThat(request.doctorId()).isEqualTo("d1000000-0000-4000-8000-000000000001");
		assertThat(request.asked()).isEqualTo(new VisitRequest.Asked(VisitType.IN_PERSON,
				Instant.parse("2026-11-23T07:20:00Z"), Instant.parse("2026-11-30T07:20:00Z")));
	}

	@Test
	void readsThatNothingIsToBeBookedAnyMore() {
		assertThat(read("retracted").asked()).isNull();
		assertThat(read("retracted").version()).isEqualTo(2);
	}

	private VisitRequest read(String what) {
		return this.json
			.readValue(EventContracts.sample("medlinks.doctor.consultation-" + what + ".v1"),
					ConsultationEventListener.ConsultationFact.class)
			.request();
	}

}
