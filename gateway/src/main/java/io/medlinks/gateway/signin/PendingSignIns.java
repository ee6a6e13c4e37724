package io.medlinks.gateway.signin;

import java.time.Clock;

import org.springframework.data.mongodb.core.ReactiveMongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The sign-ins that have begun, in the gateway's database.
 */
@Component
public class PendingSignIns {

	private final ReactiveMongoOperations mongo;

	private final Clock clock;

	PendingSignIns(ReactiveMongoOperations mongo, Clock clock) {
		this.mongo = mongo;
		this.clock = clock;
	}

	/**
	 * Remembers one.
	 * @param signIn the sign-in
	 */
	public Mono<Void> add(PendingSignIn signIn) {
		return this.mongo.insert(signIn).then();
	}

	/**
	 * Takes one out, so that its code can be used once; empty where it was taken, is too
	 * old or another browser began it.
	 * @param id hash of the state
	 * @param browser hash of the browser's cookie
	 */
	public Mono<PendingSignIn> take(String id, String browser) {
		Query mine = new Query(
				Criteria.where("_id").is(id).and("browser").is(browser).and("expiresAt").gt(this.clock.instant()));
		return this.mongo.findAndRemove(mine, PendingSignIn.class);
	}

	/** Deletes what is too old; two instances may do it at once. */
	@Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
	Mono<Void> sweep() {
		return Mono
			.defer(() -> this.mongo.remove(new Query(Criteria.where("expiresAt").lt(this.clock.instant())),
					PendingSignIn.class))
			.then();
	}

}
