package io.medlinks.platform.paging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

import io.medlinks.platform.problem.Problem;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A cursor leads back to where it was made, and nonsense is refused.
 */
class CursorTests {

	private static final Instant AT = Instant.parse("2026-11-23T10:15:30.123Z");

	@Test
	void leadsBackToTheSameItem() {
		Cursor cursor = Cursor.parse(Cursor.after(AT, 17, "größe-ü").encoded());
		assertThat(cursor.instant(0)).isEqualTo(AT);
		assertThat(cursor.number(1)).isEqualTo(17);
		assertThat(cursor.text(2)).isEqualTo("größe-ü");
	}

	@Test
	void travelsInAQueryWithoutEscapes() {
		assertThat(Cursor.after(AT, "???>>>").encoded()).matches("[A-Za-z0-9_-]+");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "!", "nonsense", "Yzl4", "%00", "ü", "====" })
	void refusesNonsense(String encoded) {
		assertBad(() -> Cursor.parse(encoded));
	}

	@Test
	void refusesAnotherVersionAndExcess() {
		assertBad(() -> Cursor.parse(encode("c2\u001fid")));
		assertBad(() -> Cursor.parse(encode("c1\u001f" + "x".repeat(1000))));
	}

	@Test
	void refusesPartsOfTheWrongKind() {
		Cursor cursor = Cursor.after("id");
		assertBad(() -> cursor.instant(0));
		assertBad(() -> cursor.number(0));
		assertBad(() -> cursor.text(1));
	}

	@Test
	void pageNamesTheNextOneOnlyWhereThereIsOne() {
		PageRequest two = new PageRequest(null, 2);
		Page<String> first = Page.of(List.of("a", "b", "c"), two, Cursor::after);
		assertThat(first.items()).containsExactly("a", "b");
		assertThat(first.nextCursor()).isEqualTo(Cursor.after("b").encoded());
		assertThat(Page.of(List.of("a", "b"), two, Cursor::after).nextCursor()).isNull();
	}

	private static String encode(String text) {
		return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static void assertBad(ThrowingCallable call) {
		assertThatExceptionOfType(Problem.class).isThrownBy(call)
			.satisfies((problem) -> assertThat(problem.slug()).isEqualTo("bad-cursor"));
	}

}
