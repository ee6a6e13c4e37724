package io.medlinks.local.process;

import java.util.Optional;

/**
 * One process of this machine, told apart from a later one with the same id by the
 * instant it started.
 *
 * @param pid the id the operating system gave it
 * @param startedAt epoch milliseconds of its start, 0 where the system does not tell
 */
public record ProcessIdentity(long pid, long startedAt) {

	// Linux derives the start from the boot time, which moves when the clock is
	// corrected.
	private static final long CLOCK_CORRECTION_MILLIS = 2000;

	/**
	 * Returns the identity of a process that runs now.
	 */
	public static ProcessIdentity of(ProcessHandle process) {
		return new ProcessIdentity(process.pid(), startedAt(process));
	}

	/**
	 * Reads what {@link #toString()} wrote.
	 */
	public static ProcessIdentity parse(String text) {
		int dash = text.indexOf('-');
		return new ProcessIdentity(Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
	}

	/**
	 * Returns the process if it still runs; never another one that got its id since.
	 */
	public Optional<ProcessHandle> find() {
		return ProcessHandle.of(this.pid)
			.filter(ProcessHandle::isAlive)
			.filter((process) -> Math.abs(startedAt(process) - this.startedAt) <= CLOCK_CORRECTION_MILLIS);
	}

	/**
	 * Tells whether the process still runs.
	 */
	public boolean isAlive() {
		return find().isPresent();
	}

	private static long startedAt(ProcessHandle process) {
		return process.info().startInstant().map((instant) -> instant.toEpochMilli()).orElse(0L);
	}

	@Override
	public String toString() {
		return this.pid + "-" + this.startedAt;
	}

}
