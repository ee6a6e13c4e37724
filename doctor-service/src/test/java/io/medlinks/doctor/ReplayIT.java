package io.medlinks.doctor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.web.ApiClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same facts make the same rows, in whatever order and how often they come.
 */
@MedLinksIT
class ReplayIT {

	private static final String LAST = "2026-11-23T23:00:00Z";

	private static final List<String> LEVELS = List.of("emergency", "same-day", "soon", "routine", "self-care");

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	private Stories stories;

	@BeforeEach
	void connect() {
		this.stories = new Stories(this.api, this.traffic);
	}

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void endsTheSameInWhateverOrderFactsCome(long seed) {
		Cast ordered = new Cast();
		Map<String, String> expected = rowsAfter(ordered, ordered.history(seed));
		assertThat(expected).hasSize(3 + 2);
		for (int order = 0; order < 3; order++) {
			Cast mixed = new Cast();
			List<Fact> history = mixed.history(seed);
			Random random = new Random(seed * 31 + order);
			List<Fact> facts = new ArrayList<>(history);
			history.stream().filter((_) -> random.nextBoolean()).forEach(facts::add);
			Collections.shuffle(facts, random);
			assertThat(rowsAfter(mixed, facts)).as("order %d", order).isEqualTo(expected);
		}
	}

	/**
	 * Behind the facts come the last ones of each kind, which no order may overtake: what
	 * they show tells that all before them were taken.
	 */
	private Map<String, String> rowsAfter(Cast cast, List<Fact> facts) {
		cast.doctors.forEach(this.stories::practises);
		this.stories.practises(cast.witness);
		facts.forEach(this.traffic::publish);
		cast.lastFacts().forEach(this.traffic::publish);
		Stories.await()
			.untilAsserted(() -> assertThat(this.stories.items(cast.witness)).hasSize(3).allMatch(cast::isSettled));
		Map<String, String> rows = new LinkedHashMap<>();
		for (int doctor = 0; doctor < cast.doctors.size(); doctor++) {
			Account account = cast.doctors.get(doctor);
			List<JsonNode> items = Stories.await()
				.until(() -> this.stories.items(account), (found) -> found.stream().allMatch(cast::isSettled));
			for (JsonNode item : items) {
				String row = cast.anonymous(item.toString());
				rows.put("D" + doctor + " " + cast.anonymous(item.get("patientId").asString()), row);
			}
		}
		return rows;
	}

	/**
	 * The people of one run. All that differs between two runs is who they are.
	 */
	private static final class Cast {

		private final String mark = UUID.randomUUID().toString();

		private final List<Account> patients = Stream.generate(Account::newPatient).limit(3).toList();

		private final List<Account> doctors = Stream.generate(Account::newDoctor).limit(2).toList();

		private final Account witness = Account.newDoctor();

		/** What happened, in its order. */
		List<Fact> history(long seed) {
			Random random = new Random(seed);
			List<Fact> history = new ArrayList<>();
			for (int number = 0; number < this.patients.size(); number++) {
				Account patient = this.patients.get(number);
				history.add(Fact.careTeamLink(patient, this.doctors.get(0), 1, true));
				history.add(Fact.careTeamLink(patient, this.doctors.get(1), 1, true));
				history.add(Fact.careTeamLink(patient, this.doctors.get(1), 2, false));
				history.add(Fact.careTeamLink(patient, this.doctors.get(1), 3, number > 0));
				history.add(Fact.patientProfile(patient, 1, (_) -> {
				}));
				for (int entry = 0; entry < 6; entry++) {
					addEntry(history, patient, "e" + number + entry + "-" + this.mark,
							"2026-11-23T08:%02d:00Z".formatted(entry * 7), random);
				}
				for (int visit = 0; visit < 3; visit++) {
					addVisit(history, patient, "a" + number + visit + "-" + this.mark, visit, random);
				}
				history.add(Fact.summaryWritten(patient, 1));
				history.add(Fact.summaryWritten(patient, 2));
			}
			return history;
		}

		private void addEntry(List<Fact> history, Account patient, String id, String receivedAt, Random random) {
			int versions = 1 + random.nextInt(3);
			for (int version = 1; version <= versions; version++) {
				String words = "Version " + version + " from " + receivedAt;
				if (version == 1) {
					history.add(Fact.entryLogged(patient, id, version, (body) -> {
						body.put("receivedAt", receivedAt);
						Fact.content(body).put("text", words);
					}));
				}
				else if (version == versions && random.nextInt(4) == 0) {
					history
						.add(Fact.entryWithdrawn(patient, id, version, (body) -> body.put("receivedAt", receivedAt)));
				}
				else {
					history.add(Fact.entryAmended(patient, id, version, (body) -> {
						body.put("receivedAt", receivedAt);
						Fact.content(body).put("text", words);
					}));
				}
				if (random.nextInt(3) > 0) {
					history.add(Fact.entryAssessed(patient, id, version, LEVELS.get(random.nextInt(LEVELS.size()))));
				}
				if (random.nextInt(3) == 0) {
					String at = "2026-11-23T%02d:00:00Z".formatted(10 + random.nextInt(10));
					history.add(review(patient, this.doctors.get(random.nextInt(2)), id, version, at));
				}
			}
		}

		private void addVisit(List<Fact> history, Account patient, String id, int visit, Random random) {
			Account doctor = this.doctors.get(random.nextInt(2));
			Instant start = Instant.parse("2999-11-24T09:00:00Z").plusSeconds(3600L * visit);
			history.add(Fact.appointment(patient, doctor, id, 1, true, start));
			if (random.nextBoolean()) {
				history.add(Fact.appointment(patient, doctor, id, 2, false, start));
			}
		}

		/** Facts of each kind that all rows show. */
		List<Fact> lastFacts() {
			List<Fact> facts = new ArrayList<>();
			for (int number = 0; number < this.patients.size(); number++) {
				Account patient = this.patients.get(number);
				String name = "Settled P" + number;
				String entry = "last" + number + "-" + this.mark;
				facts.add(Fact.patientProfile(patient, 9, (body) -> Fact.content(body).put("name", name)));
				facts.add(Fact.summaryWritten(patient, 9));
				facts.add(Fact.entryLogged(patient, entry, 1, (body) -> body.put("receivedAt", LAST)));
				facts.add(Fact.entryAssessed(patient, entry, 1, "routine"));
				facts.add(review(patient, Account.MARTA, entry, 1, "2026-11-23T23:30:00Z"));
				for (Account doctor : Stream.concat(this.doctors.stream(), Stream.of(this.witness)).toList()) {
					facts.add(Fact.appointment(patient, doctor, "last-" + doctor.id() + patient.id(), 1, true,
							Instant.parse("2998-11-24T09:00:00Z")));
				}
				facts.add(Fact.careTeamLink(patient, this.witness, 1, true));
			}
			return facts;
		}

		boolean isSettled(JsonNode item) {
			return item.get("name").asString().startsWith("Settled") && item.path("summaryVersion").asInt() == 9
					&& item.get("lastEntryAt").asString().equals(LAST)
					&& item.at("/seenBy/doctorId").asString("").equals(Account.MARTA.id())
					&& item.at("/nextAppointment/id").asString("").startsWith("last-")
					&& Stories.elements(item.get("reasons"))
						.stream()
						.anyMatch((reason) -> reason.get("entryId").asString().startsWith("last")
								&& reason.get("ruleId").asString().equals("severe-symptom"));
		}

		/** The same text with the people's parts instead of their ids. */
		String anonymous(String text) {
			String result = text.replace(this.mark, "");
			for (int number = 0; number < this.patients.size(); number++) {
				result = result.replace(this.patients.get(number).id(), "P" + number);
			}
			for (int number = 0; number < this.doctors.size(); number++) {
				Account doctor = this.doctors.get(number);
				result = result.replace(doctor.id(), "D" + number).replace(doctor.name(), "Dr " + number);
			}
			return result;
		}

		private static Fact review(Account patient, Account doctor, String entryId, long version, String at) {
			return Fact.of("medlinks.doctor.review", "medlinks.doctor.review-recorded.v1", patient.id(), (body) -> {
				body.put("reviewId", entryId + ":" + doctor.id() + ":" + version)
					.put("patientId", patient.id())
					.put("doctorId", doctor.id())
					.put("at", at);
				Fact.content(body).put("doctorName", doctor.name());
				body.putArray("covers").addObject().put("entryId", entryId).put("version", version);
			});
		}

	}

}
