package io.medlinks.local.launcher;

/**
 * How the stack is to be started.
 *
 * @param instances how many processes each service and the gateway get
 * @param freePorts whether free ports are chosen instead of the usual ones
 * @param demo whether the demo accounts get their entries and appointments
 */
record StartOptions(int instances, boolean freePorts, boolean demo) {

	static final int MOST_INSTANCES = 5;

	static final StartOptions USUAL = new StartOptions(1, false, true);

}
