package io.medlinks.drill.scenario;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.clinic.StoredState;
import io.medlinks.local.reconcile.Difference;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Somebody damages projections in the databases; reconcile finds it and repairs it,
 * unless no owner knows of it.
 */
public final class Damage implements Scenario {

	private static final List<Projected> PROJECTIONS = List.of(
			new Projected("doctor.entryFacts", "doctor-service diary entries", Difference.MISSING),
			new Projected("doctor.assessmentFacts", "doctor-service assessments", Difference.MISSING),
			new Projected("patient.appointments", "patient-service appointments", Difference.MISSING),
			new Projected("patient.accessLog", "patient-service access log", Difference.MISSING),
			new Projected("scheduling.patientContacts", "scheduling-service patient contacts", Difference.MISSING),
			new Projected("ai.diaryEntries", "ai-summary-service diary entries", Difference.MISSING),
			new Projected("doctor.appointmentFacts", "doctor-service appointments", Difference.STALE),
			new Projected("patient.entryAssessments", "patient-service entry assessments", Difference.STALE),
			new Projected("scheduling.assessedEntries", "scheduling-service assessed entries", Difference.STALE),
			new Projected("patient.interviews", "patient-service interviews", Difference.DIFFERENT),
			new Projected("scheduling.visitRequests", "scheduling-service visit requests", Difference.DIFFERENT),
			new Projected("patient.consultations", "patient-service consultations", Difference.SURPLUS),
			new Projected("ai.patientProfiles", "ai-summary-service patient profiles", Difference.SURPLUS));

	/** How everything begins that no owner has published. */
	private static final String NOBODYS = "nobodys-";

	@Override
	public String name() {
		return "damage";
	}

	@Override
	public String promise() {
		return "Projections that were lost, set back or given another body and rows that were changed behind MedLinks' "
				+ "back are found by reconcile and repaired; what no owner has is found and left alone";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		Clinic clinic = Clinic.open(run.people(), 2, 8, Hours.PLENTY);
		clinic.work(run.size().of(60, 20), run.size().of(12, 6), 31);
		Invariants invariants = new Invariants(clinic, run.stored());
		run.faults("before", invariants.faults(run.patience()));
		StoredState sound = run.stored().state();
		List<String> ids = clinic.patients().stream().map((patient) -> patient.id()).toList();
		Set<String> touched = new HashSet<>();
		int damaged = 0;
		for (Projected projected : PROJECTIONS) {
			Document one = ofClinic(run, projected.place(), ids);
			if (one != null) {
				projected.damage(collection(run, projected.place()), one);
				touch(touched, projected.place(), one);
				damaged++;
			}
		}
		// The repair of what is lost folds rows anew, so this is one of somebody else's.
		Document row = collection(run, "doctor.dashboardRows")
			.find(Filters.and(Filters.in("patientId", ids), Filters.nin("patientId", touched)))
			.first();
		if (row != null) {
			collection(run, "doctor.dashboardRows").updateOne(Filters.eq("_id", row.get("_id")),
					Updates.set("state.unreadEntries", 999));
			damaged++;
		}
		run.figure("documents damaged", damaged);
		if (damaged < PROJECTIONS.size() + 1) {
			run.fault("not everything that was to be damaged was there");
		}
		List<String> found = run.stack()
			.reconcile(false)
			.stream()
			.filter((line) -> line.contains(" compared, "))
			.toList();
		run.figure("projections and rows in which reconcile found something", found.size());
		PROJECTIONS.stream()
			.filter((projected) -> !projected.isNamedIn(found))
			.forEach((projected) -> run.fault("reconcile did not find " + projected));
		if (found.stream().noneMatch((line) -> line.startsWith("doctor-service dashboard rows"))) {
			run.fault("reconcile did not find the damaged row");
		}
		removeSurplus(run, run.stack().reconcile(true));
		List<String> left = run.stack().reconcile(false);
		run.faults("after the repair", left);
		run.figure("after the repair", left.isEmpty() ? "clean" : left.size() + " differences");
		// Looking at the rest reads as the doctors read, which leaves accesses.
		Poison.compare(run, "after the repair", sound);
		run.faults("afterwards", invariants.faults(run.patience()));
	}

	/** The repair tells of what no owner has and leaves it; it is removed by hand. */
	private static void removeSurplus(Run run, List<String> told) {
		for (Projected projected : PROJECTIONS) {
			if (projected.difference() == Difference.SURPLUS) {
				if (!projected.isNamedIn(told)) {
					run.fault("the repair did not tell of " + projected);
				}
				Bson surplus = Filters.regex("_id", "^" + NOBODYS);
				if (collection(run, projected.place()).deleteMany(surplus).getDeletedCount() == 0) {
					run.fault("the repair did not leave " + projected);
				}
			}
		}
	}

	private static void touch(Set<String> touched, String place, Document document) {
		if (place.startsWith("doctor.")) {
			touched.add(document.getString("patientId"));
		}
	}

	private static MongoCollection<Document> collection(Run run, String place) {
		String[] parts = place.split("\\.");
		return run.stored().database(parts[0]).getCollection(parts[1]);
	}

	/** A document about one of the clinic's patients. */
	private static @Nullable Document ofClinic(Run run, String place, List<String> patients) {
		return collection(run, place).find(Filters.or(Filters.in("patientId", patients), Filters.in("_id", patients)))
			.first();
	}

	/**
	 * A projection of which one document is damaged.
	 *
	 * @param place its database and collection
	 * @param name what reconcile calls it
	 * @param difference how the document then differs from its source
	 */
	private record Projected(String place, String name, Difference difference) {

		void damage(MongoCollection<Document> documents, Document one) {
			Bson itself = Filters.eq("_id", one.get("_id"));
			switch (this.difference) {
				case MISSING -> documents.deleteOne(itself);
				case STALE -> documents.updateOne(itself, Updates.set("version", 0L));
				case DIFFERENT -> documents.updateOne(itself, anotherBody(one));
				case SURPLUS -> documents.insertOne(new Document(one).append("_id", NOBODYS + one.get("_id")));
			}
		}

		/** Reconcile compares hashes, so another body has another one. */
		private static Bson anotherBody(Document one) {
			return Updates.combine(Updates.set("patientId", NOBODYS + one.getString("patientId")),
					Updates.set("bodyHash", NOBODYS + one.getString("bodyHash")));
		}

		/** Whether a line of reconcile tells of this one, and how it differs. */
		boolean isNamedIn(List<String> lines) {
			Pattern some = Pattern.compile(" [1-9][0-9,]* " + word());
			return lines.stream().anyMatch((line) -> line.startsWith(this.name + ": ") && some.matcher(line).find());
		}

		@Override
		public String toString() {
			return "what is " + word() + " in " + this.name;
		}

		private String word() {
			return this.difference.name().toLowerCase(Locale.ROOT);
		}

	}

}
