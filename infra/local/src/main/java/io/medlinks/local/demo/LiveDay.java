package io.medlinks.local.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.medlinks.local.demo.MedLinksClient.Answer;
import io.medlinks.local.demo.synthetic.Course;
import io.medlinks.local.demo.synthetic.SyntheticClinic;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Doctor;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Entry;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Patient;
import io.medlinks.local.demo.synthetic.SyntheticClinic.Reported;
import tools.jackson.databind.JsonNode;

/**
 * A day at the clinic, for whoever watches: patients write, now and then somebody is in
 * danger, doctors acknowledge, answer and book.
 */
final class LiveDay {

	private static final int EMERGENCY_ONE_IN = 25;

	private static final int ANSWER_ONE_IN = 3;

	private static final int BOOK_ONE_IN = 6;

	private static final Entry EMERGENCY = new Entry(OffsetDateTime.MIN,
			"Sudden strong chest pain spreading to my left arm, and I am in a cold sweat.",
			List.of(new Reported("chest-pain", 9), new Reported("cold-sweat", 7)));

	private final SyntheticClinic clinic;

	private final DemoPeople people;

	private final Random random;

	private final Consumer<String> progress;

	LiveDay(SyntheticClinic clinic, DemoPeople people, long seed, Consumer<String> progress) {
		this.clinic = clinic;
		this.people = people;
		this.random = new Random(seed);
		this.progress = progress;
	}

	/**
	 * Plays until the time is over or somebody interrupts it.
	 * @param length how long
	 * @param pace the time between two things that happen
	 */
	void play(Duration length, Duration pace) throws InterruptedException {
		long end = System.nanoTime() + length.toNanos();
		for (int step = 0; System.nanoTime() < end; step++) {
			try {
				if (step % 2 == 0) {
					patientWrites();
				}
				else {
					doctorWorks();
				}
			}
			catch (IOException ex) {
				this.progress.accept("somebody could not go on: " + ex.getMessage());
			}
			TimeUnit.MILLISECONDS.sleep(pace.toMillis());
		}
	}

	private void patientWrites() throws IOException, InterruptedException {
		Patient patient = one(this.clinic.patients());
		boolean emergency = this.random.nextInt(EMERGENCY_ONE_IN) == 0;
		OffsetDateTime at = OffsetDateTime.now(SyntheticClinic.ZONE).truncatedTo(ChronoUnit.SECONDS);
		Course course = patient.course();
		int severity = 1 + this.random.nextInt(8);
		Entry entry = emergency ? new Entry(at, EMERGENCY.text(), EMERGENCY.symptoms()) : new Entry(at,
				course.words(severity, this.random), List.of(new Reported(course.symptoms().getFirst(), severity)));
		DemoPeople.demand(this.people.of(patient.account())
			.write("POST", "/api/patient/diary/entries", DemoClinic.entry(entry), UUID.randomUUID().toString(), null),
				"an entry of " + patient.name());
		this.progress.accept(patient.name() + " (" + patient.doctor().name() + ") writes: " + entry.text());
	}

	private void doctorWorks() throws IOException, InterruptedException {
		Doctor doctor = one(this.clinic.doctors());
		MedLinksClient client = this.people.of(doctor.account());
		JsonNode first = DemoPeople.demand(client.get("/api/doctor/dashboard?limit=1"), "a dashboard")
			.body()
			.at("/items/0");
		if (first.isMissingNode() || first.path("uncovered").isEmpty()) {
			return;
		}
		String patientId = first.get("patientId").asString();
		String name = first.get("name").asString();
		List<Map<String, Object>> covers = new ArrayList<>();
		first.get("uncovered")
			.forEach((entry) -> covers
				.add(Map.of("entryId", entry.get("entryId").asString(), "version", entry.get("version").asLong())));
		if (this.random.nextInt(ANSWER_ONE_IN) == 0) {
			DemoPeople.demand(client.write("POST", "/api/doctor/patients/" + patientId + "/consultations",
					Map.of("mode", "text", "message",
							"Thank you for writing. I have read it; " + "write again at once if it gets worse.",
							"covers", covers),
					UUID.randomUUID().toString(), null), "an answer to " + name);
			this.progress.accept(doctor.name() + " answers " + name);
		}
		else {
			DemoPeople.demand(client.write("POST", "/api/doctor/reviews",
					Map.of("patientId", patientId, "kind", "acknowledge", "covers", covers),
					UUID.randomUUID().toString(), null), "acknowledging " + name);
			this.progress.accept(doctor.name() + " has seen what " + name + " wrote");
		}
		if (this.random.nextInt(BOOK_ONE_IN) == 0) {
			book(client, doctor, patientId, name);
		}
	}

	private void book(MedLinksClient client, Doctor doctor, String patientId, String name)
			throws IOException, InterruptedException {
		JsonNode openings = client.get("/api/doctor/patients/" + patientId + "/openings").body().path("items");
		if (openings.isEmpty()) {
			return;
		}
		JsonNode opening = openings.get(this.random.nextInt(openings.size()));
		Answer booked = client.write(
				"POST", "/api/doctor/appointments", Map.of("patientId", patientId, "start",
						opening.get("start").asString(), "visitType", opening.get("visitType").asString()),
				UUID.randomUUID().toString(), null);
		if (booked.succeeded()) {
			this.progress.accept(doctor.name() + " books " + name + " for " + opening.get("start").asString());
		}
	}

	private <T> T one(List<T> all) {
		return all.get(this.random.nextInt(all.size()));
	}

}
