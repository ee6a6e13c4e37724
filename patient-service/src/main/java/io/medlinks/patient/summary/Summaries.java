package io.medlinks.patient.summary;

import java.time.Instant;

import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
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

	private final Projections projections;

	private final LiveFeeds live;

	Summaries(ReactiveMongoTemplate mongo, Projections projections, LiveFeeds live) {
		this.mongo = mongo;
		this.projections = projections;
		this.live = live;
	}

	/**
	 * Takes over that a summary was written.
	 * @param patientId whose
	 * @param version its version
	 * @param writtenAt when
	 */
	public Mono<Void> written(String patientId, long version, Instant writtenAt) {
		return this.projections.apply(SummaryState.class, patientId, version, new Update().set("writtenAt", writtenAt))
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
