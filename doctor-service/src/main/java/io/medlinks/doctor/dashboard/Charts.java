package io.medlinks.doctor.dashboard;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import reactor.core.publisher.Mono;

import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;

/**
 * Reads what is known of a patient.
 */
@Component
class Charts {

	private final ReactiveMongoTemplate mongo;

	private final CareLinks links;

	Charts(ReactiveMongoTemplate mongo, CareLinks links) {
		this.mongo = mongo;
		this.links = links;
	}

	/**
	 * What is known of a patient for a doctor.
	 * @param doctorId the doctor
	 * @param patientId the patient
	 * @param now appointments that are over by then are left out
	 * @return empty where there never was a link between the two
	 */
	Mono<Chart> of(String doctorId, String patientId, Instant now) {
		return this.links.of(doctorId, patientId)
			.flatMap((link) -> link.active() ? of(link, now) : Mono.just(Chart.closed(link)));
	}

	private Mono<Chart> of(Fact.CareLink link, Instant now) {
		String patientId = link.patientId();
		Query appointments = Query.query(Criteria.where("patientId")
			.is(patientId)
			.and("doctorId")
			.is(link.doctorId())
			.and("end")
			.gt(now)
			.and("booked")
			.is(true));
		return Mono.zip(one(patientId, Fact.Patient.class), all(patientId, Fact.Entry.class),
				all(patientId, Fact.Assessment.class), all(patientId, Fact.Acknowledgement.class),
				this.mongo.find(appointments, Fact.Appointment.class).collectList(), one(patientId, Fact.Summary.class))
			.map((found) -> new Chart(link, found.getT1().orElse(null), found.getT2(), found.getT3(), found.getT4(),
					found.getT5(), found.getT6().orElse(null)));
	}

	private <T extends Fact> Mono<Optional<T>> one(String id, Class<T> type) {
		return this.mongo.findById(id, type).map(Optional::of).defaultIfEmpty(Optional.empty());
	}

	private <T extends Fact> Mono<List<T>> all(String patientId, Class<T> type) {
		return this.mongo.find(Query.query(Criteria.where("patientId").is(patientId)), type).collectList();
	}

}
