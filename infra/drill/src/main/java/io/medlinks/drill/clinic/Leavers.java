package io.medlinks.drill.clinic;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;

import io.medlinks.drill.clinic.Ledger.Booked;
import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.Person;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Patients who ask for something about an appointment once and leave, answer or no
 * answer. Nobody sends their request again, so MedLinks alone ends what it has begun; it
 * may end it either way. When they look again, what they see is what they were promised.
 */
public final class Leavers {

	private final Clinic clinic;

	private final List<Left> left = new ArrayList<>();

	Leavers(Clinic clinic) {
		this.clinic = clinic;
	}

	/** Somebody asks for an appointment. */
	public void book(Person patient, Random random) throws InterruptedException {
		Person doctor = this.clinic.careTeam(patient).getFirst();
		String start = this.clinic.opening(patient, doctor, random);
		if (start.isEmpty()) {
			return;
		}
		Instant wanted = OffsetDateTime.parse(start).toInstant();
		Answer answer = once(patient, "POST", "/api/patient/appointments",
				this.clinic.wish("doctorId", doctor, start, patient), Map.of());
		if (answer == null) {
			leave(new Left(patient, doctor, "", wanted));
		}
		else if (answer.succeeded()) {
			this.clinic.keep(answer, patient, doctor);
		}
	}

	/** Somebody asks for another time than the one they have. */
	public void move(Person patient, Random random) throws InterruptedException {
		Person doctor = this.clinic.careTeam(patient).getFirst();
		Booked booked = this.clinic.book(patient, doctor, true, random);
		String start = this.clinic.opening(patient, doctor, random);
		if (booked == null || start.isEmpty()) {
			return;
		}
		Answer answer = once(patient, "PATCH", "/api/patient/appointments/" + booked.id(),
				"{\"start\": \"%s\"}".formatted(start), Map.of("If-Match", "\"" + booked.version() + "\""));
		if (answer == null) {
			leave(new Left(patient, doctor, booked.id(), booked.start()));
		}
		else if (answer.succeeded()) {
			this.clinic.keep(answer, patient, doctor);
		}
	}

	/** Somebody calls off what they have. */
	public void cancel(Person patient, Random random) throws InterruptedException {
		Person doctor = this.clinic.careTeam(patient).getFirst();
		Booked booked = this.clinic.book(patient, doctor, true, random);
		if (booked == null) {
			return;
		}
		Answer answer = once(patient, "DELETE", "/api/patient/appointments/" + booked.id(), "",
				Map.of("If-Match", "\"" + booked.version() + "\""));
		if (answer == null) {
			leave(new Left(patient, doctor, booked.id(), booked.start()));
		}
		else if (answer.succeeded()) {
			this.clinic.keepCancelled(booked);
		}
	}

	/** Asks once; null where nobody can say what becomes of it. */
	private static @Nullable Answer once(Person patient, String method, String path, String body,
			Map<String, String> headers) throws InterruptedException {
		Map<String, String> all = new HashMap<>(headers);
		all.put("Idempotency-Key", UUID.randomUUID().toString());
		try {
			Answer answer = patient.once(method, path, body, all);
			return answer.isAway() ? null : answer;
		}
		catch (IOException ex) {
			return null;
		}
	}

	private synchronized void leave(Left one) {
		this.left.add(one);
	}

	/** How many do not know what became of what they asked for. */
	public synchronized int count() {
		return this.left.size();
	}

	/** All look again, and hold for promised what they see. */
	void lookAgain() throws InterruptedException {
		List<Left> all;
		synchronized (this) {
			all = List.copyOf(this.left);
		}
		for (Left one : all) {
			Map<String, Booked> known = this.clinic.ledger().appointments(one.patient().id());
			for (JsonNode view : Invariants.items(one.patient(), "/api/patient/appointments?limit=100")) {
				String id = view.get("id").asString();
				if (one.isAbout(view) && (!known.containsKey(id) || one.appointmentId().equals(id))) {
					this.clinic.keep(view, one.patient(), one.doctor());
				}
			}
		}
	}

	/**
	 * Something that was asked for and may have come to be.
	 *
	 * @param patient who asked
	 * @param doctor which doctor's time it is about
	 * @param appointmentId the appointment; empty where it was to be a new one
	 * @param start the time of it
	 */
	private record Left(Person patient, Person doctor, String appointmentId, Instant start) {

		boolean isAbout(JsonNode view) {
			return this.appointmentId.isEmpty()
					? Objects.equals(view.get("doctorId").asString(), this.doctor.id())
							&& Clinic.instant(view.get("start")).equals(this.start)
					: view.get("id").asString().equals(this.appointmentId);
		}

	}

}
