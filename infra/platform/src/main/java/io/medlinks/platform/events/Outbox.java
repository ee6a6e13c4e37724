package io.medlinks.platform.events;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import io.medlinks.platform.crash.CrashPoint;
import io.micrometer.observation.Observation;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import io.micrometer.tracing.propagation.Propagator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an aggregate's state and its events in one single-document update, then hands
 * the document to the relay. The write is done when the Mono completes; publishing goes
 * on behind it and survives a crash, because the events stay in the document until the
 * broker has them.
 */
public final class Outbox {

	/** State and events are written; nobody has been asked to publish them. */
	private static final CrashPoint WRITTEN = new CrashPoint("outbox.written");

	static final String EVENTS = "outbox";

	static final String DUE_AT = "outboxDueAt";

	private static final TracingContext NOT_TRACED = new TracingContext();

	private final ReactiveMongoTemplate mongo;

	private final OutboxRelay relay;

	private final JsonMapper json;

	private final Clock clock;

	private final EventsProperties properties;

	private final @Nullable Propagator propagator;

	Outbox(ReactiveMongoTemplate mongo, OutboxRelay relay, JsonMapper json, Clock clock, EventsProperties properties,
			@Nullable Propagator propagator) {
		this.mongo = mongo;
		this.relay = relay;
		this.json = json;
		this.clock = clock;
		this.properties = properties;
		this.propagator = propagator;
	}

	/**
	 * Makes an event ready to be written.
	 * @param type what happened
	 * @param key the patient's id (the doctor's for doctors' profiles)
	 * @param subject the aggregate's id
	 * @param body the aggregate's full state, everything clinical or identifying under
	 * {@code content}
	 */
	public OutboxEvent event(EventType type, String key, String subject, Object body) {
		return new OutboxEvent(UUID.randomUUID().toString(), type.name(), type.topic().name(), key, subject,
				this.clock.instant(), this.json.writeValueAsString(body), null);
	}

	/**
	 * Inserts a new aggregate together with its events.
	 * @param aggregate the aggregate, its id set
	 * @param events what happened
	 * @return the aggregate; an error {@code DuplicateKeyException} where the id is taken
	 */
	public <T> Mono<T> insert(T aggregate, OutboxEvent... events) {
		return Mono.deferContextual((context) -> {
			this.relay.requireDeclared(aggregate.getClass());
			Document document = new Document();
			this.mongo.getConverter().write(aggregate, document);
			OutboxEvent[] traced = traced(events, context);
			document.put(EVENTS, documents(traced));
			if (events.length > 0) {
				document.put(DUE_AT, Date.from(due()));
			}
			String collection = this.mongo.getCollectionName(aggregate.getClass());
			return WRITTEN.passed(this.mongo.insert(document, collection))
				.doOnNext((inserted) -> this.relay.offer(collection, id(inserted), List.of(traced)))
				.thenReturn(aggregate);
		});
	}

	/**
	 * Changes one aggregate and appends its events in the same update.
	 * @param type the aggregate's type
	 * @param guard finds the aggregate by id and by whatever must hold for the change
	 * @param change the change
	 * @param events what happened
	 * @return the changed aggregate; empty where the guard did not hold
	 */
	public <T> Mono<T> update(Class<T> type, Query guard, Update change, OutboxEvent... events) {
		return Mono.deferContextual((context) -> {
			this.relay.requireDeclared(type);
			if (events.length > 0) {
				change.push(EVENTS).each((Object[]) traced(events, context));
				change.min(DUE_AT, due());
			}
			String collection = this.mongo.getCollectionName(type);
			return WRITTEN
				.passed(this.mongo.findAndModify(guard, change, FindAndModifyOptions.options().returnNew(true),
						Document.class, collection))
				.doOnNext((changed) -> this.relay.offer(collection, id(changed), OutboxRelay.eventsOf(changed)))
				.map((changed) -> this.mongo.getConverter().read(type, changed));
		});
	}

	private static Object id(Document document) {
		return Objects.requireNonNull(document.get("_id"));
	}

	private Instant due() {
		return this.clock.instant().plus(this.properties.sweepAfter());
	}

	private List<Document> documents(OutboxEvent[] events) {
		List<Document> documents = new ArrayList<>(events.length);
		Arrays.stream(events).forEach((event) -> {
			Document document = new Document();
			this.mongo.getConverter().write(event, document);
			document.remove("_class");
			documents.add(document);
		});
		return documents;
	}

	/** The trace of a write is that of the observation in its Reactor context. */
	private OutboxEvent[] traced(OutboxEvent[] events, ContextView context) {
		Observation observation = context.getOrDefault(ObservationThreadLocalAccessor.KEY, null);
		if (this.propagator == null || observation == null) {
			return events;
		}
		TracingContext tracing = observation.getContextView().getOrDefault(TracingContext.class, NOT_TRACED);
		Span span = tracing.getSpan();
		if (span == null) {
			return events;
		}
		Map<String, String> carrier = new HashMap<>();
		this.propagator.inject(span.context(), carrier, (_, name, value) -> carrier.put(name, value));
		String traceparent = carrier.get("traceparent");
		return Arrays.stream(events).map((event) -> event.in(traceparent)).toArray(OutboxEvent[]::new);
	}

}
