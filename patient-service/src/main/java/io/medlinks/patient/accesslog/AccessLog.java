package io.medlinks.patient.accesslog;

import java.time.Instant;
import java.util.Collection;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The accesses to all patients' data, each to be seen by its patient only.
 */
@Component
public class AccessLog {

	private final ReactiveMongoTemplate mongo;

	private final Projection<RecordedAccess> accesses;

	AccessLog(ReactiveMongoTemplate mongo, Projections projections) {
		this.mongo = mongo;
		this.accesses = projections.of("access-log", new Topic("medlinks.access"), RecordedAccess.class);
	}

	/**
	 * Takes over an access, once for each patient that it names.
	 * @param patientIds whose data
	 * @param access the access
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> recorded(Collection<String> patientIds, AccessView access, String bodyHash) {
		return Flux.fromIterable(patientIds)
			.distinct()
			.flatMap((patientId) -> recorded(patientId, access, bodyHash), 8)
			.then();
	}

	private Mono<Projections.Outcome> recorded(String patientId, AccessView access, String bodyHash) {
		Update state = new Update().set("patientId", patientId)
			.set("accessId", access.id())
			.set("at", access.at())
			.set("actorId", access.actorId())
			.set("actorName", access.actorName())
			.set("actorRole", access.actorRole())
			.set("resource", access.resource())
			.set("action", access.action())
			.set("purpose", access.purpose());
		return this.accesses.apply(access.id() + ":" + patientId, 1, bodyHash, state);
	}

	/**
	 * A page of the accesses to a patient's data, the newest first.
	 * @param patientId the patient
	 * @param request which page
	 */
	public Mono<Page<AccessView>> of(String patientId, PageRequest request) {
		Criteria wanted = Criteria.where("patientId").is(patientId);
		Cursor cursor = request.cursor();
		if (cursor != null) {
			Instant at = cursor.instant(0);
			wanted = wanted.and("at")
				.lte(at)
				.orOperator(Criteria.where("at").lt(at), Criteria.where("accessId").lt(cursor.text(1)));
		}
		Query query = Query.query(wanted)
			.with(Sort.by(Sort.Direction.DESC, "at", "accessId"))
			.limit(request.limit() + 1);
		return this.mongo.find(query, RecordedAccess.class)
			.map((found) -> new AccessView(found.accessId(), found.at(), found.actorId(), found.actorName(),
					found.actorRole(), found.resource(), found.action(), found.purpose()))
			.collectList()
			.map((found) -> Page.of(found, request, (access) -> Cursor.after(access.at(), access.id())));
	}

}
