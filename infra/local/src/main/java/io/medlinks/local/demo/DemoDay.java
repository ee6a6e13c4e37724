package io.medlinks.local.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

import io.medlinks.local.demo.DemoClinic.PastVisits;
import io.medlinks.local.demo.synthetic.SyntheticClinic;
import io.medlinks.local.identity.RealmAdministrator;

/**
 * A synthetic clinic in a stack that runs: its past, and a day of its present.
 */
public final class DemoDay {

	private final SyntheticClinic clinic;

	private final DemoPeople people;

	private final Consumer<String> progress;

	/**
	 * A clinic.
	 * @param clinic who is there
	 * @param gatewayUrl the gateway's origin, without a slash at the end
	 * @param progress is told each step in words
	 */
	public DemoDay(SyntheticClinic clinic, String gatewayUrl, Consumer<String> progress) {
		this.clinic = clinic;
		this.people = new DemoPeople(gatewayUrl);
		this.progress = progress;
	}

	/**
	 * Loads three months, through the public API; what broke off goes on.
	 * @param realm where accounts are made
	 * @param pastVisits writes down what took place before
	 * @throws IOException where the system refuses a step
	 */
	public void load(RealmAdministrator realm, PastVisits pastVisits) throws IOException, InterruptedException {
		new DemoClinic(this.clinic, realm, pastVisits, this.people, this.progress).load();
	}

	/**
	 * Plays until the time is over or somebody interrupts it.
	 * @param seed decides what happens
	 * @param length how long
	 * @param pace the time between two things that happen
	 */
	public void play(long seed, Duration length, Duration pace) throws InterruptedException {
		new LiveDay(this.clinic, this.people, seed, this.progress).play(length, pace);
	}

}
