package io.medlinks.testing.reconcile;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.PublishedEvent;
import io.medlinks.testing.parts.TestParts;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service's projections against what stands on the topics. The context that it looks at
 * must be its test's own.
 */
public final class ProjectionChecks implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private final ReconcileRequests reconcile;

	private final EventTraffic traffic;

	private final Map<String, String> collections;

	private final MongoClient client = MongoClients.create(TestParts.mongodbUri());

	private final String database;

	/**
	 * Checks of a service.
	 * @param environment the service's environment
	 * @param collections the collection of each projection, by the projection's name
	 */
	public ProjectionChecks(ApiClient api, EventTraffic traffic, Environment environment,
			Map<String, String> collections) {
		this.reconcile = new ReconcileRequests(api);
		this.traffic = traffic;
		this.database = environment.getRequiredProperty("spring.mongodb.database");
		this.collections = Map.copyOf(collections);
	}

	/** Loses a document of the service. */
	public void remove(String collection, String id) {
		done(collection(collection).deleteOne(new Document("_id", id)));
	}

	/** Changes a field of a document of the service. */
	public void set(String collection, String id, String field, Object value) {
		done(collection(collection).updateOne(new Document("_id", id),
				new Document("$set", new Document(field, value))));
	}

	private MongoCollection<Document> collection(String name) {
		return this.client.getDatabase(this.database).getCollection(name);
	}

	private static <T> T done(Publisher<T> work) {
		return Mono.from(work).blockOptional(PATIENCE).orElseThrow();
	}

	/**
	 * Waits until each projection holds what stands on its topic, and all of it.
	 */
	public void awaitAllAgree() {
		assertThat(this.reconcile.declared("projections")).containsOnlyKeys(this.collections.keySet());
		this.reconcile.declared("projections").forEach((projection, topic) -> {
			awaitAgrees(projection, topic);
			assertThat(this.reconcile.projection(projection)).as(projection).isNotEmpty();
		});
	}

	private void awaitAgrees(String projection, String topic) {
		Awaitility.await(projection)
			.pollInSameThread()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(this.reconcile.projection(projection))
				.isEqualTo(ReconcileRequests.newest(this.traffic, topic)));
	}

	/**
	 * Fails unless a document that each projection lost, one that is older and one that
	 * is wrong in the same version are found, and are as before once they are published
	 * again.
	 */
	public void assertFindsAndHealsAll() {
		awaitAllAgree();
		this.reconcile.declared("projections").forEach((projection, topic) -> {
			String id = this.reconcile.projection(projection).lastKey();
			Known right = Objects.requireNonNull(this.reconcile.projection(projection).get(id));
			heals(projection, topic, id, null);
			heals(projection, topic, id, new Known(right.version() - 1, "0"));
			heals(projection, topic, id, new Known(right.version(), "0"));
		});
	}

	private void heals(String projection, String topic, String id, @Nullable Known damage) {
		String collection = Objects.requireNonNull(this.collections.get(projection));
		Document before = essence(collection, id);
		if (damage == null) {
			remove(collection, id);
		}
		else {
			done(collection(collection).replaceOne(new Document("_id", id),
					new Document("_id", id).append("version", damage.version()).append("bodyHash", damage.hash())));
		}
		SortedMap<String, Known> published = ReconcileRequests.newest(this.traffic, topic);
		SortedMap<String, Known> projected = this.reconcile.projection(projection);
		assertThat(projected).as("%s with %s as %s", projection, id, damage).isNotEqualTo(published);
		if (damage != null) {
			assertThat(projected).containsEntry(id, damage);
		}
		projected.remove(id);
		published.remove(id);
		assertThat(projected).as("the rest of %s", projection).isEqualTo(published);
		publishAgain(topic, id);
		awaitAgrees(projection, topic);
		Awaitility.await(projection)
			.pollInSameThread()
			.atMost(PATIENCE)
			.untilAsserted(() -> assertThat(essence(collection, id)).isEqualTo(before));
	}

	/**
	 * What this service owns it publishes itself; what others own is said again as they
	 * would.
	 */
	private void publishAgain(String topic, String id) {
		for (Map.Entry<String, String> source : this.reconcile.declared("sources").entrySet()) {
			if (source.getValue().equals(topic)
					&& this.reconcile.repair("sources/" + source.getKey(), List.of(id)) == 1) {
				return;
			}
		}
		PublishedEvent event = Objects.requireNonNull(ReconcileRequests.newestEvents(this.traffic, topic).get(id));
		this.traffic.publish(topic, event.key(), event.headers(), event.value());
	}

	/**
	 * The document without what is derived: how often an entry was decided and for whom
	 * it waits, which may still name doctors who have left.
	 */
	private Document essence(String collection, String id) {
		Document essence = done(collection(collection).find(new Document("_id", id)).first());
		essence.remove("decisions");
		essence.remove("waitsFor");
		essence.remove("_class");
		return essence;
	}

	@Override
	public void close() {
		this.client.close();
	}

}
