package io.medlinks.platform.idempotency;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The same key in the same place is the same write, and only there.
 */
class IdempotencyKeyTests {

	private static final IdempotencyKey KEY = new IdempotencyKey("ana", "POST /api/patient/notes", "k1");

	@Test
	void sameKeyGivesTheSameId() {
		IdempotencyKey repeated = new IdempotencyKey("ana", "POST /api/patient/notes", "k1");
		assertThat(repeated.aggregateId()).isEqualTo(KEY.aggregateId());
		assertThat(repeated.token()).isEqualTo(KEY.token());
	}

	@Test
	void idIsACustomUuid() {
		UUID id = UUID.fromString(KEY.aggregateId());
		assertThat(id.version()).isEqualTo(8);
		assertThat(id.variant()).isEqualTo(2);
	}

	@Test
	void otherSubjectRouteOrKeyGivesAnotherId() {
		assertThat(new IdempotencyKey("tom", KEY.route(), KEY.key()).aggregateId()).isNotEqualTo(KEY.aggregateId());
		assertThat(new IdempotencyKey(KEY.subject(), "POST /api/patient/other", KEY.key()).aggregateId())
			.isNotEqualTo(KEY.aggregateId());
		assertThat(new IdempotencyKey(KEY.subject(), KEY.route(), "k2").aggregateId()).isNotEqualTo(KEY.aggregateId());
		assertThat(new IdempotencyKey("tom", KEY.route(), KEY.key()).token()).isNotEqualTo(KEY.token());
	}

	@Test
	void fingerprintIgnoresTheOrderOfMembers() {
		Map<String, Object> one = new LinkedHashMap<>();
		one.put("text", "cough");
		one.put("severity", 3);
		Map<String, Object> other = new LinkedHashMap<>();
		other.put("severity", 3);
		other.put("text", "cough");
		assertThat(IdempotencyKey.fingerprint(one)).isEqualTo(IdempotencyKey.fingerprint(other));
	}

	@Test
	void fingerprintTellsBodiesApart() {
		assertThat(IdempotencyKey.fingerprint(Map.of("text", "cough")))
			.isNotEqualTo(IdempotencyKey.fingerprint(Map.of("text", "Cough")));
	}

}
