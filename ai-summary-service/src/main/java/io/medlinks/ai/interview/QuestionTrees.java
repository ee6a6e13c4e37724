package io.medlinks.ai.interview;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.medlinks.ai.interview.Complaint.Asking;
import io.medlinks.ai.interview.Complaint.Choice;
import io.medlinks.ai.interview.Complaint.When;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.Phrases;
import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * The versioned and sourced question trees. Which question comes next depends on nothing
 * but the complaint, the answers and what is known of the patient. A question that leaves
 * the trees takes its id with it.
 */
final class QuestionTrees {

	/**
	 * The languages in which each word of the trees is there; the first one for others.
	 */
	static final List<String> LANGUAGES = List.of("en", "de", "ar");

	/** The complaint for words in which no other one is found. */
	static final String GENERAL = "general";

	private static final String FILE = "interview/trees.json";

	private final String version;

	private final Map<String, Localized> words = new HashMap<>();

	private final Map<UrgencyLevel, Localized> nextSteps = new HashMap<>();

	private final List<Complaint> complaints;

	private QuestionTrees(JsonNode file, UrgencyRules rules) {
		this.version = file.get("version").asString();
		file.get("words")
			.properties()
			.forEach((word) -> this.words.put(word.getKey(), Localized.parse(word.getValue())));
		file.get("nextSteps")
			.properties()
			.forEach((step) -> this.nextSteps.put(UrgencyLevel.of(step.getKey()), Localized.parse(step.getValue())));
		Reader reader = new Reader(file.get("findings"), file.get("questions"), rules);
		this.complaints = file.get("complaints").valueStream().map(reader::complaint).toList();
	}

	/**
	 * Reads the trees of this release.
	 * @param rules the urgency rules, whose ids the trees' red flags name
	 */
	static QuestionTrees load(UrgencyRules rules) {
		try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
			return new QuestionTrees(JsonMapper.shared().readTree(file), rules);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The question trees cannot be read", ex);
		}
	}

	/**
	 * The language of the trees for readers of a language.
	 * @param tag a BCP 47 tag such as {@code de-AT}
	 */
	static String language(String tag) {
		String language = Locale.forLanguageTag(tag).getLanguage();
		return LANGUAGES.contains(language) ? language : LANGUAGES.getFirst();
	}

	String version() {
		return this.version;
	}

	List<Complaint> complaints() {
		return this.complaints;
	}

	/**
	 * The complaint that the opening words are about: the first one of the file whose
	 * words stand there. The more dangerous ones stand first.
	 */
	Complaint about(PatientText opening) {
		return this.complaints.stream().filter((complaint) -> {
			Phrases phrases = complaint.phrases();
			return phrases != null && phrases.in(opening);
		}).findFirst().orElseGet(() -> complaint(GENERAL));
	}

	/** A complaint; the general one where a release does not know it any more. */
	Complaint complaint(String code) {
		return this.complaints.stream()
			.filter((complaint) -> complaint.code().equals(code))
			.findFirst()
			.orElseGet(this.complaints::getLast);
	}

	String word(String name, String language) {
		Localized word = this.words.get(name);
		if (word == null) {
			throw new IllegalArgumentException("The question trees have no word " + name);
		}
		return word.in(language);
	}

	List<Question.Option> yesNo(String language) {
		return Stream.of(Answer.YES, Answer.NO, Answer.NOT_SURE)
			.map((id) -> new Question.Option(id, word(id, language)))
			.toList();
	}

	/** What happens next at a level of urgency, and when to ask for help sooner. */
	List<String> nextSteps(UrgencyLevel level, Complaint complaint, String language) {
		Localized step = this.nextSteps.get(level);
		if (step == null) {
			throw new IllegalArgumentException("The question trees have no step for " + level);
		}
		return List.of(step.in(language), complaint.watch().in(language));
	}

	/**
	 * Reads the parts of the file that refer to each other.
	 */
	private record Reader(JsonNode findings, JsonNode shared, UrgencyRules rules) {

		Complaint complaint(JsonNode node) {
			List<Asking> questions = node.get("questions").valueStream().map(this::question).toList();
			requireEarlierQuestions(questions);
			return new Complaint(node.get("code").asString(), Localized.parse(node.get("name")),
					strings(node.get("symptoms")), phrases(node.get("phrases")), questions,
					Localized.parse(node.get("watch")));
		}

		private @Nullable Phrases phrases(@Nullable JsonNode node) {
			return (node != null)
					? this.rules.phrases(node.valueStream().flatMap((tongue) -> strings(tongue).stream()).toList())
					: null;
		}

		private Asking question(JsonNode node) {
			if (node.has("use")) {
				return question(member(this.shared, node.get("use").asString()));
			}
			QuestionKind kind = QuestionKind.of(node.get("kind").asString());
			JsonNode when = node.get("when");
			return new Asking(node.get("id").asString(), kind, Localized.parse(node.get("label")),
					Localized.parse(node.get("text")), choices(node, kind), localized(node.get("low")),
					localized(node.get("high")),
					(when != null) ? new When(when.get("question").asString(), strings(when.get("is"))) : null,
					string(node.get("unlessSex")));
		}

		private List<Choice> choices(JsonNode node, QuestionKind kind) {
			return switch (kind) {
				case TEXT, NUMBER -> List.of();
				case YES_NO -> List.of(finding(Answer.YES, node));
				case ONE -> node.get("options").valueStream().map(this::option).toList();
				case SEVERAL -> node.get("options")
					.valueStream()
					.map((each) -> finding(each.get("finding").asString(), each))
					.toList();
			};
		}

		private Choice option(JsonNode node) {
			Localized text = Localized.parse(node.get("text"));
			return new Choice(node.get("id").asString(), text, localized(node.get("says")), null,
					string(node.get("symptom")), redFlag(node));
		}

		private Choice finding(String id, JsonNode node) {
			JsonNode finding = member(this.findings, node.get("finding").asString());
			Localized yes = Localized.parse(finding.get("yes"));
			return new Choice(id, yes, yes, Localized.parse(finding.get("no")), string(finding.get("symptom")),
					redFlag(node));
		}

		private @Nullable FiredRule redFlag(JsonNode node) {
			return node.has("redFlag") ? this.rules.emergency(node.get("redFlag").asString()) : null;
		}

		private static void requireEarlierQuestions(List<Asking> questions) {
			List<String> earlier = new ArrayList<>();
			for (Asking question : questions) {
				When when = question.when();
				if (when != null && !earlier.contains(when.question())) {
					throw new IllegalArgumentException(question.id() + " depends on what was not asked before");
				}
				earlier.add(question.id());
			}
		}

		private static JsonNode member(JsonNode node, String name) {
			JsonNode member = node.get(name);
			if (member == null) {
				throw new IllegalArgumentException("The question trees do not know " + name);
			}
			return member;
		}

		private static @Nullable Localized localized(@Nullable JsonNode node) {
			return (node != null) ? Localized.parse(node) : null;
		}

		private static @Nullable String string(@Nullable JsonNode node) {
			return (node != null) ? node.asString() : null;
		}

		private static List<String> strings(JsonNode nodes) {
			return nodes.valueStream().map(JsonNode::asString).toList();
		}

	}

}
