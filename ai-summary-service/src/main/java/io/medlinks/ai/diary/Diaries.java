package io.medlinks.ai.diary;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;

import io.medlinks.platform.events.Topic;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The patients' diaries as far as they were published.
 */
@Component
public class Diaries {

	private static final String HAPPENED = "happenedAt";

	private static final String HAPPENED_AT = HAPPENED + ".at";

	private static final String SYMPTOMS = "symptoms";

	private static final int MOST_NEIGHBOURS = 200;

	private final ReactiveMongoTemplate mongo;

	private final Projection<DiaryEntry> entries;

	Diaries(ReactiveMongoTemplate mongo, Projections projections) {
		this.mongo = mongo;
		this.entries = projections.of("diary-entries", new Topic("medlinks.patient.diary"), DiaryEntry.class);
	}

	/**
	 * Takes an entry over unless something newer is known.
	 * @param entry the entry as published
	 * @param bodyHash the hash of the published body
	 */
	public Mono<Projections.Outcome> apply(DiaryEntry entry, String bodyHash) {
		return this.entries.apply(entry.id(), entry.version(), bodyHash,
				new Update().set("patientId", entry.patientId())
					.set("status", entry.status())
					.set("receivedAt", entry.receivedAt())
					.set("text", entry.text())
					.set(HAPPENED, entry.happenedAt())
					.set(SYMPTOMS, entry.symptoms()));
	}

	/**
	 * A patient's entries that count, newest first.
	 * @param patientId the patient
	 * @param most how many at the most
	 */
	public Flux<DiaryEntry> newest(String patientId, int most) {
		return this.mongo.find(
				Query.query(active(patientId)).with(Sort.by(Sort.Direction.DESC, HAPPENED_AT)).limit(most),
				DiaryEntry.class);
	}

	/**
	 * The symptoms of the entries that count and happened before an entry, or at the same
	 * time.
	 * @param entry the entry, which is not among them
	 * @param within how long before
	 */
	public Flux<EarlierSymptoms> before(DiaryEntry entry, Duration within) {
		Instant at = entry.happenedAt().toInstant();
		Query query = neighbours(entry, at.minus(within), at);
		query.fields().include(HAPPENED, SYMPTOMS);
		return this.mongo.find(query, EarlierSymptoms.class);
	}

	/**
	 * The entries with symptoms that count and happened after an entry, or at the same
	 * time.
	 * @param entry the entry, which is not among them
	 * @param within how long after
	 */
	public Flux<DiaryEntry> after(DiaryEntry entry, Duration within) {
		Instant at = entry.happenedAt().toInstant();
		return this.mongo.find(neighbours(entry, at, at.plus(within)), DiaryEntry.class);
	}

	private static Query neighbours(DiaryEntry entry, Instant from, Instant to) {
		return Query
			.query(active(entry.patientId()).and(HAPPENED_AT)
				.gte(Date.from(from))
				.lte(Date.from(to))
				.and(SYMPTOMS + ".0")
				.exists(true)
				.and("_id")
				.ne(entry.id()))
			.with(Sort.by(Sort.Direction.DESC, HAPPENED_AT))
			.limit(MOST_NEIGHBOURS);
	}

	private static Criteria active(String patientId) {
		return Criteria.where("patientId").is(patientId).and("status").is(EntryStatus.ACTIVE);
	}

}
