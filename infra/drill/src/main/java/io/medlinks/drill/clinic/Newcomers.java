package io.medlinks.drill.clinic;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import io.medlinks.drill.people.Answer;
import io.medlinks.drill.people.People;
import io.medlinks.drill.people.Person;
import tools.jackson.databind.JsonNode;

/**
 * People who come while the clinic works, and people who go: doctors who register and are
 * approved, patients who are invited, with an account or without one, patients who end
 * the care and doctors who are approved no more.
 */
final class Newcomers {

	private static final String CARE_TEAM = "/api/patient/care-team";

	/** A summary comes only where something was written. */
	private static final String SUMMARY = "/summary";

	/** The parts of a record, one of each service. */
	private static final List<String> RECORD = List.of("", "/diary/entries", SUMMARY, "/openings");

	private final Clinic clinic;

	private final Person operator;

	private final List<Person> approved = new ArrayList<>();

	private final List<LetIn> letIn = new ArrayList<>();

	/** Whose doctor may see nothing of them any more. */
	private final List<LetIn> shutOut = new ArrayList<>();

	/** Whose approval was withdrawn. */
	private final List<Person> former = new ArrayList<>();

	/** The ids of the invitations, by the doctor who made them. */
	private final Map<Person, Set<String>> invitations = new HashMap<>();

	/** The addresses to which mail had never gone. */
	private final Set<String> strangers = new HashSet<>();

	/** Those whose mail was seen; the mail catcher does not keep it for ever. */
	private final Set<String> mailed = new HashSet<>();

	Newcomers(Clinic clinic, Person operator) {
		this.clinic = clinic;
		this.operator = operator;
	}

	/** Somebody registers as a doctor, and an operator approves it. */
	void register() throws IOException, InterruptedException {
		Person newcomer = this.clinic.people().signIn("account").getFirst();
		newcomer.does("POST", "/api/registration/doctor", """
				{"name": "Dr %s", "specialty": "General practice", "zone": "Europe/Lisbon", "registrationNumber": "1",
				"registrationBody": "Medical Council", "languages": ["en"]}""".formatted(newcomer.username()));
		this.operator.does("POST", "/api/operator/doctors/" + newcomer.id() + "/approval", "");
		synchronized (this) {
			this.approved.add(newcomer);
		}
	}

	/** A doctor invites somebody who has an account, who accepts. */
	void inviteKnown(Person doctor) throws IOException, InterruptedException {
		Person newcomer = patient();
		if (!invite(doctor, newcomer.username() + "@example.org")) {
			return;
		}
		JsonNode received = newcomer.gets("/api/patient/invitations", (answer) -> !answer.json().get("items").isEmpty())
			.json()
			.at("/items/0");
		this.clinic.people().mayKnow(doctor, newcomer);
		newcomer.does("POST", "/api/patient/invitations/" + received.get("id").asString() + "/acceptance", "");
		synchronized (this) {
			this.letIn.add(new LetIn(doctor, newcomer));
		}
	}

	/**
	 * Somebody lets a doctor in and ends the care again.
	 * @param comesBack whether the doctor is let in once more
	 */
	void visit(Person doctor, boolean comesBack) throws IOException, InterruptedException {
		Person visitor = patient();
		letIn(visitor, doctor);
		visitor.does("POST", "/api/patient/diary/entries", "{\"text\": \"A sore throat, %s\", \"happenedAt\": \"%s\"}"
			.formatted(visitor.canary(), OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(5)));
		visitor.does("DELETE", CARE_TEAM + "/" + doctor.id(), "");
		if (comesBack) {
			letIn(visitor, doctor);
		}
		synchronized (this) {
			(comesBack ? this.letIn : this.shutOut).add(new LetIn(doctor, visitor));
		}
	}

	/** Somebody lets a doctor in whose approval is withdrawn then. */
	void visitFormer() throws IOException, InterruptedException {
		Person doctor = this.clinic.people().signIn("doctor").getFirst();
		doctor.does("PUT", "/api/doctor/profile", """
				{"name": "Dr %s", "specialty": "General practice", "zone": "Europe/Lisbon"}"""
			.formatted(doctor.username()));
		String approval = "/api/operator/doctors/" + doctor.id() + "/approval";
		this.operator.does("POST", approval, "");
		Person visitor = patient();
		letIn(visitor, doctor);
		this.operator.does("DELETE", approval, "");
		synchronized (this) {
			this.shutOut.add(new LetIn(doctor, visitor));
			this.former.add(doctor);
		}
	}

	private void letIn(Person patient, Person doctor) throws InterruptedException {
		this.clinic.people().mayKnow(doctor, patient);
		patient.does("POST", CARE_TEAM, "{\"doctorId\": \"" + doctor.id() + "\"}");
	}

	private Person patient() throws IOException, InterruptedException {
		Person newcomer = this.clinic.people().signIn("patient").getFirst();
		newcomer.does("PUT", "/api/patient/profile",
				"{\"name\": \"%s\", \"zone\": \"Europe/Lisbon\", \"language\": \"en\"}".formatted(newcomer.canary()));
		return newcomer;
	}

	/** A doctor invites somebody whom nobody knows. */
	void inviteStranger(Person doctor) throws InterruptedException {
		String email = "stranger-" + UUID.randomUUID() + "@example.org";
		if (invite(doctor, email)) {
			synchronized (this) {
				this.strangers.add(email);
			}
		}
	}

	private boolean invite(Person doctor, String email) throws InterruptedException {
		Answer invited = doctor.write("POST", "/api/doctor/patients",
				"{\"name\": \"Newcomer\", \"email\": \"%s\", \"zone\": \"Europe/Lisbon\", \"language\": \"en\"}"
					.formatted(email));
		if (!invited.succeeded()) {
			this.clinic.refused(doctor, "an invitation", invited);
			return false;
		}
		synchronized (this) {
			this.invitations.computeIfAbsent(doctor, (_) -> new HashSet<>()).add(invited.json().get("id").asString());
		}
		return true;
	}

	/** How many came to a doctor. */
	synchronized int letIn(Person doctor) {
		return (int) this.letIn.stream().filter((pair) -> pair.doctor().equals(doctor)).count();
	}

	/** What is not as it was acknowledged. */
	synchronized List<String> faults() throws IOException, InterruptedException {
		List<String> faults = new ArrayList<>();
		for (Person newcomer : this.approved) {
			newcomer.renew();
			if (newcomer.get("/api/doctor/profile").status() != 200) {
				faults.add(newcomer + " was approved and is no doctor");
			}
		}
		for (LetIn pair : this.letIn) {
			long links = 0;
			for (JsonNode link : pair.patient().get(CARE_TEAM).json().get("items")) {
				links += link.get("doctorId").asString().equals(pair.doctor().id()) ? 1 : 0;
			}
			if (links != 1) {
				faults.add(pair.patient() + " let a doctor in and has " + links + " links to the doctor");
			}
			for (String part : RECORD) {
				if (!part.equals(SUMMARY) && pair.answers(part) != 200) {
					faults.add(pair.patient() + " let a doctor in who cannot read the record" + part);
				}
			}
		}
		// With the tokens that they have, which open nothing though they have the role.
		for (LetIn pair : this.shutOut) {
			faults.addAll(ofShutOut(pair));
		}
		for (Person one : this.former) {
			one.renew();
			if (one.get("/api/doctor/profile").status() != 403) {
				faults.add(one + "'s approval was withdrawn, and the role was left");
			}
		}
		for (Map.Entry<Person, Set<String>> made : this.invitations.entrySet()) {
			Invariants.compare(faults, made.getKey(), "the invitations", made.getValue(),
					Invariants.ids(Invariants.items(made.getKey(), "/api/doctor/invitations?limit=100")));
		}
		People people = this.clinic.people();
		for (String email : this.strangers) {
			int accounts = people.accounts(email);
			if (accounts != 1) {
				faults.add("somebody who was invited has " + accounts + " accounts");
			}
			if (!this.mailed.contains(email) && people.mails(email) == 0) {
				faults.add("somebody who was invited got no mail");
			}
			else {
				this.mailed.add(email);
			}
		}
		return faults;
	}

	private List<String> ofShutOut(LetIn pair) throws InterruptedException {
		List<String> faults = new ArrayList<>();
		for (String part : RECORD) {
			if (pair.answers(part) != 403) {
				faults.add(pair.doctor() + " may read nothing of " + pair.patient() + " any more and reads the record"
						+ part);
			}
		}
		if (pair.doctor().get("/api/doctor/dashboard?limit=100").body().contains(pair.patient().id())) {
			faults.add(pair.doctor() + "'s dashboard shows " + pair.patient() + ", who ended the care");
		}
		if (faults.isEmpty()) {
			this.clinic.people().mayKnowNoMore(pair.doctor(), pair.patient());
		}
		return faults;
	}

	/**
	 * A patient who let a doctor in.
	 */
	private record LetIn(Person doctor, Person patient) {

		/** What the doctor is answered who wants to read a part of the record. */
		int answers(String part) throws InterruptedException {
			return this.doctor.get("/api/doctor/patients/" + this.patient.id() + part).status();
		}

	}

}
