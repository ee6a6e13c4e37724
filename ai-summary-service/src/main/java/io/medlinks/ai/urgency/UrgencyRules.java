package io.medlinks.ai.urgency;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.medlinks.platform.text.PatientText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

/**
 * The versioned rule file and its interpreter. It is deterministic and looks at nothing
 * but its arguments; no model can lower what it says.
 */
public final class UrgencyRules {

	private static final String FILE = "urgency/rules.json";

	private final String ruleset;

	private final UrgencyLevel fallback;

	private final Language language;

	private final Map<String, List<Phrase>> phrases = new HashMap<>();

	private final Map<String, Condition> concepts = new HashMap<>();

	private final List<Rule> rules = new ArrayList<>();

	private final List<Raise> raises = new ArrayList<>();

	private UrgencyRules(JsonNode file) {
		this.ruleset = file.get("ruleset").asString();
		this.fallback = UrgencyLevel.of(file.get("fallback").asString());
		JsonNode words = file.get("language");
		this.language = new Language((kind) -> strings(words.get(kind)));
		file.get("phrases")
			.properties()
			.forEach((group) -> this.phrases.put(group.getKey(),
					group.getValue()
						.valueStream()
						.flatMap((tongue) -> strings(tongue).stream())
						.map(Phrase::parse)
						.toList()));
		file.get("concepts")
			.properties()
			.forEach((concept) -> this.concepts.put(concept.getKey(), Condition.parse(concept.getValue())));
		file.get("rules").forEach((rule) -> this.rules.add(Rule.parse(rule)));
		file.get("raises").forEach((raise) -> this.raises.add(Raise.parse(raise)));
	}

	/**
	 * Reads the rule file of this release.
	 */
	public static UrgencyRules load() {
		try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
			return new UrgencyRules(JsonMapper.shared().readTree(file));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The urgency rules cannot be read", ex);
		}
	}

	/** The version of the rule file. */
	public String ruleset() {
		return this.ruleset;
	}

	/**
	 * Whether what happened before can change an entry's urgency: things get worse, or
	 * last, by the symptoms that were ticked in both.
	 * @param symptoms what the patient ticked
	 */
	public static boolean looksBack(List<ReportedSymptom> symptoms) {
		return !symptoms.isEmpty();
	}

	/**
	 * Assesses an entry: the highest level of the rules that fire, raised where things
	 * get worse.
	 * @param entry the entry
	 * @param history the patient's other entries as they stand, without withdrawn ones
	 * @param facts what is known of the patient
	 */
	public Urgency assess(RatedEntry entry, List<? extends SymptomReport> history, PatientFacts facts) {
		Evaluation evaluation = new Evaluation(this, entry, history, facts);
		List<Rule> fired = this.rules.stream().filter((rule) -> rule.when().holds(evaluation)).toList();
		UrgencyLevel level = fired.stream().map(Rule::level).min(UrgencyLevel::compareTo).orElse(this.fallback);
		List<FiredRule> deciding = new ArrayList<>(
				fired.stream().filter((rule) -> rule.level() == level).map(Rule::fired).toList());
		UrgencyLevel raised = level;
		for (Raise raise : this.raises) {
			if (level != UrgencyLevel.EMERGENCY && raise.when().holds(evaluation)) {
				raised = raised.raised(raise.by(), raise.ceiling());
				deciding.add(raise.fired());
			}
		}
		return new Urgency(raised, List.copyOf(deciding));
	}

	/**
	 * Reads a text for phrases.
	 * @param text the patient's words
	 */
	public Reading read(PatientText text) {
		return new Reading(evaluation(text));
	}

	/**
	 * Other phrases than those of the rule file, under the same rules of spelling and
	 * denial.
	 * @param written the phrases in the language of the rule file
	 */
	public Phrases phrases(List<String> written) {
		return new Phrases(this, written.stream().map(Phrase::parse).toList());
	}

	/**
	 * A rule that says that it is an emergency, for somebody who has found by asking what
	 * it looks for.
	 * @param id the rule's id
	 * @throws IllegalArgumentException where no rule of that id is about an emergency
	 */
	public FiredRule emergency(String id) {
		return this.rules.stream()
			.filter((rule) -> rule.level() == UrgencyLevel.EMERGENCY && rule.fired().id().equals(id))
			.map(Rule::fired)
			.findFirst()
			.orElseThrow(() -> new IllegalArgumentException("No rule about an emergency: " + id));
	}

	Evaluation evaluation(PatientText text) {
		return new Evaluation(this, new RatedEntry(text, Instant.EPOCH, List.of()), List.of(), PatientFacts.UNKNOWN);
	}

	/** The rules' ids, for tests and pages that list them. */
	public List<String> ruleIds() {
		return Stream
			.concat(this.rules.stream().map((rule) -> rule.fired().id()),
					this.raises.stream().map((raise) -> raise.fired().id()))
			.toList();
	}

	Language language() {
		return this.language;
	}

	List<Phrase> phrases(String group) {
		List<Phrase> known = this.phrases.get(group);
		if (known == null) {
			throw new IllegalArgumentException("No such phrase group: " + group);
		}
		return known;
	}

	Condition concept(String name) {
		Condition known = this.concepts.get(name);
		if (known == null) {
			throw new IllegalArgumentException("No such concept: " + name);
		}
		return known;
	}

	private static List<String> strings(JsonNode nodes) {
		return nodes.valueStream().map(JsonNode::asString).toList();
	}

	private static FiredRule shown(JsonNode rule) {
		return new FiredRule(rule.get("id").asString(), rule.get("title").asString(),
				rule.get("source").get("title").asString(), rule.get("advice").asString());
	}

	private record Rule(FiredRule fired, UrgencyLevel level, Condition when) {

		static Rule parse(JsonNode rule) {
			return new Rule(shown(rule), UrgencyLevel.of(rule.get("level").asString()),
					Condition.parse(rule.get("when")));
		}

	}

	private record Raise(FiredRule fired, int by, UrgencyLevel ceiling, Condition when) {

		static Raise parse(JsonNode raise) {
			return new Raise(shown(raise), raise.get("by").asInt(), UrgencyLevel.of(raise.get("ceiling").asString()),
					Condition.parse(raise.get("when")));
		}

	}

}
