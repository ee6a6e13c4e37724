package io.medlinks.patient.summary;

import java.time.Instant;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * How far the patients' summaries are.
 */
@Component
public class Summaries {

	private final ReactiveMongoTemplate mongo;

	private final Projection<SummaryState> summaries;

	private final LiveFeeds live;

	Summaries(ReactiveMongoTemplate mongo, Projections projections, LiveFeeds live) {
		this.mongo = mongo;
		this.summaries = projections.of("summaries", new Topic("medlinks.ai.summary"), SummaryState.class);
		this.live = live;
	}

	/**
	 * Takes over that a summary was written.
	 * @param patientId whose
	 * @param version its version
	 * @param writtenAt when
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Void> written(String patientId, long version, Instant writtenAt, String bodyHash) {
		return this.summaries.apply(patientId, version, bodyHash, new Update().set("writtenAt", writtenAt))
			.filter(Projections.Outcome::isCurrent)
			.flatMap((_) -> this.live.changed(ReaderId.patient(patientId), new LiveChange("summary", patientId)));
	}

	/**
	 * A patient's summary.
	 * @param patientId whose
	 * @return empty where none was written
	 */
	public Mono<SummaryView> of(String patientId) {
		return this.mongo.findById(patientId, SummaryState.class).map((state) -> new SummaryView(state.version()));
	}

}
