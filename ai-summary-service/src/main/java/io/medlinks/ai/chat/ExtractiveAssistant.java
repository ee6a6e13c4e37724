package io.medlinks.ai.chat;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.stream.Stream;

import io.medlinks.ai.diary.DiaryEntry;
import io.medlinks.ai.knowledge.FoundPassage;
import io.medlinks.platform.text.PatientText;
import reactor.core.publisher.Flux;

/**
 * Answers with the passages and entries themselves. It needs no model and no network, and
 * there is nothing in a question that it could obey.
 */
final class ExtractiveAssistant implements HealthAssistant {

	static final String ENGINE = "extractive";

	private static final int LONGEST_QUOTE = 200;

	private final Frames frames;

	ExtractiveAssistant(Frames frames) {
		this.frames = frames;
	}

	@Override
	public String engine() {
		return ENGINE;
	}

	@Override
	public Flux<AnswerSentence> answer(AssistantRequest request) {
		return Flux.defer(() -> Flux.fromStream(Stream.concat(
				request.passages()
					.stream()
					.filter((found) -> !request.told().contains(found.id()))
					.map(ExtractiveAssistant::passage),
				request.entries()
					.stream()
					.filter((entry) -> !request.told().contains(Citation.ref(entry)))
					.map((entry) -> entry(entry, request)))));
	}

	private static AnswerSentence passage(FoundPassage found) {
		return new AnswerSentence(ENGINE, SentenceKind.SOURCE, new PatientText(found.passage().text()),
				List.of(Citation.of(found)));
	}

	private AnswerSentence entry(DiaryEntry entry, AssistantRequest request) {
		String day = entry.happenedAt()
			.atZoneSameInstant(request.zone(entry))
			.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(request.language().locale()));
		String text = this.frames.of(request.language(), "wrote")
			.replace("{day}", day)
			.replace("{words}", entry.text().opening(LONGEST_QUOTE));
		return new AnswerSentence(ENGINE, SentenceKind.ENTRY, new PatientText(text), List.of(Citation.of(entry)));
	}

}
