package io.medlinks.ai.interview;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.medlinks.ai.interview.Complaint.Asking;
import io.medlinks.ai.interview.Complaint.Choice;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.PatientFacts;
import io.medlinks.ai.urgency.RatedEntry;
import io.medlinks.ai.urgency.Urgency;
import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.platform.text.PatientText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static io.medlinks.ai.interview.InterviewFixtures.RULES;
import static io.medlinks.ai.interview.InterviewFixtures.TREES;
import static io.medlinks.ai.interview.InterviewFixtures.chosen;
import static io.medlinks.ai.interview.InterviewFixtures.harmless;
import static io.medlinks.ai.interview.InterviewFixtures.skipped;
import static org.assertj.core.api.Assertions.assertThat;

class QuestionTreesTests {

	private static final List<PatientFacts> PEOPLE = List.of(PatientFacts.UNKNOWN, new PatientFacts(400, "male", null),
			new PatientFacts(400, "female", null));

	static Stream<String> complaints() {
		return TREES.complaints().stream().map(Complaint::code);
	}

	@Test
	void knowsManyComplaintsAndAGeneralOneAtTheEnd() {
		assertThat(TREES.version()).isEqualTo("2026-11");
		assertThat(TREES.complaints()).hasSizeGreaterThanOrEqualTo(16)
			.extracting(Complaint::code)
			.doesNotHaveDuplicates();
		assertThat(TREES.complaints().getLast().code()).isEqualTo(QuestionTrees.GENERAL);
	}

	@ParameterizedTest
	@MethodSource("complaints")
	void asksFiveToEightQuestionsOnEachPath(String complaint) {
		int paths = 0;
		for (PatientFacts facts : PEOPLE) {
			for (Interview whole : wholeInterviews(InterviewFixtures.about(complaint, "en", facts))) {
				assertThat(new Telling(TREES, whole).path()).hasSizeBetween(5, 8)
					.extracting(Asking::id)
					.doesNotHaveDuplicates()
					.contains("onset", "severity", "better-worse")
					.endsWith("concern");
				paths++;
			}
		}
		assertThat(paths).isGreaterThanOrEqualTo(PEOPLE.size());
	}

	/** All ways through a tree that its conditions know. */
	private static List<Interview> wholeInterviews(Interview interview) {
		Optional<Asking> next = new Telling(TREES, interview).next();
		if (next.isEmpty()) {
			return List.of(interview);
		}
		Asking question = next.get();
		List<Answer> answers = new ArrayList<>(List.of(harmless(question), skipped(question.id())));
		if (question.kind() == QuestionKind.ONE) {
			answers.clear();
			question.choices().forEach((choice) -> answers.add(chosen(question.id(), choice.id())));
		}
		boolean decides = TREES.complaint(interview.complaint())
			.questions()
			.stream()
			.anyMatch((later) -> later.when() != null && later.when().question().equals(question.id()));
		return answers.stream()
			.limit(decides ? answers.size() : 1)
			.flatMap((answer) -> wholeInterviews(interview.answered(answer, InterviewFixtures.NOW)).stream())
			.toList();
	}

	@Test
	void findsEachComplaintInEachLanguage() throws IOException {
		try (InputStream file = new ClassPathResource("interview/openings.json").getInputStream()) {
			JsonNode openings = JsonMapper.shared().readTree(file);
			assertThat(new HashSet<>(openings.propertyNames())).isEqualTo(Set.copyOf(complaints().toList()));
			List<String> wrong = new ArrayList<>();
			openings.properties().forEach((complaint) -> QuestionTrees.LANGUAGES.forEach((language) -> {
				JsonNode words = complaint.getValue().get(language);
				assertThat(words.size()).as("%s in %s", complaint.getKey(), language).isGreaterThanOrEqualTo(3);
				words.forEach((text) -> {
					String found = TREES.about(new PatientText(text.asString())).code();
					if (!found.equals(complaint.getKey())) {
						wrong.add(text.asString() + " is taken for " + found + " and is " + complaint.getKey());
					}
				});
			}));
			assertThat(wrong).isEmpty();
		}
	}

	@Test
	void takesADeniedComplaintForNone() {
		assertThat(TREES.about(new PatientText("No chest pain, but my ear hurts")).code()).isEqualTo("ear-pain");
	}

	@Test
	void speaksEnglishWhereItDoesNotSpeakTheLanguage() {
		assertThat(QuestionTrees.language("de-AT")).isEqualTo("de");
		assertThat(QuestionTrees.language("ar")).isEqualTo("ar");
		assertThat(QuestionTrees.language("fr")).isEqualTo("en");
		assertThat(QuestionTrees.language("-")).isEqualTo("en");
	}

	@Test
	void saysWhatIsNotThereInWordsThatNoRuleTakesForASymptom() {
		List<String> wrong = new ArrayList<>();
		TREES.complaints().forEach((complaint) -> complaint.questions().forEach((question) -> {
			for (String language : QuestionTrees.LANGUAGES) {
				List<String> statements = new ArrayList<>(List.of(question.label().in(language)));
				question.choices()
					.stream()
					.filter((choice) -> choice.denies() != null)
					.forEach((choice) -> statements.add(choice.denied(language)));
				statements.forEach((statement) -> {
					Urgency urgency = assess(statement);
					if (urgency.level().isAbove(UrgencyLevel.ROUTINE)) {
						wrong.add(statement + " fires " + urgency.rules().stream().map(FiredRule::id).toList());
					}
				});
			}
		}));
		assertThat(wrong).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("complaints")
	void raisesNoAlarmWhereAllIsDenied(String complaint) {
		for (String language : QuestionTrees.LANGUAGES) {
			Interview whole = answeredThroughout(complaint, language, false);
			Telling telling = new Telling(TREES, whole);
			assertThat(telling.urgency(RULES).level()).isNotEqualTo(UrgencyLevel.EMERGENCY);
			Urgency posted = posted(telling);
			assertThat(posted.level()).as("%s fires %s", telling.text().value(), posted.rules())
				.isEqualTo(telling.urgency(RULES).level());
		}
	}

	@ParameterizedTest
	@MethodSource("complaints")
	void raisesNoAlarmWhereNothingIsKnown(String complaint) {
		for (String language : QuestionTrees.LANGUAGES) {
			Telling telling = new Telling(TREES, answeredThroughout(complaint, language, true));
			Urgency posted = posted(telling);
			assertThat(posted.level()).as("%s fires %s", telling.text().value(), posted.rules())
				.isNotEqualTo(UrgencyLevel.EMERGENCY);
			assertThat(telling.symptoms()).allMatch((symptom) -> symptom.severity() == null);
			assertThat(telling.text().value()).contains(TREES.word("unknown", language));
		}
	}

	@ParameterizedTest
	@MethodSource("complaints")
	void knowsEachRedFlagAtOnce(String complaint) {
		int flags = 0;
		for (Asking question : TREES.complaint(complaint).questions()) {
			for (Choice choice : question.choices()) {
				FiredRule flag = choice.redFlag();
				if (flag != null) {
					Interview told = InterviewFixtures.about(complaint)
						.answered(chosen(question.id(), choice.id()), InterviewFixtures.NOW);
					Urgency urgency = new Telling(TREES, told).urgency(RULES);
					assertThat(urgency.level()).isEqualTo(UrgencyLevel.EMERGENCY);
					assertThat(urgency.rules()).extracting(FiredRule::id).contains(flag.id());
					flags++;
				}
			}
		}
		if (!Set.of("ear-pain", "joint", "fatigue").contains(complaint)) {
			assertThat(flags).isPositive();
		}
	}

	@Test
	void namesNoMedicine() throws IOException {
		try (InputStream file = new ClassPathResource("interview/trees.json").getInputStream()) {
			assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8))
				.doesNotContainPattern("(?i)\\d ?(mg|ml)\\b|paracetamol|ibuprofen|aspirin");
		}
	}

	private static Interview answeredThroughout(String complaint, String language, boolean skipping) {
		Interview interview = InterviewFixtures.about(complaint, language, PatientFacts.UNKNOWN);
		Optional<Asking> next = new Telling(TREES, interview).next();
		while (next.isPresent()) {
			Asking question = next.get();
			interview = interview.answered(skipping ? skipped(question.id()) : harmless(question),
					InterviewFixtures.NOW);
			next = new Telling(TREES, interview).next();
		}
		return interview;
	}

	/** What the rules say once the text has become an entry as it is. */
	private static Urgency posted(Telling telling) {
		return RULES.assess(new RatedEntry(telling.text(), Instant.EPOCH, telling.symptoms()), List.of(),
				PatientFacts.UNKNOWN);
	}

	private static Urgency assess(String text) {
		return RULES.assess(new RatedEntry(new PatientText(text), Instant.EPOCH, List.of()), List.of(),
				PatientFacts.UNKNOWN);
	}

}
