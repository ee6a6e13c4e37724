package io.medlinks.notes;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import io.medlinks.platform.security.ProjectedCareRelationships;
import io.medlinks.platform.security.ProjectedDoctorStanding;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import org.awaitility.Awaitility;
import reactor.core.publisher.Mono;

/**
 * Who is approved and who treats whom, as the other services would say it. Each method
 * returns when the service knows.
 */
public final class Practice {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final EventTraffic traffic;

	private final ProjectedDoctorStanding standing;

	private final ProjectedCareRelationships relationships;

	private final Map<String, Long> versions = new ConcurrentHashMap<>();

	Practice(EventTraffic traffic, ProjectedDoctorStanding standing, ProjectedCareRelationships relationships) {
		this.traffic = traffic;
		this.standing = standing;
		this.relationships = relationships;
	}

	/** An operator decided on a doctor. */
	public void decides(Account doctor, boolean approved) {
		this.traffic.publish(Fact.doctorProfile(doctor, next(doctor.id()), approved));
		await(this.standing.isApproved(doctor.id()), approved);
	}

	/** A patient let a doctor in, or no more. */
	public void links(Account patient, Account doctor, boolean active) {
		this.traffic.publish(Fact.careTeamLink(patient, doctor, next(patient.id() + doctor.id()), active));
		await(this.relationships.isInCare(doctor.id(), patient.id()), active);
	}

	/** Returns an approved doctor who treats these patients. */
	public Account doctorOf(Account... patients) {
		Account doctor = Account.newDoctor();
		decides(doctor, true);
		for (Account patient : patients) {
			links(patient, doctor, true);
		}
		return doctor;
	}

	private long next(String id) {
		return Objects.requireNonNull(this.versions.merge(id, 1L, Long::sum));
	}

	private static void await(Mono<Boolean> state, boolean wanted) {
		Awaitility.await().atMost(PATIENCE).until(() -> state.block(PATIENCE), (now) -> now == wanted);
	}

}
