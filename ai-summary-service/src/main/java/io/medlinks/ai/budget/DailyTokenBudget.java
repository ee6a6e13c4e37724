package io.medlinks.ai.budget;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * A budget per day that all instances share. What an unanswered request may have cost
 * stays spent.
 */
public final class DailyTokenBudget implements TokenBudget {

	private final ReactiveMongoTemplate mongo;

	private final long tokensPerDay;

	private final Clock clock;

	/**
	 * A budget.
	 * @param mongo where it is kept
	 * @param tokensPerDay how many tokens all tasks together may have spent on a day
	 * (UTC) for this one to go on
	 * @param clock when it is
	 */
	public DailyTokenBudget(ReactiveMongoTemplate mongo, long tokensPerDay, Clock clock) {
		this.mongo = mongo;
		this.tokensPerDay = tokensPerDay;
		this.clock = clock;
	}

	@Override
	public Mono<Boolean> reserve(long tokens) {
		return Mono.defer(() -> {
			String day = today();
			Query room = Query.query(Criteria.where("_id").is(day).and("tokens").lte(this.tokensPerDay - tokens));
			return opened(day).then(this.mongo.updateFirst(room, new Update().inc("tokens", tokens), Spending.class))
				.map((result) -> result.getModifiedCount() == 1);
		});
	}

	@Override
	public Mono<Void> settle(long reserved, long spent) {
		return Mono
			.defer(() -> this.mongo.updateFirst(Query.query(Criteria.where("_id").is(today())),
					new Update().inc("tokens", spent - reserved), Spending.class))
			.then();
	}

	private Mono<Void> opened(String day) {
		return this.mongo
			.upsert(Query.query(Criteria.where("_id").is(day)), new Update().setOnInsert("tokens", 0L), Spending.class)
			.retryWhen(Retry.max(1).filter(DuplicateKeyException.class::isInstance))
			.then();
	}

	private String today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC).toString();
	}

	@Document("modelSpending")
	record Spending(@Id String id, long tokens) {

	}

}
