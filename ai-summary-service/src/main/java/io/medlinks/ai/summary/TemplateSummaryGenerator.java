package io.medlinks.ai.summary;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.urgency.Reading;
import io.medlinks.ai.urgency.ReportedSymptom;
import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.text.PatientText;
import reactor.core.publisher.Mono;

/**
 * Writes summaries from the entries' own facts and words: reason, time course, severity,
 * relevant negatives, what the patient asks, and what is not known. It needs no model and
 * no network.
 */
final class TemplateSummaryGenerator implements SummaryGenerator {

	static final String ENGINE = "template";

	private static final int LONGEST_QUOTE = 240;

	private static final int MOST_SYMPTOMS = 6;

	private static final int MOST_QUESTIONS = 3;

	/** How many of the newest entries are searched for negatives and questions. */
	private static final int RECENT = 10;

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

	/**
	 * Looked for from the beginnings of sentences only: a long text without a question is
	 * read once.
	 */
	private static final Pattern QUESTION = Pattern.compile("(?<![^.!?\\n؟])[^.!?\\n؟]{3,}+[?؟]");

	private final SymptomNames names;

	private final UrgencyRules rules;

	private final RedFlags redFlags;

	TemplateSummaryGenerator(SymptomNames names, UrgencyRules rules, RedFlags redFlags) {
		this.names = names;
		this.rules = rules;
		this.redFlags = redFlags;
	}

	@Override
	public String engine() {
		return ENGINE;
	}

	@Override
	public Mono<List<SummarySentence>> write(SummaryRequest request) {
		return Mono.fromSupplier(() -> sentences(request));
	}

	List<SummarySentence> sentences(SummaryRequest request) {
		Map<String, List<Finding>> bySymptom = bySymptom(request);
		List<SummarySentence> sentences = new ArrayList<>();
		reason(request, this.redFlags.quotesNewestWhole(request)).ifPresent(sentences::add);
		bySymptom.forEach((code, findings) -> {
			sentences.add(course(code, findings));
			severity(code, findings).ifPresent(sentences::add);
		});
		negatives(request).ifPresent(sentences::add);
		sentences.addAll(questions(request));
		sentences.addAll(unknowns(request));
		if (sentences.isEmpty()) {
			reason(request, false).ifPresent(sentences::add);
		}
		return sentences;
	}

	/** Empty where the words stand elsewhere and there is nothing else to say. */
	private Optional<SummarySentence> reason(SummaryRequest request, boolean quoted) {
		DiaryEntry newest = request.entries().getFirst();
		String symptoms = newest.symptoms()
			.stream()
			.filter(ReportedSymptom::isPresent)
			.map((symptom) -> this.names.of(symptom.code())
					+ ((symptom.severity() != null) ? " (" + symptom.severity() + " of 10)" : ""))
			.collect(Collectors.joining(", "));
		String words = quoted ? "" : ": \"" + newest.text().opening(LONGEST_QUOTE) + "\"";
		String day = "On " + request.day(newest).format(DAY);
		if (symptoms.isEmpty()) {
			return quoted ? Optional.empty()
					: Optional.of(sentence(day + " the patient writes" + words, List.of(newest)));
		}
		return Optional.of(sentence(day + " reports " + symptoms + (quoted ? "." : words), List.of(newest)));
	}

	private SummarySentence course(String code, List<Finding> findings) {
		Finding first = findings.getLast();
		Finding last = findings.getFirst();
		String name = capital(this.names.of(code));
		List<DiaryEntry> evidence = findings.stream().map(Finding::entry).toList();
		if (findings.size() == 1) {
			return sentence(name + " noted once, on " + first.day().format(DAY) + ".", evidence);
		}
		String span = first.day().equals(last.day()) ? "on " + first.day().format(DAY)
				: "first on " + first.day().format(DAY) + ", last on " + last.day().format(DAY);
		return sentence(name + " noted in " + findings.size() + " entries, " + span + ".", evidence);
	}

	private Optional<SummarySentence> severity(String code, List<Finding> findings) {
		List<Finding> rated = findings.stream().filter((finding) -> finding.symptom().severity() != null).toList();
		if (rated.size() < 2) {
			return Optional.empty();
		}
		Finding first = rated.getLast();
		Finding last = rated.getFirst();
		int before = first.severityOrZero();
		int now = last.severityOrZero();
		int highest = rated.stream().mapToInt(Finding::severityOrZero).max().orElse(now);
		String change = (now > before) ? "rose from " + before + " to " + now
				: (now < before) ? "fell from " + before + " to " + now : "stayed at " + now;
		String peak = (highest > Math.max(before, now)) ? ", with a highest of " + highest : "";
		return Optional.of(sentence("Severity of " + this.names.of(code) + " " + change + " of 10" + peak + ".",
				rated.stream().map(Finding::entry).toList()));
	}

	private Optional<SummarySentence> negatives(SummaryRequest request) {
		Map<String, List<DiaryEntry>> denied = new LinkedHashMap<>();
		Set<String> said = new LinkedHashSet<>();
		recent(request).forEach((entry) -> {
			Reading words = this.rules.read(entry.text());
			// What an entry says outweighs what it denies too, and what an older one
			// denied.
			entry.symptoms()
				.stream()
				.filter(ReportedSymptom::isPresent)
				.forEach((symptom) -> said.add(this.names.of(symptom.code())));
			Negatives.NAMES.forEach((group, name) -> {
				if (Negatives.says(words, group)) {
					said.add(name);
				}
			});
			Negatives.NAMES.forEach((group, name) -> {
				if (!said.contains(name) && words.denies(group)) {
					denied.computeIfAbsent(name, (_) -> new ArrayList<>()).add(entry);
				}
			});
			entry.symptoms()
				.stream()
				.filter((symptom) -> !symptom.isPresent())
				.map((symptom) -> this.names.of(symptom.code()))
				.filter((name) -> !said.contains(name))
				.forEach((name) -> denied.computeIfAbsent(name, (_) -> new ArrayList<>()).add(entry));
		});
		if (denied.isEmpty()) {
			return Optional.empty();
		}
		return Optional.of(sentence("Denies " + String.join(", ", denied.keySet()) + ".",
				denied.values().stream().flatMap(Collection::stream).distinct().toList()));
	}

	private List<SummarySentence> questions(SummaryRequest request) {
		List<SummarySentence> questions = new ArrayList<>();
		for (DiaryEntry entry : recent(request)) {
			Matcher question = QUESTION.matcher(entry.text().value());
			while (question.find() && questions.size() < MOST_QUESTIONS) {
				questions.add(sentence("Asks: \"" + new PatientText(question.group()).opening(LONGEST_QUOTE) + "\"",
						List.of(entry)));
			}
		}
		return questions;
	}

	private List<SummarySentence> unknowns(SummaryRequest request) {
		DiaryEntry newest = request.entries().getFirst();
		List<SummarySentence> unknowns = new ArrayList<>();
		String unrated = newest.symptoms()
			.stream()
			.filter((symptom) -> symptom.severity() == null)
			.map((symptom) -> this.names.of(symptom.code()))
			.collect(Collectors.joining(", "));
		if (!unrated.isEmpty()) {
			unknowns.add(sentence("Not known: how severe the " + unrated + " is.", List.of(newest)));
		}
		else if (newest.symptoms().isEmpty()) {
			unknowns.add(sentence("Not known: which symptoms of the catalogue apply, and how severe they are.",
					List.of(newest)));
		}
		if (request.entries().size() == 1) {
			unknowns.add(sentence("Not known: the course before this entry, the only one so far.", List.of(newest)));
		}
		return unknowns;
	}

	private static List<DiaryEntry> recent(SummaryRequest request) {
		return request.entries().subList(0, Math.min(RECENT, request.entries().size()));
	}

	/** Present symptoms, those of the newest entries first. */
	private static Map<String, List<Finding>> bySymptom(SummaryRequest request) {
		Map<String, List<Finding>> all = new LinkedHashMap<>();
		for (DiaryEntry entry : request.entries()) {
			for (ReportedSymptom symptom : entry.symptoms()) {
				if (symptom.isPresent()) {
					all.computeIfAbsent(symptom.code(), (_) -> new ArrayList<>())
						.add(new Finding(symptom, entry, request.day(entry)));
				}
			}
		}
		return all.entrySet()
			.stream()
			.limit(MOST_SYMPTOMS)
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (first, _) -> first, LinkedHashMap::new));
	}

	private static SummarySentence sentence(String text, List<DiaryEntry> entries) {
		return new SummarySentence(new PatientText(text),
				entries.stream().map(SummaryRequest::evidence).distinct().toList());
	}

	private static String capital(String name) {
		return name.substring(0, 1).toUpperCase(Locale.ENGLISH) + name.substring(1);
	}

	private record Finding(ReportedSymptom symptom, DiaryEntry entry, LocalDate day) {

		int severityOrZero() {
			return Objects.requireNonNullElse(this.symptom.severity(), 0);
		}

	}

}
