package io.medlinks.platform.reconcile;

import java.util.Collection;
import java.util.List;

import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.OutboxEvent;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.projection.Projection;
import io.medlinks.platform.projection.Projections;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a service tells of its sources, projections and derived rows, and how it publishes
 * a state again.
 */
final class Reconciliation {

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final Projections projections;

	private final List<PublishedSource<?>> sources;

	private final List<DerivedRows> derived;

	Reconciliation(ReactiveMongoTemplate mongo, Outbox outbox, Projections projections,
			List<PublishedSource<?>> sources, List<DerivedRows> derived) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.projections = projections;
		this.sources = List.copyOf(sources);
		this.derived = List.copyOf(derived);
	}

	List<PublishedSource<?>> sources() {
		return this.sources;
	}

	List<Projection<?>> projections() {
		return this.projections.all();
	}

	List<DerivedRows> derived() {
		return this.derived;
	}

	Mono<Page<KnownVersion>> published(String source, PageRequest page) {
		return Mono.defer(() -> source(source).after(this.mongo, after(page), page.limit() + 1)
			.map(this::known)
			.collectList()
			.map((found) -> page(found, page)));
	}

	Mono<List<KnownVersion>> published(String source, Collection<String> ids) {
		return Mono.defer(() -> source(source).withIds(this.mongo, ids).map(this::known).collectList());
	}

	private KnownVersion known(PublishedState state) {
		return new KnownVersion(state.id(), state.version(), event(state).bodyHash());
	}

	private OutboxEvent event(PublishedState state) {
		return this.outbox.event(state.type(), state.key(), state.subject(), state.body());
	}

	/**
	 * Publishes states again. Where somebody changes one at the same time, that change
	 * publishes what is newer, and nothing is left to do.
	 * @return how many were published
	 */
	Mono<Long> republish(String source, Collection<String> ids) {
		return Mono.defer(() -> republish(source(source), ids));
	}

	private Mono<Long> republish(PublishedSource<?> source, Collection<String> ids) {
		return source.withIds(this.mongo, ids)
			.distinct(PublishedState::subject)
			.collectList()
			.flatMapMany(Flux::fromIterable)
			.concatMap(
					(state) -> this.outbox.update(source.type(), source.unchanged(state), new Update(), event(state)))
			.count();
	}

	Mono<Page<KnownVersion>> projected(String projection, PageRequest page) {
		return Mono.defer(() -> {
			String after = after(page);
			Query query = ((after != null) ? Query.query(Criteria.where("_id").gt(after)) : new Query())
				.with(Sort.by("_id"))
				.limit(page.limit() + 1);
			return known(projection(projection), query).collectList().map((found) -> page(found, page));
		});
	}

	Mono<List<KnownVersion>> projected(String projection, Collection<String> ids) {
		return Mono
			.defer(() -> known(projection(projection), Query.query(Criteria.where("_id").in(ids))).collectList());
	}

	private Flux<KnownVersion> known(Projection<?> projection, Query query) {
		query.fields().include(Projection.VERSION, Projection.BODY_HASH);
		return this.mongo.find(query, Document.class, this.mongo.getCollectionName(projection.type()))
			.map((document) -> new KnownVersion(document.getString("_id"), number(document.get(Projection.VERSION)),
					document.getString(Projection.BODY_HASH)));
	}

	private static long number(@Nullable Object version) {
		return (version instanceof Number number) ? number.longValue() : 0;
	}

	Mono<Page<DerivedRows.Check>> derived(String rows, PageRequest page) {
		return Mono.defer(() -> derived(rows).after(after(page), page.limit() + 1)
			.collectList()
			.map((found) -> Page.of(found, page, (check) -> Cursor.after(check.id()))));
	}

	Mono<List<DerivedRows.Check>> derived(String rows, Collection<String> ids) {
		return Mono.defer(() -> derived(rows).withIds(ids).collectList());
	}

	Mono<Long> derive(String rows, Collection<String> ids) {
		return Mono.defer(() -> Flux.fromIterable(ids)
			.distinct()
			.concatMap((id) -> derived(rows).derive(id).thenReturn(id))
			.count());
	}

	private static @Nullable String after(PageRequest page) {
		Cursor cursor = page.cursor();
		return (cursor != null) ? cursor.text(0) : null;
	}

	private static Page<KnownVersion> page(List<KnownVersion> found, PageRequest page) {
		return Page.of(found, page, (known) -> Cursor.after(known.id()));
	}

	private PublishedSource<?> source(String name) {
		return this.sources.stream()
			.filter((source) -> source.name().equals(name))
			.findFirst()
			.orElseThrow(() -> Problem.notFound("This service has no source of that name."));
	}

	private Projection<?> projection(String name) {
		return this.projections.all()
			.stream()
			.filter((projection) -> projection.name().equals(name))
			.findFirst()
			.orElseThrow(() -> Problem.notFound("This service has no projection of that name."));
	}

	private DerivedRows derived(String name) {
		return this.derived.stream()
			.filter((rows) -> rows.name().equals(name))
			.findFirst()
			.orElseThrow(() -> Problem.notFound("This service has no derived rows of that name."));
	}

}
