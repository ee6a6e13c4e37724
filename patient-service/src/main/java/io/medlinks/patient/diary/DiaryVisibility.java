package io.medlinks.patient.diary;

import io.medlinks.patient.careteam.CareTeamListener;
import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
import org.bson.Document;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Renews the entries on the patient's screen when another number of doctors can see them.
 */
@Component
class DiaryVisibility implements CareTeamListener {

	private static final int ON_SCREEN = 20;

	private final ReactiveMongoTemplate mongo;

	private final LiveFeeds live;

	DiaryVisibility(ReactiveMongoTemplate mongo, LiveFeeds live) {
		this.mongo = mongo;
		this.live = live;
	}

	@Override
	public Mono<Void> onCareTeamChanged(String patientId) {
		Query newest = Query.query(Criteria.where("patientId").is(patientId))
			.with(Sort.by(Sort.Direction.DESC, "current.happenedAt.at", "_id"))
			.limit(ON_SCREEN);
		newest.fields().include("_id");
		return this.mongo.find(newest, Document.class, this.mongo.getCollectionName(DiaryEntry.class))
			.map((entry) -> EntryFindings.entryChange(entry.getString("_id")))
			.collectList()
			.flatMap((changes) -> this.live.changed(ReaderId.patient(patientId), changes.toArray(LiveChange[]::new)));
	}

}
