package io.medlinks.drill.people;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what people asked for and how it was answered, each kind of delay apart.
 */
public final class Traffic {

	private final LongAdder requests = new LongAdder();

	private final LongAdder tooMany = new LongAdder();

	private final LongAdder unavailable = new LongAdder();

	private final LongAdder broken = new LongAdder();

	private final LongAdder unanswered = new LongAdder();

	private final Set<String> failures = ConcurrentHashMap.newKeySet();

	private final List<Write> writes = Collections.synchronizedList(new ArrayList<>());

	void asked() {
		this.requests.increment();
	}

	void unanswered() {
		this.unanswered.increment();
	}

	void answered(String what, Answer answer) {
		if (answer.status() == 429) {
			this.tooMany.increment();
		}
		else if (answer.status() == 503) {
			this.unavailable.increment();
		}
		else if (answer.isAway()) {
			this.broken.increment();
		}
		else if (answer.status() >= 500) {
			this.failures.add(what + " answered " + answer.status());
		}
	}

	void repeatedOtherwise(String what, Answer first, Answer again) {
		this.failures.add(what + " was answered " + first.status() + ", and under the same key then " + again.status()
				+ (first.id().equals(again.id()) ? "" : " with another id"));
	}

	void wrote(String path, long millis) {
		this.writes.add(new Write(path.startsWith("/api/patient/appointments"), millis));
	}

	/** Routes that failed with a status that no good client can expect. */
	public Set<String> failures() {
		return new TreeSet<>(this.failures);
	}

	/** Takes the writes since the last call, the quickest first. */
	public List<Write> takeWrites() {
		synchronized (this.writes) {
			List<Write> taken = this.writes.stream().sorted(Comparator.comparingLong(Write::millis)).toList();
			this.writes.clear();
			return taken;
		}
	}

	@Override
	public String toString() {
		return this.requests.sum() + " requests, " + this.tooMany.sum() + " answered 429, " + this.unavailable.sum()
				+ " answered 503, " + this.broken.sum() + " answered 502 or 504, " + this.unanswered.sum()
				+ " without an answer";
	}

	/**
	 * Something that somebody wrote.
	 *
	 * @param booking whether it was about a patient's appointment
	 * @param millis milliseconds from the first try to the answer
	 */
	public record Write(boolean booking, long millis) {

	}

}
