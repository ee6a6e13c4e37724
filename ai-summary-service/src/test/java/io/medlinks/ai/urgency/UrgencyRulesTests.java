package io.medlinks.ai.urgency;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

class UrgencyRulesTests {

	private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

	private static final UrgencyRules RULES = UrgencyRules.load();

	static Stream<Case> cases() throws IOException {
		try (InputStream file = new ClassPathResource("urgency/cases.json").getInputStream()) {
			return JsonMapper.shared().readTree(file).get("cases").valueStream().map(Case::new).toList().stream();
		}
	}

	@ParameterizedTest
	@MethodSource("cases")
	void agreesWithTheSharedCases(Case given) {
		Urgency urgency = RULES.assess(given.entry(), given.history(), given.facts());
		List<String> ids = urgency.rules().stream().map(FiredRule::id).toList();
		assertThat(urgency.level()).as("rules %s", ids).isEqualTo(given.level());
		if (given.expectsNoRule()) {
			assertThat(ids).isEmpty();
		}
		assertThat(ids).containsAll(given.ids("rules"));
		assertThat(given.ids("not")).noneMatch(ids::contains);
	}

	@Test
	void hasEnoughCases() throws IOException {
		assertThat(cases()).hasSizeGreaterThanOrEqualTo(80);
	}

	@Test
	void hasTheRulesOfThisRelease() {
		assertThat(RULES.ruleset()).isEqualTo("2026-11");
		assertThat(RULES.ruleIds()).hasSizeGreaterThanOrEqualTo(25);
		assertThat(new HashSet<>(RULES.ruleIds())).hasSameSizeAs(RULES.ruleIds());
	}

	@Test
	void hasACaseForEachRule() throws IOException {
		List<String> covered = cases().flatMap((given) -> given.ids("rules").stream()).distinct().toList();
		assertThat(covered).containsAll(RULES.ruleIds());
	}

	@Test
	void neverLowersWhenMinimisingWordsAreAdded() throws IOException {
		for (Case given : cases().toList()) {
			RatedEntry entry = given.entry();
			RatedEntry minimised = new RatedEntry(
					new PatientText(entry.text().value() + ". My wife says it is nothing."), entry.at(),
					entry.symptoms());
			assertThat(RULES.assess(minimised, given.history(), given.facts()).level()).as(given.toString())
				.isLessThanOrEqualTo(given.level());
		}
	}

	@Test
	void isQuickOnTheLongestText() {
		RatedEntry entry = new RatedEntry(new PatientText("no headache with bleeding pain in the arm ".repeat(238)),
				NOW, List.of());
		RULES.assess(entry, List.of(), PatientFacts.UNKNOWN);
		assertTimeout(Duration.ofSeconds(2), () -> RULES.assess(entry, List.of(), PatientFacts.UNKNOWN));
	}

	record Case(JsonNode json) {

		RatedEntry entry() {
			return entry(this.json);
		}

		List<RatedEntry> history() {
			return this.json.has("history") ? this.json.get("history").valueStream().map(Case::entry).toList()
					: List.of();
		}

		PatientFacts facts() {
			JsonNode facts = this.json.get("facts");
			if (facts == null) {
				return PatientFacts.UNKNOWN;
			}
			return new PatientFacts(facts.has("ageMonths") ? Integer.valueOf(facts.get("ageMonths").asInt()) : null,
					facts.has("sex") ? facts.get("sex").asString() : null, null);
		}

		UrgencyLevel level() {
			return UrgencyLevel.of(this.json.get("level").asString());
		}

		boolean expectsNoRule() {
			return this.json.has("rules") && this.json.get("rules").isEmpty();
		}

		List<String> ids(String name) {
			return this.json.has(name) ? this.json.get(name).valueStream().map(JsonNode::asString).toList() : List.of();
		}

		private static RatedEntry entry(JsonNode json) {
			return new RatedEntry(new PatientText(json.get("text").asString()),
					Instant.parse(json.get("happenedAt").asString()),
					json.get("symptoms").valueStream().map(Case::symptom).toList());
		}

		private static ReportedSymptom symptom(JsonNode json) {
			@Nullable Integer severity = json.get("severity").isNull() ? null : Integer.valueOf(json.get("severity").asInt());
			return new ReportedSymptom(json.get("code").asString(), severity);
		}

		@Override
		public String toString() {
			return this.json.get("name").asString();
		}

	}

}
