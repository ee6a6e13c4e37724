package io.medlinks.scheduling.urgency;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.medlinks.platform.projection.Projections;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How urgent patients are: the most urgent of the entry versions that no doctor has
 * acknowledged.
 */
@Component
public class PatientUrgencies {

	private final ReactiveMongoTemplate mongo;

	private final Projections projections;

	PatientUrgencies(ReactiveMongoTemplate mongo, Projections projections) {
		this.mongo = mongo;
		this.projections = projections;
	}

	/**
	 * How urgent a patient is; routine where nothing waits for a doctor.
	 * @param patientId the patient
	 */
	public Mono<UrgencyLevel> of(String patientId) {
		Query ofPatient = Query.query(Criteria.where("patientId").is(patientId));
		Mono<List<AssessedEntry>> assessed = this.mongo.find(ofPatient, AssessedEntry.class).collectList();
		Mono<Map<String, Long>> reviewed = this.mongo.find(ofPatient, ReviewedEntry.class)
			.collectMap(ReviewedEntry::id, ReviewedEntry::version);
		return Mono.zip(assessed, reviewed, PatientUrgencies::mostUrgent);
	}

	static UrgencyLevel mostUrgent(List<AssessedEntry> assessed, Map<String, Long> reviewed) {
		return assessed.stream()
			.filter((entry) -> entry.entryVersion() > reviewed.getOrDefault(entry.id(), 0L))
			.map(AssessedEntry::level)
			.min(Comparator.naturalOrder())
			.orElse(UrgencyLevel.ROUTINE);
	}

	/**
	 * Takes over what the rules said of an entry.
	 * @param entryId the entry
	 * @param patientId whose entry
	 * @param version the assessment's version
	 * @param entryVersion which version of the entry was assessed
	 * @param level how urgent
	 */
	public Mono<Void> assessed(String entryId, String patientId, long version, long entryVersion, UrgencyLevel level) {
		Update state = new Update().set("patientId", patientId).set("entryVersion", entryVersion).set("level", level);
		return this.projections.apply(AssessedEntry.class, entryId, version, state).then();
	}

	/**
	 * Takes over that a doctor acknowledged entry versions.
	 * @param patientId whose entries
	 * @param covered the entries and the versions seen
	 */
	public Mono<Void> reviewed(String patientId, Map<String, Long> covered) {
		return Flux.fromIterable(covered.entrySet())
			.concatMap((entry) -> this.projections.apply(ReviewedEntry.class, entry.getKey(), entry.getValue(),
					new Update().set("patientId", patientId)))
			.then();
	}

}
