package io.medlinks.ai.urgency;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * When a rule fires; read from the declarative language of the rule file.
 */
sealed interface Condition {

	boolean holds(Evaluation evaluation);

	/**
	 * Reads a condition; several members of one object must all hold.
	 * @param node the JSON object
	 * @throws IllegalArgumentException where the language has no such member
	 */
	static Condition parse(JsonNode node) {
		List<Condition> parts = new ArrayList<>();
		if (node.has("symptom")) {
			parts.add(new Reported(node.get("symptom").asString(), integer(node, "min"), integer(node, "max")));
		}
		else if (node.has("only")) {
			parts.add(new Only(Set.copyOf(strings(node.get("only"))), node.get("max").asInt()));
		}
		else if (node.has("fact")) {
			parts.add(new Fact(node.get("fact").asString(), node.has("is") ? strings(node.get("is")) : List.of(),
					integer(node, "atMost")));
		}
		for (Map.Entry<String, JsonNode> member : node.properties()) {
			switch (member.getKey()) {
				case "all" -> parts.add(new All(list(member.getValue())));
				case "any" -> parts.add(new Any(list(member.getValue())));
				case "none" -> parts.add(new None(list(member.getValue())));
				case "phrase" -> parts.add(new Said(member.getValue().asString()));
				case "is" -> {
					if (!node.has("fact")) {
						parts.add(new Concept(member.getValue().asString()));
					}
				}
				case "worsening" -> parts.add(new Worsening(member.getValue().get("rise").asInt(),
						Duration.ofHours(member.getValue().get("withinHours").asLong())));
				case "lasting" -> parts.add(new Lasting(member.getValue().get("symptom").asString(),
						Duration.ofHours(member.getValue().get("hours").asLong()),
						Duration.ofHours(member.getValue().get("withinHours").asLong())));
				case "symptom", "min", "max", "only", "fact", "atMost" -> {
				}
				default -> throw new IllegalArgumentException("No such condition: " + member.getKey());
			}
		}
		return (parts.size() == 1) ? parts.getFirst() : new All(parts);
	}

	private static List<Condition> list(JsonNode nodes) {
		return nodes.valueStream().map(Condition::parse).toList();
	}

	private static List<String> strings(JsonNode nodes) {
		return nodes.valueStream().map(JsonNode::asString).toList();
	}

	private static @Nullable Integer integer(JsonNode node, String name) {
		return node.has(name) ? Integer.valueOf(node.get(name).asInt()) : null;
	}

	/**
	 * Each part holds.
	 */
	record All(Collection<Condition> parts) implements Condition {

		@Override
		public boolean holds(Evaluation evaluation) {
			return this.parts.stream().allMatch((part) -> part.holds(evaluation));
		}

	}

	/**
	 * At least one part holds.
	 */
	record Any(Collection<Condition> parts) implements Condition {

		@Override
		public boolean holds(Evaluation evaluation) {
			return this.parts.stream().anyMatch((part) -> part.holds(evaluation));
		}

	}

	/**
	 * No part holds.
	 */
	record None(Collection<Condition> parts) implements Condition {

		@Override
		public boolean holds(Evaluation evaluation) {
			return this.parts.stream().noneMatch((part) -> part.holds(evaluation));
		}

	}

	/**
	 * A named condition of the rule file.
	 */
	record Concept(String name) implements Condition {

		@Override
		public boolean holds(Evaluation evaluation) {
			return evaluation.isConcept(this.name);
		}

	}

	/**
	 * A phrase of a group stands in the text and is not denied.
	 */
	record Said(String group) implements Condition {

		@Override
		public boolean holds(Evaluation evaluation) {
			return evaluation.says(this.group);
		}

	}

	/**
	 * A symptom ({@code *} for any) is reported and present; with a bound, its severity
	 * is known and within.
	 */
	record Reported(String code, @Nullable Integer min, @Nullable Integer max) implements Condition {

		@Override
		public boolean holds(Evaluation evaluation) {
			return evaluation.entry().symptoms().stream().anyMatch(this::matches);
		}

		private boolean matches(ReportedSymptom symptom) {
			if (!symptom.isPresent() || !("*".equals(this.code) || this.code.equals(symptom.code()))) {
				return false;
			}
			Integer severity = symptom.severity();
			return (this.min == null || (severity != null && severity >= this.min))
					&& (this.max == null || (severity != null && severity <= this.max));
		}

	}

	/**
	 * Symptoms are reported, all of them of these codes and of known, low severity.
	 */
	record Only(Set<String> codes, int max) implements Condition {

		@Override
		public boolean holds(Evaluation evaluation) {
			List<ReportedSymptom> symptoms = evaluation.entry().symptoms();
			return !symptoms.isEmpty() && symptoms.stream().allMatch(this::matches);
		}

		private boolean matches(ReportedSymptom symptom) {
			Integer severity = symptom.severity();
			return this.codes.contains(symptom.code()) && severity != null && severity <= this.max;
		}

	}

	/**
	 * Something is known of the patient; what is unknown never holds.
	 */
	record Fact(String name, List<String> is, @Nullable Integer atMost) implements Condition {

		@Override
		public boolean holds(Evaluation evaluation) {
			PatientFacts facts = evaluation.facts();
			return switch (this.name) {
				case "ageMonths" -> {
					Integer months = facts.ageMonths();
					yield months != null && this.atMost != null && months <= this.atMost;
				}
				case "sex" -> facts.sex() != null && this.is.contains(facts.sex());
				case "pregnant" -> facts.pregnant() != null && this.is.contains(facts.pregnant());
				default -> throw new IllegalArgumentException("No such fact: " + this.name);
			};
		}

	}

	/**
	 * A symptom's severity rose against an earlier entry.
	 */
	record Worsening(int rise, Duration within) implements Condition {

		@Override
		public boolean holds(Evaluation evaluation) {
			return evaluation.entry().symptoms().stream().anyMatch((now) -> rose(now, evaluation));
		}

		private boolean rose(ReportedSymptom now, Evaluation evaluation) {
			Integer severity = now.severity();
			return severity != null && evaluation.earlier(Duration.ZERO, this.within)
				.filter((before) -> before.code().equals(now.code()))
				.anyMatch((before) -> before.severity() != null && severity - before.severity() >= this.rise);
		}

	}

	/**
	 * A symptom is present now and was present so long ago.
	 */
	record Lasting(String code, Duration atLeast, Duration within) implements Condition {

		@Override
		public boolean holds(Evaluation evaluation) {
			return isPresent(evaluation.entry().symptoms().stream())
					&& isPresent(evaluation.earlier(this.atLeast, this.within));
		}

		private boolean isPresent(Stream<ReportedSymptom> symptoms) {
			return symptoms.anyMatch((symptom) -> symptom.code().equals(this.code) && symptom.isPresent());
		}

	}

}
