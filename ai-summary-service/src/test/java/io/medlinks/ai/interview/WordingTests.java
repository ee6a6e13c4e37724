package io.medlinks.ai.interview;

import java.util.List;
import java.util.Optional;

import io.medlinks.platform.text.PatientText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class WordingTests {

	private static final QuestionRequest ASKED = new QuestionRequest("en", Optional.empty(),
			new PatientText("My head hurts"), new Question("severity", QuestionKind.NUMBER,
					"How bad is it right now, from 0 to 10?", List.of(), "not there", "the worst I can imagine"));

	private static final TextRequest TOLD = new TextRequest("en", Optional.empty(), new PatientText("My head hurts"),
			new PatientText("My head hurts\nReason: headache.\nHow bad: 6 of 10.\nNo fever."));

	@Test
	void takesTheSameQuestionInOtherWords() {
		assertThat(asked("I am sorry to hear that. How bad is your headache now, from 0 to 10?"))
			.isEqualTo("I am sorry to hear that. How bad is your headache now, from 0 to 10?");
	}

	@ParameterizedTest
	@ValueSource(strings = { "How bad is it? And since when?", "Tell me how bad it is.", "",
			"Have you taken 500 mg already?", "[NAME], how bad is it?", "It sounds like migraine. How bad is it?",
			"Did your diagnosis change how bad it is?", "How bad is it, from 0 to 100?", "How bad\nis it?",
			"Could you take tablets and say how bad it is?" })
	void keepsToTheTreeWhereTheWordsAreMoreOrLessThanTheQuestion(String words) {
		assertThat(asked(words)).isEqualTo("How bad is it right now, from 0 to 10?");
	}

	@Test
	void keepsToTheTreeWhereTheQuestionIsTooLong() {
		assertThat(asked("How bad " + "very ".repeat(60) + "is it?")).startsWith("How bad is it right now");
	}

	@Test
	void takesATextThatKeepsThePatientsWords() {
		assertThat(told("My head hurts\nThe headache is 6 of 10. There is no fever.").engine()).isEqualTo("model");
	}

	@ParameterizedTest
	@ValueSource(strings = { "The patient has a headache, 6 of 10, and no fever.",
			"My head hurts\nThe headache is 8 of 10. There is no fever.",
			"My head hurts\nThe headache is rather bad, and there is no fever.",
			"My head hurts\nThe headache is 6 of 10. Take 2 tablets.", "My head hurts",
			"My head hurts\nThe diagnosis is migraine, 6 of 10. No fever." })
	void keepsToTheTreeWhereTheTextSaysMoreOrLess(String words) {
		assertThat(told(words).engine()).isEqualTo("trees");
	}

	@Test
	void keepsToTheTreeWhereTheEngineFails() {
		InterviewerEngines engines = new InterviewerEngines(
				List.of(engine(Mono.error(new IllegalStateException())), new TreeInterviewer()));
		assertThat(engines.ask(ASKED).blockOptional().orElseThrow().engine()).isEqualTo("trees");
	}

	private static String asked(String words) {
		return new InterviewerEngines(List.of(engine(Mono.just(words)), new TreeInterviewer())).ask(ASKED)
			.blockOptional()
			.orElseThrow()
			.text();
	}

	private static InterviewerEngines.Words<PatientText> told(String words) {
		return new InterviewerEngines(List.of(engine(Mono.just(words)), new TreeInterviewer())).tell(TOLD)
			.blockOptional()
			.orElseThrow();
	}

	private static Interviewer engine(Mono<String> words) {
		return new Interviewer() {

			@Override
			public String engine() {
				return "model";
			}

			@Override
			public Mono<String> ask(QuestionRequest request) {
				return words;
			}

			@Override
			public Mono<PatientText> tell(TextRequest request) {
				return words.map(PatientText::new);
			}

		};
	}

}
