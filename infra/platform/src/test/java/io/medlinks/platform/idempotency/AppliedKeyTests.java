package io.medlinks.platform.idempotency;

import java.util.List;
import java.util.Map;

import io.medlinks.platform.problem.Problem;
import org.bson.Document;
import org.junit.jupiter.api.Test;

import org.springframework.data.mongodb.core.query.Update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An aggregate recognises an update that it has seen.
 */
class AppliedKeyTests {

	private static final IdempotencyKey KEY = new IdempotencyKey("ana", "PUT /api/patient/notes/{id}", "k1");

	private static final AppliedKey APPLIED = AppliedKey.of(KEY, Map.of("text", "cough"));

	@Test
	void recognisesARepetition() {
		assertThat(APPLIED.repeatedIn(List.of(new AppliedKey("other", "x"), APPLIED))).isTrue();
	}

	@Test
	void doesNotKnowAnotherKey() {
		IdempotencyKey other = new IdempotencyKey("ana", KEY.route(), "k2");
		assertThat(AppliedKey.of(other, Map.of("text", "cough")).repeatedIn(List.of(APPLIED))).isFalse();
		assertThat(APPLIED.repeatedIn(List.of())).isFalse();
	}

	@Test
	void refusesTheSameKeyWithAnotherBody() {
		assertThatExceptionOfType(Problem.class)
			.isThrownBy(() -> AppliedKey.of(KEY, Map.of("text", "fever")).repeatedIn(List.of(APPLIED)))
			.satisfies((problem) -> assertThat(problem.status()).isEqualTo(422));
	}

	@Test
	void keepsABoundedRingInTheSameUpdate() {
		Document update = APPLIED.markIn(new Update().set("text", "cough")).getUpdateObject();
		assertThat(update).containsKeys("$set", "$push");
		assertThat(update.get("$push", Document.class).toString()).contains(AppliedKey.FIELD);
	}

}
