package io.medlinks.drill.scenario;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.clinic.StoredState;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Somebody damages projections in the databases; reconcile finds it and repairs it.
 */
public final class Damage implements Scenario {

	private static final List<String> LOST = List.of("doctor.entryFacts", "doctor.assessmentFacts",
			"patient.appointments", "patient.accessLog", "scheduling.patientContacts", "ai.diaryEntries");

	private static final List<String> OUTDATED = List.of("doctor.appointmentFacts", "patient.entryAssessments",
			"scheduling.assessedEntries");

	@Override
	public String name() {
		return "damage";
	}

	@Override
	public String promise() {
		return "Projections that were lost or set back and rows that were changed behind MedLinks' back are found by reconcile and "
				+ "repaired";
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
		for (String place : LOST) {
			Document one = ofClinic(run, place, ids);
			if (one != null) {
				collection(run, place).deleteOne(Filters.eq("_id", one.get("_id")));
				touch(touched, place, one);
				damaged++;
			}
		}
		for (String place : OUTDATED) {
			Document one = ofClinic(run, place, ids);
			if (one != null) {
				collection(run, place).updateOne(Filters.eq("_id", one.get("_id")), Updates.set("version", 0L));
				touch(touched, place, one);
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
		if (damaged < LOST.size() + OUTDATED.size() + 1) {
			run.fault("not everything that was to be damaged was there");
		}
		List<String> found = run.stack()
			.reconcile(false)
			.stream()
			.filter((line) -> line.contains(" compared, "))
			.toList();
		run.figure("projections and rows in which reconcile found something", found.size());
		if (found.size() < damaged) {
			run.fault("reconcile found " + found.size() + " of " + damaged + " damages");
		}
		if (found.stream().noneMatch((line) -> line.startsWith("doctor-service dashboard rows"))) {
			run.fault("reconcile did not find the damaged row");
		}
		run.stack().reconcile(true);
		List<String> left = run.stack().reconcile(false);
		run.faults("after the repair", left);
		run.figure("after the repair", left.isEmpty() ? "clean" : left.size() + " differences");
		// Looking at the rest reads as the doctors read, which leaves accesses.
		Poison.compare(run, "after the repair", sound);
		run.faults("afterwards", invariants.faults(run.patience()));
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

}
