package io.medlinks.scheduling.availability;

/**
 * How long a visit of one type takes.
 *
 * @param code the type
 * @param minutes the visit itself, {@value #SHORTEST} to {@value #LONGEST} minutes
 * @param bufferBefore minutes kept free before it, 0 to {@value #LONGEST_BUFFER}
 * @param bufferAfter minutes kept free after it, 0 to {@value #LONGEST_BUFFER}
 */
public record VisitSettings(VisitType code, int minutes, int bufferBefore, int bufferAfter) {

	static final int SHORTEST = 5;

	static final int LONGEST = 240;

	static final int LONGEST_BUFFER = 120;

	int stride() {
		return this.bufferBefore + this.minutes + this.bufferAfter;
	}

}
