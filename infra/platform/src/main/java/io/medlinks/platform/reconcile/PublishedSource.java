package io.medlinks.platform.reconcile;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.medlinks.platform.events.Topic;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.aggregation.Aggregation;
import org.springframework.data.mongodb.core.aggregation.AggregationOperation;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import reactor.core.publisher.Flux;

/**
 * Declares what an owner publishes of one type of documents, and how a document's present
 * state becomes the event that was published last. Each owning feature declares its own
 * as a bean.
 *
 * @param <T> the document type, which carries an outbox
 */
public final class PublishedSource<T> {

	private static final String ID = "_id";

	private static final String VERSION = "version";

	private static final String OUTBOX = "outbox";

	private final String name;

	private final Topic topic;

	private final Class<T> type;

	private final Function<T, List<PublishedState>> states;

	private final Place place;

	private PublishedSource(String name, Topic topic, Class<T> type, Function<T, List<PublishedState>> states,
			Place place) {
		this.name = name;
		this.topic = topic;
		this.type = type;
		this.states = states;
		this.place = place;
	}

	/**
	 * Documents that are one aggregate each, with a field {@code version}.
	 * @param name what the source is called among those of the service, such as
	 * {@code diary-entries}
	 * @param topic where it is published
	 * @param type the document type
	 * @param state the state of a document
	 */
	public static <T> PublishedSource<T> of(String name, Topic topic, Class<T> type,
			Function<T, PublishedState> state) {
		return new PublishedSource<>(name, topic, type, (document) -> List.of(state.apply(document)),
				new Versioned(null));
	}

	/**
	 * The same, of those documents only that were published; for aggregates that are kept
	 * to their owner until something happens.
	 * @param published what is true of a document once it was published, and stays true
	 */
	public PublishedSource<T> where(Criteria published) {
		if (!(this.place instanceof Versioned)) {
			throw new IllegalStateException("Only documents that are one aggregate each can be chosen among");
		}
		return new PublishedSource<>(this.name, this.topic, this.type, this.states, new Versioned(published));
	}

	/**
	 * Documents that never change once they are written.
	 * @param name what the source is called among those of the service
	 * @param topic where it is published
	 * @param type the document type
	 * @param states the states that a document yields, at least one, their ids in the
	 * order of the documents' ids
	 * @param documentId the id of the document that yields a state with this id; it must
	 * keep the order
	 */
	public static <T> PublishedSource<T> unchanging(String name, Topic topic, Class<T> type,
			Function<T, List<PublishedState>> states, Function<String, String> documentId) {
		return new PublishedSource<>(name, topic, type, states, new Unchanging(documentId));
	}

	/**
	 * Aggregates that stand in a list of a document, with a version of their own.
	 * @param name what the source is called among those of the service
	 * @param topic where it is published
	 * @param type the document type
	 * @param list the field that holds the list
	 * @param id the field of an element that holds its id, indexed
	 * @param states the states of all elements of a document
	 */
	public static <T> PublishedSource<T> embedded(String name, Topic topic, Class<T> type, String list, String id,
			Function<T, List<PublishedState>> states) {
		return new PublishedSource<>(name, topic, type, states, new Embedded(list, id));
	}

	/** What it is called among those of the service. */
	public String name() {
		return this.name;
	}

	/** Where it is published. */
	public Topic topic() {
		return this.topic;
	}

	Class<T> type() {
		return this.type;
	}

	/**
	 * The states behind an id, in the order of their ids.
	 * @param after the last id seen; null for the beginning
	 * @param most how many at the most
	 */
	Flux<PublishedState> after(ReactiveMongoTemplate mongo, @Nullable String after, int most) {
		return this.place.documents(mongo, this.type, after, most)
			.concatMapIterable(this.states)
			.filter((state) -> after == null || state.id().compareTo(after) > 0)
			.take(most);
	}

	/** The states with these ids, in no order. */
	Flux<PublishedState> withIds(ReactiveMongoTemplate mongo, Collection<String> ids) {
		Set<String> wanted = Set.copyOf(ids);
		return this.place.documents(mongo, this.type, wanted)
			.flatMapIterable(this.states)
			.filter((state) -> wanted.contains(state.id()));
	}

	/** Finds the document while it still yields the state. */
	Query unchanged(PublishedState state) {
		return Query.query(this.place.unchanged(state));
	}

	/**
	 * Where the aggregates stand.
	 */
	private sealed interface Place {

		/** Documents in the order of their states' ids, enough for so many states. */
		<T> Flux<T> documents(ReactiveMongoTemplate mongo, Class<T> type, @Nullable String after, int most);

		<T> Flux<T> documents(ReactiveMongoTemplate mongo, Class<T> type, Set<String> ids);

		Criteria unchanged(PublishedState state);

	}

	private record Versioned(@Nullable Criteria published) implements Place {

		@Override
		public <T> Flux<T> documents(ReactiveMongoTemplate mongo, Class<T> type, @Nullable String after, int most) {
			return inOrder(mongo, type, after, most, this.published);
		}

		@Override
		public <T> Flux<T> documents(ReactiveMongoTemplate mongo, Class<T> type, Set<String> ids) {
			return mongo.find(chosen(Query.query(Criteria.where(ID).in(ids)), this.published), type);
		}

		@Override
		public Criteria unchanged(PublishedState state) {
			return Criteria.where(ID).is(state.id()).and(VERSION).is(state.version());
		}

	}

	private record Unchanging(Function<String, String> documentId) implements Place {

		@Override
		public <T> Flux<T> documents(ReactiveMongoTemplate mongo, Class<T> type, @Nullable String after, int most) {
			return inOrder(mongo, type, (after != null) ? this.documentId.apply(after) : null, most, null);
		}

		@Override
		public <T> Flux<T> documents(ReactiveMongoTemplate mongo, Class<T> type, Set<String> ids) {
			Set<String> documents = ids.stream().map(this.documentId).collect(Collectors.toSet());
			return mongo.find(Query.query(Criteria.where(ID).in(documents)), type);
		}

		@Override
		public Criteria unchanged(PublishedState state) {
			return Criteria.where(ID).is(this.documentId.apply(state.id()));
		}

	}

	/**
	 * Each page reads the elements behind the last id anew, as an index over a list
	 * cannot give them in order.
	 */
	private record Embedded(String list, String id) implements Place {

		@Override
		public <T> Flux<T> documents(ReactiveMongoTemplate mongo, Class<T> type, @Nullable String after, int most) {
			Document behind = new Document(path(),
					(after != null) ? new Document("$gt", after) : new Document("$exists", true));
			List<Document> stages = List.of(new Document("$match", behind),
					new Document("$project", new Document(OUTBOX, 0)), new Document("$unwind", "$" + this.list),
					new Document("$match", behind), new Document("$sort", new Document(path(), 1)),
					new Document("$limit", most));
			Aggregation elements = Aggregation
				.newAggregation(stages.stream().<AggregationOperation>map((stage) -> (_) -> stage).toList());
			return mongo.aggregate(elements, mongo.getCollectionName(type), Document.class)
				.map((document) -> mongo.getConverter()
					.read(type, document.append(this.list, List.of(document.get(this.list, Document.class)))));
		}

		@Override
		public <T> Flux<T> documents(ReactiveMongoTemplate mongo, Class<T> type, Set<String> ids) {
			return mongo.find(Query.query(Criteria.where(path()).in(ids)), type);
		}

		@Override
		public Criteria unchanged(PublishedState state) {
			return Criteria.where(this.list)
				.elemMatch(Criteria.where(this.id).is(state.id()).and(VERSION).is(state.version()));
		}

		private String path() {
			return this.list + "." + this.id;
		}

	}

	/**
	 * The first document may have yielded the last state seen and more, so it is read
	 * again.
	 */
	private static <T> Flux<T> inOrder(ReactiveMongoTemplate mongo, Class<T> type, @Nullable String from, int most,
			@Nullable Criteria published) {
		Query query = ((from != null) ? Query.query(Criteria.where(ID).gte(from)) : new Query()).with(Sort.by(ID))
			.limit(most + 1);
		query.fields().exclude(OUTBOX);
		return mongo.find(chosen(query, published), type);
	}

	private static Query chosen(Query query, @Nullable Criteria published) {
		return (published != null) ? query.addCriteria(published) : query;
	}

}
