package io.medlinks.drill.scenario;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.medlinks.drill.clinic.Clinic;
import io.medlinks.drill.clinic.Clinic.Hours;
import io.medlinks.drill.clinic.Invariants;
import io.medlinks.drill.people.Person;
import io.medlinks.drill.stack.SideBySide;
import io.medlinks.local.demo.MedLinksClient;

/**
 * Browsers keep their sessions while instances of the gateway die, and lose them
 * everywhere when somebody signs out.
 */
public final class Sessions implements Scenario {

	private static final String AT_SIGN_IN = "session.begun";

	private static final List<String> AT_RENEWAL = List.of("session.leased", "session.renewed");

	private static final Duration SIGNED_OUT = Duration.ofSeconds(2);

	private static final Duration SHORT_TOKENS = Duration.ofSeconds(30);

	/** When the gateway renews a token that lasts so long, and a little more. */
	private static final Duration UNTIL_RENEWAL = Duration.ofSeconds(12);

	/** How long the process of an instance that answers no more may still be seen. */
	private static final Duration GONE = Duration.ofSeconds(5);

	private static final Duration USUAL_TOKENS = Duration.ofMinutes(5);

	private static final int CALLS_AT_ONCE = 40;

	@Override
	public String name() {
		return "sessions";
	}

	@Override
	public String promise() {
		return "Sessions survive the loss of an instance of the gateway at each of its crash points, are renewed by one "
				+ "of all requests, and end everywhere within two seconds when somebody signs out here or at Keycloak";
	}

	@Override
	public void run(Run run) throws IOException, InterruptedException {
		Clinic clinic = Clinic.open(run.people(), run.size().of(4, 2), run.size().of(24, 6), Hours.PLENTY);
		List<Person> people = run.people().signIn("patient", run.size().of(12, 4));
		List<Browser> browsers = SideBySide.map(people, 4, (person) -> Browser.signIn(run, person));
		run.figure("browsers", browsers.size());
		signOut(run, browsers.removeLast(), "here", Browser::signOut);
		signOut(run, browsers.removeLast(), "at Keycloak", (browser) -> run.stack().realm().signOut(browser.id()));
		String second = run.stack().instancesOf("gateway").get(1);
		run.stack().kill(second);
		everybodyIsSignedIn(run, browsers, 0, "without " + second);
		run.stack().restart(second);
		String first = run.stack().instancesOf("gateway").getFirst();
		run.stack().kill(first);
		everybodyIsSignedIn(run, browsers, 1, "without " + first);
		run.stack().restart(first);
		renewals(run, browsers, clinic);
		crashAtSignIn(run, clinic);
		run.figure("acknowledged and found again", clinic.ledger().size());
	}

	/** The names of the crash points at which instances of the gateway die here. */
	static Set<String> crashPoints() {
		return Stream.concat(Stream.of(AT_SIGN_IN), AT_RENEWAL.stream()).collect(Collectors.toUnmodifiableSet());
	}

	private static void everybodyIsSignedIn(Run run, List<Browser> browsers, int instance, String when)
			throws IOException, InterruptedException {
		for (Browser browser : browsers) {
			if (!browser.isSignedIn(instance)) {
				run.fault("somebody lost the session " + when);
			}
			int read = browser.at(instance).get("/api/patient/profile").status();
			if (read != 200 && read != 404) {
				run.fault("a session reads nothing " + when + ": " + read);
			}
			int written = browser.write(instance).status();
			if (written != 201) {
				run.fault("a session writes nothing " + when + ": " + written);
			}
		}
		run.say(browsers.size() + " sessions asked for " + when);
	}

	private static void signOut(Run run, Browser browser, String where, SignOut way)
			throws IOException, InterruptedException {
		// Signing out takes the cookies from that browser only.
		List<Browser> copies = List.of(browser.copy(), browser.copy());
		for (int instance = 0; instance < 2; instance++) {
			if (!copies.get(instance).isSignedIn(instance)) {
				run.fault("a copy of the cookies opens nothing before the sign-out " + where);
			}
		}
		List<Long> millis = new ArrayList<>();
		try (InputStream here = browser.at(0).open("/api/patient/live");
				InputStream there = browser.at(1).open("/api/patient/live")) {
			List<Thread> readers = new ArrayList<>();
			long[] ended = new long[2];
			List<InputStream> streams = List.of(here, there);
			for (int i = 0; i < 2; i++) {
				int number = i;
				readers.add(Thread.ofVirtual().start(() -> {
					readToTheEnd(streams.get(number));
					ended[number] = System.nanoTime();
				}));
			}
			TimeUnit.MILLISECONDS.sleep(500);
			long begin = System.nanoTime();
			way.signOut(browser);
			for (int i = 0; i < 2; i++) {
				readers.get(i).join(Duration.ofSeconds(30));
				millis.add((ended[i] == 0) ? Long.MAX_VALUE : (ended[i] - begin) / 1_000_000);
			}
		}
		run.figure("signed out " + where + ": both streams ended after",
				millis.stream().map((one) -> one + " ms").toList());
		if (millis.stream().anyMatch((one) -> one < 0)) {
			run.fault("a stream had ended before the sign-out " + where);
		}
		if (millis.stream().anyMatch((one) -> one > SIGNED_OUT.toMillis())) {
			run.fault("a stream outlived the sign-out " + where);
		}
		for (int instance = 0; instance < 2; instance++) {
			for (Browser left : List.of(copies.get(instance), browser)) {
				if (left.at(instance).get("/api/patient/profile").status() != 401 || left.isSignedIn(instance)) {
					run.fault("a session outlived the sign-out " + where);
				}
			}
		}
	}

	private static void readToTheEnd(InputStream stream) {
		try {
			stream.transferTo(OutputStream.nullOutputStream());
		}
		catch (IOException ex) {
			// A cut is an end too.
		}
	}

	/**
	 * Many requests at both instances want a new token at once; Keycloak is asked once.
	 */
	private static void renewals(Run run, List<Browser> browsers, Clinic clinic)
			throws IOException, InterruptedException {
		run.stack().realm().rememberRenewals();
		Browser browser = signInForAMoment(run);
		TimeUnit.NANOSECONDS.sleep(UNTIL_RENEWAL.toNanos());
		int before = run.stack().realm().renewals(browser.id());
		List<Integer> statuses = manyCalls(browser);
		int renewals = run.stack().realm().renewals(browser.id()) - before;
		run.figure("renewals for " + CALLS_AT_ONCE + " requests at once on two instances", renewals);
		if (renewals != 1 || statuses.stream().anyMatch((status) -> status != 200 && status != 404)) {
			run.fault("tokens were renewed " + renewals + " times; the requests got " + statuses);
		}
		for (String point : AT_RENEWAL) {
			crashAtRenewal(run, clinic, point);
		}
		everybodyIsSignedIn(run, browsers, 0, "after renewals");
	}

	/** A session whose first token lasts for a moment only; nobody else's does. */
	private static Browser signInForAMoment(Run run) throws IOException, InterruptedException {
		Person person = run.people().signIn("patient").getFirst();
		run.stack().realm().letAccessTokensLast(SHORT_TOKENS);
		try {
			return Browser.signIn(run, person);
		}
		finally {
			run.stack().realm().letAccessTokensLast(USUAL_TOKENS);
		}
	}

	private static List<Integer> manyCalls(Browser browser) throws IOException, InterruptedException {
		return SideBySide.map(IntStream.range(0, CALLS_AT_ONCE).boxed().toList(), CALLS_AT_ONCE,
				(number) -> browser.at(number % 2).get("/api/patient/profile").status());
	}

	private static void crashAtRenewal(Run run, Clinic clinic, String point) throws IOException, InterruptedException {
		Browser browser = signInForAMoment(run);
		String second = run.stack().instancesOf("gateway").get(1);
		TimeUnit.NANOSECONDS.sleep(UNTIL_RENEWAL.toNanos());
		amidTraffic(run, clinic, point, second, () -> browser.at(1).get("/api/patient/profile"));
		int status = browser.at(0).get("/api/patient/profile").status();
		if (!browser.isSignedIn(0) || (status != 200 && status != 404)) {
			run.fault("a session was lost with the instance that renewed its tokens (" + point + ")");
		}
		run.say(second + " died at " + point + "; the session went on");
		wellWithout(run, clinic, point, second);
	}

	/** Somebody makes an instance die at a crash point while the clinic is at work. */
	private static void amidTraffic(Run run, Clinic clinic, String point, String instance, AmidTraffic.Event event)
			throws IOException, InterruptedException {
		AmidTraffic.happens(clinic, run.size().of(100, 20), run.size().of(20, 4), point.hashCode(), () -> {
			run.stack().arm(instance, point);
			try {
				event.happens();
			}
			catch (IOException ex) {
				// That instance is gone.
			}
			finally {
				run.stack().disarm(instance);
			}
		});
		if (!Streams.holds(GONE, () -> !run.stack().isAlive(instance))) {
			run.fault(point + " was never reached");
		}
	}

	private static void wellWithout(Run run, Clinic clinic, String point, String instance)
			throws IOException, InterruptedException {
		run.faults(point, Crashes.restartBeside(run, List.of(instance),
				() -> new Invariants(clinic, run.stored()).faults(run.patience())));
	}

	/** A sign-in that finds no end is begun again. */
	private static void crashAtSignIn(Run run, Clinic clinic) throws IOException, InterruptedException {
		String first = run.stack().instancesOf("gateway").getFirst();
		Person person = run.people().signIn("patient").getFirst();
		amidTraffic(run, clinic, AT_SIGN_IN, first, () -> Browser.signIn(run, person));
		run.say(first + " died at " + AT_SIGN_IN);
		wellWithout(run, clinic, AT_SIGN_IN, first);
		if (!Browser.signIn(run, person).isSignedIn(1)) {
			run.fault("nobody could sign in after a sign-in had died");
		}
	}

	private interface SignOut {

		void signOut(Browser browser) throws IOException, InterruptedException;

	}

	/** A browser, and how it reaches each instance of the gateway. */
	private record Browser(String id, List<MedLinksClient> instances) {

		static Browser signIn(Run run, Person person) throws IOException, InterruptedException {
			List<String> gateways = run.stack().gateways();
			MedLinksClient first = new MedLinksClient(gateways.getFirst());
			first.signIn(person.username(), run.people().password());
			return new Browser(person.id(), List.of(first, first.at(gateways.get(1))));
		}

		Browser copy() {
			MedLinksClient first = at(0).copy();
			return new Browser(this.id, List.of(first, first.at(at(1).gatewayUrl())));
		}

		MedLinksClient at(int instance) {
			return this.instances.get(instance);
		}

		boolean isSignedIn(int instance) throws IOException, InterruptedException {
			return at(instance).get("/auth/session").body().path("authenticated").asBoolean(false);
		}

		/** Logs an entry as a page does it, by the cookies of the session. */
		MedLinksClient.Answer write(int instance) throws IOException, InterruptedException {
			return at(instance).write("POST", "/api/patient/diary/entries",
					Map.of("text", "A runny nose", "happenedAt", Instant.now().toString(), "symptoms", List.of()),
					UUID.randomUUID().toString(), null);
		}

		void signOut() throws IOException, InterruptedException {
			at(0).write("POST", "/auth/logout", null, "sign-out", null);
		}

	}

}
