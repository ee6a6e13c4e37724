package io.medlinks.drill.scenario;

import java.time.Duration;

/**
 * One thing that is broken, and what must be true all the same.
 */
public interface Scenario {

	/** A short name, as asked for on the command line. */
	String name();

	/** The name, and which part of it where it is not the whole. */
	default String title() {
		return name();
	}

	/** What must be true, in a sentence. */
	String promise();

	/**
	 * Whether all data of the system must be as their owners say once it is over; not
	 * where data were made by software that was broken on purpose.
	 */
	default boolean leavesAllWell() {
		return true;
	}

	/**
	 * How long everything may take to arrive, at least; zero where nothing of it takes
	 * longer than usual.
	 */
	default Duration patience() {
		return Duration.ZERO;
	}

	/**
	 * Breaks it and looks.
	 * @param run where it happens and where faults and figures go
	 * @throws Exception where the drill itself fails, which is not a fault of MedLinks
	 * but no success either
	 */
	void run(Run run) throws Exception;

}
