package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Reads what a row is made of: what waits and the newest, not the whole history.
 */
@Component
class Charts {

	private final ReactiveMongoTemplate mongo;

	private final CareLinks links;

	private final WaitingEntries waiting;

	Charts(ReactiveMongoTemplate mongo, CareLinks links, WaitingEntries waiting) {
		this.mongo = mongo;
		this.links = links;
		this.waiting = waiting;
	}

	/**
	 * What is known of a patient for a doctor.
	 * @param doctorId the doctor
	 * @param patientId the patient
	 * @param lastEntryAt when the newest entry arrived as far as one knew before; spares
	 * a look at the older ones. Null where nobody knew.
	 * @param now appointments that are over by then are left out
	 * @return empty where there never was a link between the two
	 */
	Mono<Chart> of(String doctorId, String patientId, @Nullable Instant lastEntryAt, Instant now) {
		return this.links.of(doctorId, patientId)
			.flatMap((link) -> link.active() ? of(link, lastEntryAt, now) : Mono.just(Chart.empty(link)));
	}

	private Mono<Chart> of(Fact.CareLink link, @Nullable Instant lastEntryAt, Instant now) {
		return Mono
			.zip(entries(Chart.empty(link), lastEntryAt), one(link.patientId(), Fact.Patient.class),
					one(link.patientId(), Fact.Summary.class), appointments(link, now).collectList())
			.map((found) -> found.getT1()
				.with(found.getT2().orElse(null))
				.with(found.getT3().orElse(null))
				.with(found.getT4()));
	}

	/**
	 * Reads what one part of a row is made of.
	 * @param part which part, not {@link RowPart#ALL}
	 * @param row the row, of a doctor who treats the patient
	 * @param now appointments that are over by then are left out
	 */
	Mono<Chart> part(RowPart part, DashboardRow row, Instant now) {
		Fact.CareLink link = new Fact.CareLink(Fact.CareLink.id(row.patientId(), row.doctorId()), 0, row.patientId(),
				row.doctorId(), true, Instant.EPOCH);
		Chart chart = Chart.empty(link);
		return switch (part) {
			case ENTRIES -> entries(chart, row.lastEntryAt());
			case PROFILE -> one(row.patientId(), Fact.Patient.class).map((patient) -> chart.with(patient.orElse(null)));
			case SUMMARY -> one(row.patientId(), Fact.Summary.class).map((summary) -> chart.with(summary.orElse(null)));
			case APPOINTMENTS -> appointments(link, now).collectList().map(chart::with);
			case ALL -> throw new IllegalArgumentException("All of a row is no part of it");
		};
	}

	private Mono<Chart> entries(Chart chart, @Nullable Instant lastEntryAt) {
		String patientId = chart.link().patientId();
		return Mono.zip(this.waiting.of(chart.link().doctorId(), patientId), newest(patientId, lastEntryAt))
			.map((found) -> chart.with(found.getT1(), found.getT2().orElse(null)));
	}

	private Mono<Optional<DecidedEntry>> newest(String patientId, @Nullable Instant lastEntryAt) {
		Mono<DecidedEntry> ofAll = newest(active(patientId));
		Mono<DecidedEntry> newest = (lastEntryAt != null)
				? newest(active(patientId).and("receivedAt").gte(lastEntryAt)).switchIfEmpty(ofAll) : ofAll;
		return newest.map(Optional::of).defaultIfEmpty(Optional.empty());
	}

	private Mono<DecidedEntry> newest(Criteria which) {
		return this.mongo
			.find(Query.query(which).with(Sort.by(Sort.Direction.DESC, "receivedAt", "_id")).limit(1),
					DecidedEntry.class)
			.next();
	}

	private static Criteria active(String patientId) {
		return Criteria.where("patientId").is(patientId).and("active").is(true);
	}

	private Flux<Fact.Appointment> appointments(Fact.CareLink link, Instant now) {
		return this.mongo.find(Query.query(Criteria.where("patientId")
			.is(link.patientId())
			.and("doctorId")
			.is(link.doctorId())
			.and("end")
			.gt(now)
			.and("booked")
			.is(true)), Fact.Appointment.class);
	}

	private <T extends Fact> Mono<Optional<T>> one(String id, Class<T> type) {
		return this.mongo.findById(id, type).map(Optional::of).defaultIfEmpty(Optional.empty());
	}

}
