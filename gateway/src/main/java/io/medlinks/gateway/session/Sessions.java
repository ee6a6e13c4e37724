package io.medlinks.gateway.session;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;

import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The sessions of all instances, in the gateway's database.
 */
@Component
public class Sessions {

	private static final FindAndModifyOptions RETURN_NEW = FindAndModifyOptions.options().returnNew(true);

	private final ReactiveMongoOperations mongo;

	private final SessionProperties properties;

	private final Clock clock;

	Sessions(ReactiveMongoOperations mongo, SessionProperties properties, Clock clock) {
		this.mongo = mongo;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Begins a session under a secret of its own.
	 * @param secret the cookie's value to be
	 * @param account whose it is
	 * @param tokens their tokens
	 */
	public Mono<Session> begin(String secret, Account account, Tokens tokens) {
		return this.mongo
			.insert(Session.begin(SessionKey.of(secret), account, tokens, this.clock.instant(), this.properties));
	}

	/**
	 * A session that has not ended; empty otherwise.
	 * @param key what it is known by
	 */
	public Mono<Session> find(SessionKey key) {
		return this.mongo.findById(key.value(), Session.class)
			.filter((session) -> session.expiresAt().isAfter(this.clock.instant()));
	}

	/**
	 * Ends a session.
	 * @param key what it is known by
	 */
	public Mono<Void> end(SessionKey key) {
		return this.mongo.remove(byKey(key), Session.class).then();
	}

	/**
	 * Ends the sessions of one sign-in at the identity provider.
	 * @param sid the sign-in's id
	 * @return how many there were
	 */
	public Mono<Long> endOf(String sid) {
		return this.mongo.remove(new Query(Criteria.where("sid").is(sid)), Session.class)
			.map((result) -> result.getDeletedCount());
	}

	/**
	 * Those of the keys whose sessions have not ended.
	 * @param keys the keys to look for
	 */
	Flux<String> alive(Collection<String> keys) {
		Query query = new Query(Criteria.where("_id").in(keys));
		query.fields().include("expiresAt");
		return this.mongo.find(query, Ending.class, "sessions")
			.filter((session) -> session.expiresAt().isAfter(this.clock.instant()))
			.map(Ending::id);
	}

	/**
	 * Takes the right to refresh the tokens; empty where another has it, has used it or
	 * the session has ended.
	 * @param key the session
	 * @param tokensVersion the tokens that are to be replaced
	 * @param leaseId who asks
	 */
	Mono<Session> lease(SessionKey key, long tokensVersion, String leaseId) {
		Instant now = this.clock.instant();
		Query free = new Query(Criteria.where("_id")
			.is(key.value())
			.and("tokensVersion")
			.is(tokensVersion)
			.and("leaseUntil")
			.lt(now)
			.and("expiresAt")
			.gt(now));
		Update take = new Update().set("leaseId", leaseId).set("leaseUntil", now.plus(this.properties.refreshLease()));
		return this.mongo.findAndModify(free, take, RETURN_NEW, Session.class);
	}

	/**
	 * Stores the tokens that a lease has brought; empty where the session has ended
	 * meanwhile or another holds the lease.
	 * @param leased the session as leased
	 * @param account whose session it is, as the new token says
	 * @param tokens the new tokens
	 */
	Mono<Session> renew(Session leased, Account account, Tokens tokens) {
		Update renewal = new Update().set("account", account)
			.set("tokens", tokens)
			.inc("tokensVersion", 1)
			.set("leaseUntil", Instant.EPOCH)
			.unset("leaseId")
			.set("expiresAt", Session.expiry(leased.createdAt(), this.clock.instant(), this.properties));
		return this.mongo.findAndModify(byLease(leased), renewal, RETURN_NEW, Session.class);
	}

	/**
	 * Gives a lease back unused.
	 * @param leased the session as leased
	 */
	Mono<Void> release(Session leased) {
		Update release = new Update().set("leaseUntil", Instant.EPOCH).unset("leaseId");
		return this.mongo.updateFirst(byLease(leased), release, Session.class).then();
	}

	/**
	 * Deletes what has ended; it matters to the disk only, and two instances may do it at
	 * once.
	 */
	@Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10M")
	Mono<Void> sweep() {
		return Mono.defer(
				() -> this.mongo.remove(new Query(Criteria.where("expiresAt").lt(this.clock.instant())), Session.class))
			.then();
	}

	private static Query byKey(SessionKey key) {
		return new Query(Criteria.where("_id").is(key.value()));
	}

	private static Query byLease(Session leased) {
		return byKey(leased.key()).addCriteria(Criteria.where("leaseId").is(leased.leaseId()));
	}

	/**
	 * When a session ends.
	 *
	 * @param id hash of the cookie's value
	 * @param expiresAt when it ends
	 */
	record Ending(@Id String id, Instant expiresAt) {

	}

}
