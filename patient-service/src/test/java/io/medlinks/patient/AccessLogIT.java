package io.medlinks.patient;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import static io.medlinks.patient.PatientRequests.ACCESS_LOG;
import static io.medlinks.patient.PatientRequests.eventually;
import static io.medlinks.testing.web.ApiClient.read;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The accesses that all services record, as the patient sees them.
 */
@MedLinksIT
@Import(PassingTime.Time.class)
class AccessLogIT {

	private final Account patient = Account.newPatient();

	private final Account doctor = Account.newDoctor();

	@Autowired
	private ApiClient api;

	@Autowired
	private EventTraffic traffic;

	@Test
	void showsAccessesOfOtherServicesNewestFirstInPages() {
		List<String> newestFirst = new ArrayList<>();
		for (int minute = 1; minute <= 5; minute++) {
			String id = UUID.randomUUID().toString();
			newestFirst.addFirst(id);
			String at = "2026-11-22T10:0" + minute + ":00Z";
			this.traffic.publish(access(id, at, this.patient));
		}
		eventually("accesses").until(() -> page(this.patient, "").get("items").size() == 5);
		JsonNode first = page(this.patient, "?limit=2");
		JsonNode second = page(this.patient, "?limit=2&cursor=" + first.get("nextCursor").asString());
		this.traffic.publish(access(UUID.randomUUID().toString(), "2026-11-22T11:00:00Z", this.patient));
		eventually("a newer access").until(() -> page(this.patient, "").get("items").size() == 6);
		JsonNode third = page(this.patient, "?limit=2&cursor=" + second.get("nextCursor").asString());
		assertThat(third.get("nextCursor").isNull()).isTrue();
		List<String> seen = new ArrayList<>();
		List.of(first, second, third)
			.forEach((page) -> page.get("items").forEach((item) -> seen.add(item.get("id").asString())));
		assertThat(seen).isEqualTo(newestFirst);
		assertThat(first.at("/items/0/actorName").asString()).isEqualTo("Dr Marta Silva");
		assertThat(first.at("/items/0/at").asString()).isEqualTo("2026-11-22T10:05:00Z");
	}

	@Test
	void showsAnAccessToSeveralPatientsToEachOfThemOnce() {
		Account other = Account.newPatient();
		String id = UUID.randomUUID().toString();
		Fact board = access(id, "2026-11-22T10:00:00Z", this.patient, other);
		this.traffic.publish(board);
		this.traffic.publish(board);
		String last = UUID.randomUUID().toString();
		// the same key, so it comes after both
		this.traffic.publish(new Fact(board.topic(), board.type(), board.key(),
				access(last, "2026-11-22T10:01:00Z", this.patient).body()));
		eventually("the last access").until(() -> page(this.patient, "").at("/items/0/id").asString("").equals(last));
		assertThat(page(this.patient, "").get("items")).hasSize(2);
		JsonNode theirs = page(other, "").get("items");
		assertThat(theirs).hasSize(1);
		assertThat(theirs.get(0).get("id").asString()).isEqualTo(id);
		assertThat(theirs.toString()).doesNotContain(this.patient.id());
	}

	@Test
	void showsNobodyElsesAccesses() {
		this.traffic.publish(access(UUID.randomUUID().toString(), "2026-11-22T10:00:00Z", this.patient));
		eventually("access").until(() -> page(this.patient, "").get("items").size() == 1);
		assertThat(page(Account.newPatient(), "").get("items")).isEmpty();
	}

	private Fact access(String id, String at, Account... patients) {
		return Fact.of("medlinks.access", "medlinks.access.recorded.v1", patients[0].id(), (body) -> {
			body.put("accessId", id).put("actorId", this.doctor.id()).put("at", at);
			var named = body.putArray("patientIds");
			for (Account accessed : patients) {
				named.add(accessed.id());
			}
		});
	}

	private JsonNode page(Account reader, String query) {
		return read(this.api.get(reader, ACCESS_LOG + query), 200);
	}

}
