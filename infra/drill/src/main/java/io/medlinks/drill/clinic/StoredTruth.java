package io.medlinks.drill.clinic;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.medlinks.drill.clinic.Ledger.Booked;
import io.medlinks.drill.people.Person;
import org.bson.Document;

/**
 * What the databases hold where no page shows it: outboxes that never empty, claims and
 * holds that nobody has, accesses that are in no log.
 */
public final class StoredTruth implements AutoCloseable {

	private static final List<String> DATABASES = List.of("patient", "doctor", "scheduling", "ai");

	/** Collections that tell what was done, not what is. */
	private static final Set<String> COUNTERS = Set.of("liveFeeds", "work", "modelSpending", "deadLetters");

	/**
	 * What is allowed to differ: how often a row was folded ({@code revision}) and an
	 * entry's facts looked at ({@code decisions}), and when a claim is looked at next,
	 * which goes once that time has come ({@code dueAt}).
	 */
	private static final List<String> BOOKKEEPING = List.of("revision", "decisions", "dueAt");

	private final MongoClient mongo;

	/**
	 * Looks into the databases of a stack.
	 * @param uri the connection string
	 */
	public StoredTruth(String uri) {
		this.mongo = MongoClients.create(uri);
	}

	/** A database of a service. */
	public MongoDatabase database(String name) {
		return this.mongo.getDatabase(name);
	}

	/**
	 * What is wrong with what is stored of a clinic.
	 * @param clinic the clinic
	 */
	List<String> faults(Clinic clinic) {
		List<String> faults = new ArrayList<>();
		Set<String> patients = clinic.patients().stream().map(Person::id).collect(Collectors.toSet());
		outboxes(faults);
		claims(clinic, faults);
		dashboardRows(clinic, faults);
		accesses(patients, faults);
		return faults;
	}

	private void outboxes(List<String> faults) {
		for (String name : DATABASES) {
			MongoDatabase database = database(name);
			for (String collection : database.listCollectionNames()) {
				long waiting = database.getCollection(collection).countDocuments(Filters.exists("outbox.0"));
				if (waiting > 0) {
					faults.add(waiting + " outboxes of " + name + "." + collection + " are not empty");
				}
			}
		}
	}

	private void claims(Clinic clinic, List<String> faults) {
		Instant now = Instant.now();
		for (Person patient : clinic.patients()) {
			Map<String, Booked> active = new HashMap<>();
			clinic.ledger().appointments(patient.id()).forEach((id, booked) -> {
				if (booked.active()) {
					active.put(id, booked);
				}
			});
			Document claims = database("scheduling").getCollection("patientClaims")
				.find(Filters.eq("_id", patient.id()))
				.first();
			Set<String> claimed = new HashSet<>();
			if (claims != null) {
				for (Document claim : claims.getList("claims", Document.class, List.of())) {
					String id = claim.getString("appointmentId");
					Booked booked = active.get(id);
					if (booked == null || !claim.getDate("start").toInstant().equals(booked.start())) {
						faults.add(patient + " has a claim without an appointment");
					}
					if (!claimed.add(id)) {
						faults.add(patient + " has two claims for one appointment");
					}
					if (!claim.getString("state").equals("CONFIRMED")) {
						faults.add(patient + " has a claim that is not settled");
					}
				}
			}
			active.keySet().removeAll(claimed);
			if (!active.isEmpty()) {
				faults.add(patient + " has " + active.size() + " appointments without a claim");
			}
			String known = (claims != null && claims.get("hold", Document.class) != null)
					? claims.get("hold", Document.class).getString("holdId") : "";
			long forgotten = database("scheduling").getCollection("daySheets")
				.countDocuments(Filters.elemMatch("holds", Filters.and(Filters.eq("patientId", patient.id()),
						Filters.ne("holdId", known), Filters.gt("expiresAt", Date.from(now)))));
			if (forgotten > 0) {
				faults.add(patient + " has a hold that nobody knows of");
			}
			Date aDayAhead = Date.from(now.plus(Duration.ofDays(1)));
			long endless = database("scheduling").getCollection("daySheets")
				.countDocuments(Filters.elemMatch("holds",
						Filters.and(Filters.eq("patientId", patient.id()), Filters.gt("expiresAt", aDayAhead))));
			if (endless > 0) {
				faults.add(patient + " has a hold that does not expire");
			}
		}
		for (Person doctor : clinic.doctors()) {
			sheets(doctor, faults);
		}
	}

	/**
	 * No sheet may show an overlap, buffers included, a move that never ended, a hold
	 * beside the appointment that it was for, or an appointment that another sheet has.
	 */
	private void sheets(Person doctor, List<String> faults) {
		Set<String> seen = new HashSet<>();
		for (Document sheet : database("scheduling").getCollection("daySheets")
			.find(Filters.eq("doctorId", doctor.id()))) {
			if (!sheet.getList("incoming", Document.class, List.of()).isEmpty()) {
				faults.add(doctor + " has a day sheet with a move under way");
			}
			for (Document appointment : sheet.getList("appointments", Document.class, List.of())) {
				if (!seen.add(appointment.getString("appointmentId"))) {
					faults.add(doctor + " has an appointment on two day sheets");
				}
			}
			List<Document> active = sheet.getList("appointments", Document.class, List.of())
				.stream()
				.filter((appointment) -> appointment.getString("status").equals("BOOKED"))
				.toList();
			for (Document hold : sheet.getList("holds", Document.class, List.of())) {
				if (active.stream()
					.anyMatch((appointment) -> appointment.getString("patientId").equals(hold.getString("patientId"))
							&& overlap(appointment, hold))) {
					faults.add(doctor + " has a hold over an appointment of the same patient");
				}
			}
			for (int i = 0; i < active.size(); i++) {
				for (int j = 0; j < i; j++) {
					if (overlap(active.get(i), active.get(j))) {
						faults.add(doctor + " has two appointments that overlap on a day sheet");
					}
				}
			}
		}
	}

	private static boolean overlap(Document one, Document other) {
		return one.getDate("blockedFrom").before(other.getDate("blockedUntil"))
				&& other.getDate("blockedFrom").before(one.getDate("blockedUntil"));
	}

	private void dashboardRows(Clinic clinic, List<String> faults) {
		for (Person doctor : clinic.doctors()) {
			long rows = database("doctor").getCollection("dashboardRows")
				.countDocuments(Filters.and(Filters.eq("doctorId", doctor.id()), Filters.eq("active", true)));
			int patients = clinic.patientsOf(doctor).size() + clinic.newcomers().letIn(doctor);
			if (rows != patients) {
				faults.add(doctor + " has " + rows + " dashboard rows for " + patients + " patients");
			}
		}
	}

	/**
	 * Each access is in the log of each patient whom it names, once, and nothing else is.
	 */
	private void accesses(Set<String> patients, List<String> faults) {
		Set<String> recorded = new HashSet<>();
		for (String name : DATABASES) {
			for (Document access : database(name).getCollection("accessRecords").find()) {
				for (String patient : access.getList("patientIds", String.class, List.of())) {
					if (patients.contains(patient)) {
						recorded.add(access.getString("_id") + ":" + patient);
					}
				}
			}
		}
		Set<String> logged = new HashSet<>();
		for (Document access : database("patient").getCollection("accessLog").find()) {
			if (patients.contains(access.getString("patientId"))) {
				logged.add(access.getString("_id"));
			}
		}
		Set<String> missing = new HashSet<>(recorded);
		missing.removeAll(logged);
		if (!missing.isEmpty()) {
			faults.add(missing.size() + " accesses are in no patient's log");
		}
		logged.removeAll(recorded);
		if (!logged.isEmpty()) {
			faults.add(logged.size() + " accesses in the log were never recorded");
		}
	}

	/**
	 * All that the services hold, document by document, without what only counts how
	 * often something was written or is to be looked at: feeds, revisions, due times.
	 */
	public StoredState state() {
		StoredState state = new StoredState();
		for (String name : DATABASES) {
			for (String collection : database(name).listCollectionNames()) {
				if (!COUNTERS.contains(collection)) {
					for (Document document : database(name).getCollection(collection).find()) {
						BOOKKEEPING.forEach(document::remove);
						state.put(name + "." + collection, document);
					}
				}
			}
		}
		return state;
	}

	/**
	 * The fields in which a phrase stands, in every database that there is:
	 * {@code database.collection.field}.
	 * @param phrase the phrase
	 */
	public Set<String> placesOf(String phrase) {
		Set<String> places = new TreeSet<>();
		for (String name : this.mongo.listDatabaseNames()) {
			for (String collection : database(name).listCollectionNames()) {
				for (Document document : database(name).getCollection(collection).find()) {
					document.forEach((field, value) -> {
						if (String.valueOf(value).contains(phrase)) {
							places.add(name + "." + collection + "." + field);
						}
					});
				}
			}
		}
		return places;
	}

	@Override
	public void close() {
		this.mongo.close();
	}

}
