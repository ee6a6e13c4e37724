package io.medlinks.ai.summary;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import io.medlinks.ai.diary.Diaries;
import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.profile.Profiles;
import io.medlinks.ai.work.Work;
import io.medlinks.platform.events.Outbox;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The patients' summaries, one each. Writing is {@link Work}: it may take long, and doing
 * it again when nothing is new changes nothing.
 */
@Component
public class Summaries implements Work {

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final SummaryEngines engines;

	private final SummaryProperties properties;

	private final Diaries diaries;

	private final Profiles profiles;

	private final Clock clock;

	Summaries(ReactiveMongoTemplate mongo, Outbox outbox, SummaryEngines engines, SummaryProperties properties,
			Diaries diaries, Profiles profiles, Clock clock) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.engines = engines;
		this.properties = properties;
		this.diaries = diaries;
		this.profiles = profiles;
		this.clock = clock;
	}

	/**
	 * A patient's summary; empty while there is none.
	 * @param patientId the patient
	 */
	public Mono<SummaryView> find(String patientId) {
		return this.mongo.findById(patientId, PatientSummary.class)
			.zipWhen((_) -> basis(patientId), (summary, now) -> new SummaryView(summary.version(), summary.engine(),
					summary.writtenAt(), summary.sentences(), newer(summary, now)));
	}

	private static int newer(PatientSummary summary, List<Evidence> now) {
		HashSet<Evidence> read = new HashSet<>(summary.basis());
		return (int) now.stream().filter((entry) -> !read.contains(entry)).count();
	}

	private Mono<List<Evidence>> basis(String patientId) {
		return this.diaries.newest(patientId, this.properties.entries()).map(SummaryRequest::evidence).collectList();
	}

	@Override
	public Mono<Void> perform(String patientId) {
		Mono<Optional<PatientSummary>> before = this.mongo.findById(patientId, PatientSummary.class).singleOptional();
		return Mono.zip(before, this.diaries.newest(patientId, this.properties.entries()).collectList())
			.flatMap((known) -> write(patientId, known.getT1().orElse(null), known.getT2()));
	}

	private Mono<Void> write(String patientId, @Nullable PatientSummary before, List<DiaryEntry> entries) {
		List<Evidence> basis = entries.stream().map(SummaryRequest::evidence).toList();
		boolean nothingNew = (before != null) ? before.basis().equals(basis) : basis.isEmpty();
		if (nothingNew) {
			return Mono.empty();
		}
		return written(patientId, entries).flatMap(
				(written) -> keep(before, new PatientSummary(patientId, (before != null) ? before.version() + 1 : 1,
						written.engine(), this.clock.instant(), written.sentences(), basis)));
	}

	/**
	 * Where every entry was withdrawn, an empty summary takes the place of the old one.
	 */
	private Mono<SummaryEngines.Written> written(String patientId, List<DiaryEntry> entries) {
		if (entries.isEmpty()) {
			return Mono.just(new SummaryEngines.Written(TemplateSummaryGenerator.ENGINE, List.of()));
		}
		return this.profiles.find(patientId)
			.singleOptional()
			.flatMap((profile) -> this.engines.write(new SummaryRequest(patientId, profile, entries)))
			.switchIfEmpty(Mono.error(() -> new IllegalStateException("No engine wrote a summary")));
	}

	private Mono<Void> keep(@Nullable PatientSummary before, PatientSummary next) {
		var event = this.outbox.event(SummaryWritten.TYPE, next.id(), next.id(), next.published());
		if (before == null) {
			return this.outbox.insert(next, event).then();
		}
		Query unchanged = Query.query(Criteria.where("_id").is(before.id()).and("version").is(before.version()));
		Update update = new Update().set("version", next.version())
			.set("engine", next.engine())
			.set("writtenAt", next.writtenAt())
			.set("sentences", next.sentences())
			.set("basis", next.basis());
		return this.outbox.update(PatientSummary.class, unchanged, update, event)
			.switchIfEmpty(Mono.error(() -> new OptimisticLockingFailureException("Somebody else wrote a summary")))
			.then();
	}

}
