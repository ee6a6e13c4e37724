package io.medlinks.local.demo;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import io.medlinks.local.demo.MedLinksClient.Answer;
import tools.jackson.databind.JsonNode;

/**
 * Gives the demo accounts of the local stack a few believable entries and appointments,
 * as the people themselves would: through the public API, signed in by the sign-in page.
 * Every write has a key of its own that never changes, so loading again changes nothing.
 */
public final class DemoAccounts {

	private static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");

	private static final String SILVA = "d1000000-0000-4000-8000-000000000001";

	private static final String WEBER = "d1000000-0000-4000-8000-000000000002";

	private static final List<String> WORKDAYS = List.of("monday", "tuesday", "wednesday", "thursday", "friday");

	private final DemoPeople people;

	private final Consumer<String> progress;

	/**
	 * A loader.
	 * @param gatewayUrl the gateway's origin, without a slash at the end
	 * @param progress is told each step in words
	 */
	public DemoAccounts(String gatewayUrl, Consumer<String> progress) {
		this.people = new DemoPeople(gatewayUrl);
		this.progress = progress;
	}

	/**
	 * Loads everything.
	 * @throws IOException where the system refuses a step
	 */
	public void load() throws IOException {
		try {
			MedLinksClient silva = doctor("doctor1", "Dr Marta Silva", "General practice", "Clínica da Baixa",
					"+351 210 000 001", "marta.silva@example.org", "en");
			MedLinksClient weber = doctor("doctor2", "Dr Jonas Weber", "Orthopaedics", "Praxis am Park",
					"+49 30 000 0002", "jonas.weber@example.org", "de");
			approve(SILVA, WEBER);
			availability(silva, "doctor1");
			availability(weber, "doctor2");
			ana();
			tom();
			leila();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException("Loading the demo accounts was interrupted", ex);
		}
	}

	private MedLinksClient doctor(String username, String name, String specialty, String practice, String phone,
			String email, String language) throws IOException, InterruptedException {
		MedLinksClient doctor = this.people.of(username);
		Answer known = doctor.get("/api/doctor/profile");
		if (known.status() == 404) {
			DemoPeople.demand(doctor.write("PUT", "/api/doctor/profile",
					Map.of("name", name, "specialty", specialty, "practice", practice, "phone", phone, "zone",
							LISBON.getId(), "email", email, "language", language),
					DemoPeople.key(username, "profile"), null), "the profile of " + name);
		}
		this.progress.accept(name + " has a profile");
		return doctor;
	}

	private void approve(String... doctorIds) throws IOException, InterruptedException {
		MedLinksClient operator = this.people.of("operator1");
		for (String doctorId : doctorIds) {
			DemoPeople.demand(operator.write("POST", "/api/operator/doctors/" + doctorId + "/approval", null,
					UUID.randomUUID().toString(), null), "a doctor's approval");
		}
		this.progress.accept("the operator has approved both doctors");
	}

	private void availability(MedLinksClient doctor, String username) throws IOException, InterruptedException {
		List<Map<String, Object>> rules = new ArrayList<>();
		for (String day : WORKDAYS) {
			rules.add(Map.of("day", day, "from", "09:00", "to", "12:00", "visitTypes",
					List.of("in-person", "online", "phone")));
			rules.add(Map.of("day", day, "from", "14:00", "to", "17:00", "visitTypes", List.of("in-person", "online")));
		}
		Map<String, Object> week = Map.of("zone", LISBON.getId(), "rules", rules, "visitTypes",
				List.of(Map.of("code", "in-person", "minutes", 20), Map.of("code", "online", "minutes", 20),
						Map.of("code", "phone", "minutes", 10)),
				"minimumNoticeMinutes", 30, "horizonDays", 60);
		// The approval reaches the other services as an event, within moments.
		Answer known = DemoPeople.eventually(() -> doctor.get("/api/doctor/availability"),
				(answer) -> answer.status() != 403);
		if (known.body().path("version").asLong() == 0) {
			DemoPeople.demand(doctor.write("PUT", "/api/doctor/availability", week,
					DemoPeople.key(username, "availability"), known.etag()), "the availability of " + username);
		}
		this.progress.accept(username + " offers times on weekdays");
	}

	private void ana() throws IOException, InterruptedException {
		MedLinksClient ana = patient("patient1",
				profile("Ana Reis", "1987-04-12", "female", "ana.reis@example.org", List.of("penicillin"), 168, 61.5),
				SILVA);
		entry(ana, "patient1", 1, 96, "A dull headache over my right eye since lunch. Coffee helped a little.",
				symptom("headache", 4));
		entry(ana, "patient1", 2, 50,
				"Headache is back and it throbs. Light bothers me and I felt sick on the bus. No fever.",
				symptom("headache", 6), symptom("nausea", 4));
		entry(ana, "patient1", 3, 5,
				"Woke up with the headache again, 7 out of 10. I could not sleep after four. Should I keep taking ibuprofen?",
				symptom("headache", 7), symptom("insomnia", 5));
		appointment(ana, "patient1", SILVA, 1, "Headaches that keep coming back");
		this.progress.accept("Ana Reis has written three entries and booked a visit");
	}

	private void tom() throws IOException, InterruptedException {
		MedLinksClient tom = patient("patient2",
				profile("Tom Becker", "1959-09-30", "male", "tom.becker@example.org", List.of(), 181, 88), SILVA);
		entry(tom, "patient2", 1, 120, "Dry cough in the evenings, otherwise fine.", symptom("cough", 3));
		entry(tom, "patient2", 2, 72, "Cough at night now. I used my inhaler twice.", symptom("cough", 4));
		entry(tom, "patient2", 3, 30, "Had to stop on the stairs to catch my breath. Inhaler four times yesterday.",
				symptom("cough", 5), symptom("shortness-of-breath", 4));
		entry(tom, "patient2", 4, 2, "Short of breath walking to the kitchen. The inhaler helps for about an hour.",
				symptom("shortness-of-breath", 7), symptom("cough", 6));
		appointment(tom, "patient2", SILVA, 3, "Cough and breathlessness");
		this.progress.accept("Tom Becker has written four entries and booked a visit");
	}

	private void leila() throws IOException, InterruptedException {
		MedLinksClient leila = patient("patient3",
				profile("Leila Haddad", "1996-01-22", "female", "leila.haddad@example.org", List.of("latex"), 172, 66),
				WEBER);
		entry(leila, "patient3", 1, 140, "Twisted my left knee playing football. It hurts when I bend it.",
				symptom("joint-pain", 5));
		entry(leila, "patient3", 2, 80, "Knee is a bit swollen. Ice helps.", symptom("joint-pain", 4));
		entry(leila, "patient3", 3, 20, "Less swelling today, stairs still hurt.", symptom("joint-pain", 3));
		appointment(leila, "patient3", WEBER, 2, "Knee after a twist");
		this.progress.accept("Leila Haddad has written three entries and booked a visit");
	}

	private MedLinksClient patient(String username, Map<String, Object> profile, String doctorId)
			throws IOException, InterruptedException {
		MedLinksClient patient = this.people.of(username);
		if (patient.get("/api/patient/profile").status() == 404) {
			DemoPeople.demand(
					patient.write("PUT", "/api/patient/profile", profile, DemoPeople.key(username, "profile"), null),
					"the profile of " + username);
		}
		Answer linked = DemoPeople
			.eventually(
					() -> patient.write("POST", "/api/patient/care-team", Map.of("doctorId", doctorId),
							DemoPeople.key(username, "care-team-" + doctorId), null),
					(answer) -> answer.status() != 404);
		if (linked.status() != 409) {
			DemoPeople.demand(linked, "the care team of " + username);
		}
		return patient;
	}

	private static Map<String, Object> profile(String name, String birthDate, String sex, String email,
			List<String> allergies, double heightCm, double weightKg) {
		Map<String, Object> profile = new LinkedHashMap<>();
		profile.put("name", name);
		profile.put("birthDate", birthDate);
		profile.put("sex", sex);
		profile.put("email", email);
		profile.put("phone", "+351 900 000 000");
		profile.put("zone", LISBON.getId());
		profile.put("language", "en");
		profile.put("allergies", allergies);
		profile.put("heightCm", heightCm);
		profile.put("weightKg", weightKg);
		profile.put("healthCardId", "DEMO-" + birthDate.replace("-", ""));
		profile.put("address", "Rua das Flores 1, Lisboa");
		return profile;
	}

	/**
	 * How an entry happened is counted back from now, so its body differs on each load:
	 * the first one stays.
	 */
	private void entry(MedLinksClient patient, String username, int number, int hoursAgo, String text,
			Map<?, ?>... symptoms) throws IOException, InterruptedException {
		OffsetDateTime happenedAt = OffsetDateTime.now(LISBON).truncatedTo(ChronoUnit.MINUTES).minusHours(hoursAgo);
		Answer logged = patient.write("POST", "/api/patient/diary/entries",
				Map.of("text", text, "happenedAt", happenedAt.toString(), "symptoms", List.of(symptoms)),
				DemoPeople.key(username, "entry-" + number), null);
		if (logged.status() != 422) {
			DemoPeople.demand(logged, "an entry of " + username);
		}
	}

	private static Map<String, Object> symptom(String code, int severity) {
		return Map.of("code", code, "severity", severity);
	}

	private void appointment(MedLinksClient patient, String username, String doctorId, int which, String reason)
			throws IOException, InterruptedException {
		Answer booked = patient.get("/api/patient/appointments");
		if (booked.succeeded() && !booked.body().path("items").isEmpty()) {
			return;
		}
		String openings = "/api/patient/doctors/" + doctorId + "/openings?visitType=in-person";
		Answer offered = DemoPeople.eventually(() -> patient.get(openings),
				(answer) -> answer.succeeded() && !answer.body().path("items").isEmpty());
		DemoPeople.demand(offered, "the openings for " + username);
		JsonNode items = offered.body().path("items");
		JsonNode opening = items.get(Math.min(items.size() - 1, 20 + 7 * which));
		Answer answer = patient.write(
				"POST", "/api/patient/appointments", Map.of("doctorId", doctorId, "start",
						opening.path("start").asString(), "visitType", "in-person", "reason", reason),
				DemoPeople.key(username, "appointment"), null);
		if (answer.status() != 409 && answer.status() != 422) {
			DemoPeople.demand(answer, "an appointment of " + username);
		}
	}

}
