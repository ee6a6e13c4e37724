package io.medlinks.ai.chat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.medlinks.ai.diary.Diaries;
import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.knowledge.FoundPassage;
import io.medlinks.ai.knowledge.KnowledgeBase;
import io.medlinks.ai.profile.PatientProfile;
import io.medlinks.ai.profile.Profiles;
import io.medlinks.ai.summary.SymptomNames;
import io.medlinks.ai.urgency.FiredRule;
import io.medlinks.ai.urgency.Urgency;
import io.medlinks.ai.urgency.UrgencyLevel;
import io.medlinks.platform.text.PatientText;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.stereotype.Component;

/**
 * Finds what an answer may rest on and has it told. Where nothing fits, it says so.
 */
@Component
class Answering {

	private static final String MEDICINES = "medicines-safety";

	private static final int MOST_ARTICLES = 2;

	/** How well a second article must fit, compared with the first. */
	private static final double SECOND = 0.8;

	private static final int MOST_PASSAGES = 4;

	private static final int MOST_ENTRIES = 3;

	private static final int EARLIER = 3;

	/** How long what somebody wrote into the diary may still be happening. */
	private static final Duration RECENT = Duration.ofHours(48);

	/** Terms that say that something hurts, but not what. */
	private static final Set<String> VAGUE = Set.of("pain", "hurt", "ach", "symptom", "sign", "help", "doctor", "feel");

	private final KnowledgeBase knowledge;

	private final AssistantEngines engines;

	private final RedFlags redFlags;

	private final Frames frames;

	private final Turns turns;

	private final Diaries diaries;

	private final Profiles profiles;

	private final SymptomNames names;

	private final ChatProperties properties;

	private final Clock clock;

	Answering(KnowledgeBase knowledge, AssistantEngines engines, RedFlags redFlags, Frames frames, Turns turns,
			Diaries diaries, Profiles profiles, SymptomNames names, ChatProperties properties, Clock clock) {
		this.knowledge = knowledge;
		this.engines = engines;
		this.redFlags = redFlags;
		this.frames = frames;
		this.turns = turns;
		this.diaries = diaries;
		this.profiles = profiles;
		this.names = names;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Answers a turn that was taken: says what was not said yet, then ends it.
	 * @return an error where the turn was lost, or the database is away
	 */
	Mono<Void> answer(Turn turn) {
		Mono<List<Turn>> before = this.turns.newest(turn.threadId(), EARLIER + 1)
			.filter((other) -> !other.id().equals(turn.id()))
			.collectList();
		Mono<List<DiaryEntry>> entries = this.diaries.newest(turn.patientId(), this.properties.entries()).collectList();
		Mono<Optional<PatientProfile>> profile = this.profiles.find(turn.patientId()).singleOptional();
		return Mono.zip(before, entries, profile)
			.map((known) -> plan(turn, known.getT1(), known.getT2(), known.getT3()))
			.flatMap((plan) -> plan.sentences()
				// All is asked for at once: a concat may lose what is asked later,
				// while one of its sources ends elsewhere (Reactor Core 3.8.7).
				.concatMap((sentence) -> this.turns.say(turn, sentence), Integer.MAX_VALUE)
				.then(Mono.defer(() -> this.turns.done(turn, plan.kind(), plan.rules()))));
	}

	private Plan plan(Turn turn, List<Turn> before, List<DiaryEntry> diary, Optional<PatientProfile> profile) {
		QuestionIntent intent = QuestionIntent.of(turn.question());
		List<PatientText> earlier = before.reversed().stream().map(Turn::question).toList();
		AssistantRequest request = new AssistantRequest(turn.language(), turn.question(), earlier,
				passages(turn, intent, earlier), entries(turn, intent, diary), profile, told(turn));
		Instant now = this.clock.instant();
		List<FiredRule> danger = this.redFlags
			.in(request.entries().stream().filter((entry) -> isRecent(entry, now)).toList(), profile, now);
		if (!danger.isEmpty()) {
			return new Plan(AnswerKind.EMERGENCY, danger, fresh(turn, this.redFlags.whatToDo(turn.language(), danger)));
		}
		Urgency urgency = this.redFlags.assess(turn.question(), profile, now);
		List<FiredRule> rules = (urgency.level() == UrgencyLevel.SAME_DAY) ? urgency.rules() : List.of();
		List<AnswerSentence> opening = new ArrayList<>(rules.stream().map(RedFlags::advice).toList());
		if (intent == QuestionIntent.DOSE) {
			opening.add(frame(turn, "dose"));
			return new Plan(AnswerKind.DOSE, rules,
					Flux.concat(fresh(turn, opening), this.engines.extract(request), closing(turn, request)));
		}
		if (request.isBaseless()) {
			opening.add(frame(turn, "abstain"));
			return new Plan(AnswerKind.ABSTAINED, rules, fresh(turn, opening));
		}
		opening.add(frame(turn, switch (intent) {
			case DIAGNOSIS -> "noDiagnosis";
			case OWN_ENTRIES -> request.passages().isEmpty() ? "ownEntries" : "intro";
			default -> request.passages().isEmpty() ? "ownEntriesOnly" : "intro";
		}));
		return new Plan(AnswerKind.ANSWER, rules,
				Flux.concat(fresh(turn, opening),
						turn.sentences().isEmpty() ? this.engines.answer(request) : this.engines.extract(request),
						closing(turn, request)));
	}

	/** What begins an answer is not said again by whoever takes it over. */
	private static Flux<AnswerSentence> fresh(Turn turn, List<AnswerSentence> opening) {
		return Flux.fromIterable(opening.subList(Math.min(turn.sentences().size(), opening.size()), opening.size()));
	}

	private static Set<String> told(Turn turn) {
		return turn.sentences()
			.stream()
			.flatMap((sentence) -> sentence.citations().stream())
			.map(Citation::ref)
			.collect(Collectors.toUnmodifiableSet());
	}

	private Flux<AnswerSentence> closing(Turn turn, AssistantRequest request) {
		List<AnswerSentence> closing = new ArrayList<>();
		if (turn.language() != ChatLanguage.EN && !request.passages().isEmpty()) {
			closing.add(frame(turn, "inEnglish"));
		}
		closing.add(frame(turn, "general"));
		Set<PatientText> said = turn.sentences().stream().map(AnswerSentence::text).collect(Collectors.toSet());
		return Flux.fromIterable(closing).filter((sentence) -> !said.contains(sentence.text()));
	}

	private AnswerSentence frame(Turn turn, String name) {
		return AnswerSentence.frame(this.frames.of(turn.language(), name));
	}

	private List<FoundPassage> passages(Turn turn, QuestionIntent intent, List<PatientText> earlier) {
		if (intent == QuestionIntent.DOSE) {
			return this.knowledge.passagesOf(MEDICINES);
		}
		List<FoundPassage> found = this.knowledge.search(turn.question().value());
		if (found.isEmpty() && !earlier.isEmpty() && this.knowledge.terms().isBare(turn.question().value())) {
			found = this.knowledge.search(earlier.getLast().value());
		}
		return chosen(found);
	}

	/**
	 * The best passages of the best articles in the articles' own order, and always those
	 * that say when to get help.
	 */
	private List<FoundPassage> chosen(List<FoundPassage> found) {
		List<FoundPassage> chosen = new ArrayList<>();
		Set<String> articles = new LinkedHashSet<>();
		for (FoundPassage passage : found) {
			if (articles.size() < MOST_ARTICLES && passage.score() >= SECOND * found.getFirst().score()) {
				articles.add(passage.article().id());
			}
		}
		for (String article : articles) {
			List<FoundPassage> own = found.stream()
				.filter((passage) -> passage.article().id().equals(article))
				.toList();
			Set<FoundPassage> best = new HashSet<>(own.stream()
				.filter((passage) -> !passage.passage().isHelp())
				.limit((chosen.isEmpty()) ? MOST_PASSAGES : MOST_PASSAGES - 2L)
				.toList());
			own.stream()
				.filter((passage) -> best.contains(passage) || passage.passage().isHelp())
				.sorted(Comparator.comparingInt(FoundPassage::number))
				.forEach(chosen::add);
		}
		return chosen;
	}

	private List<DiaryEntry> entries(Turn turn, QuestionIntent intent, List<DiaryEntry> diary) {
		if (intent == QuestionIntent.DOSE) {
			return List.of();
		}
		Set<String> wanted = new HashSet<>(this.knowledge.terms().ofQuestion(turn.question().value()));
		wanted.removeAll(VAGUE);
		if (wanted.isEmpty()) {
			return (intent == QuestionIntent.OWN_ENTRIES) ? diary.subList(0, Math.min(MOST_ENTRIES, diary.size()))
					: List.of();
		}
		return diary.stream()
			.filter((entry) -> terms(entry).stream().anyMatch(wanted::contains))
			.limit(MOST_ENTRIES)
			.toList();
	}

	private Set<String> terms(DiaryEntry entry) {
		Set<String> terms = new HashSet<>(this.knowledge.terms().ofQuestion(entry.text().value()));
		entry.symptoms()
			.forEach((symptom) -> terms.addAll(this.knowledge.terms().ofQuestion(this.names.of(symptom.code()))));
		return terms;
	}

	private static boolean isRecent(DiaryEntry entry, Instant now) {
		return entry.happenedAt().toInstant().isAfter(now.minus(RECENT));
	}

	/**
	 * What is going to be said.
	 */
	private record Plan(AnswerKind kind, List<FiredRule> rules, Flux<AnswerSentence> sentences) {

	}

}
