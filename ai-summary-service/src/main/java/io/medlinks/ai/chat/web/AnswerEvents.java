package io.medlinks.ai.chat.web;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.medlinks.ai.chat.AnswerSentence;
import io.medlinks.ai.chat.Citation;
import io.medlinks.ai.chat.SentenceKind;
import io.medlinks.ai.chat.Turn;
import io.medlinks.ai.chat.TurnState;
import io.medlinks.platform.text.PatientText;

import org.springframework.http.codec.ServerSentEvent;

/**
 * The events of one stream: what was said since it was looked at last.
 */
final class AnswerEvents {

	/** How many looks without news there are between signs of life. */
	private static final int QUIET_LOOKS = 40;

	private final Set<String> cited = new HashSet<>();

	private boolean accepted;

	private int said;

	private int quiet;

	/** The events that a turn as it is now adds. */
	List<ServerSentEvent<Object>> of(Turn turn) {
		List<ServerSentEvent<Object>> events = new ArrayList<>();
		if (!this.accepted) {
			this.accepted = true;
			events.add(event("accepted", new Accepted(turn.id(), turn.askedAt())));
		}
		for (; this.said < turn.sentences().size(); this.said++) {
			AnswerSentence sentence = turn.sentences().get(this.said);
			sentence.citations()
				.stream()
				.filter((citation) -> this.cited.add(citation.ref()))
				.forEach((citation) -> events.add(event("citation", citation)));
			events.add(event("sentence", Said.of(this.said, sentence)));
		}
		if (turn.state() == TurnState.FAILED) {
			events.add(event("error", new Trouble("The answer could not be put together. What you asked is kept. Ask "
					+ "again in a moment, and in an emergency call for help now.")));
		}
		else if (turn.isFinished()) {
			events.add(event("done", MessageResponse.of(turn)));
		}
		this.quiet = events.isEmpty() ? this.quiet + 1 : 0;
		if (this.quiet == QUIET_LOOKS) {
			this.quiet = 0;
			events.add(ServerSentEvent.<Object>builder().comment("still at it").build());
		}
		return events;
	}

	private static ServerSentEvent<Object> event(String name, Object data) {
		return ServerSentEvent.builder(data).event(name).build();
	}

	/**
	 * The question is kept and will be answered.
	 *
	 * @param id the question
	 * @param askedAt when it was asked
	 */
	record Accepted(String id, Instant askedAt) {

	}

	/**
	 * A sentence more.
	 *
	 * @param index its place, beginning with 0
	 * @param engine which engine wrote it
	 * @param kind what it is
	 * @param text the words
	 * @param refs the citations behind it, each told before by an event of its own
	 */
	record Said(int index, String engine, SentenceKind kind, PatientText text, List<String> refs) {

		static Said of(int index, AnswerSentence sentence) {
			return new Said(index, sentence.engine(), sentence.kind(), sentence.text(),
					sentence.citations().stream().map(Citation::ref).toList());
		}

	}

	/**
	 * There will be no answer.
	 *
	 * @param detail what happened and what to do
	 */
	record Trouble(String detail) {

	}

}
