package io.medlinks.local.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.medlinks.local.demo.MedLinksClient.Answer;
import io.medlinks.local.identity.RealmAccount;
import org.jspecify.annotations.Nullable;

/**
 * The demo clinic's people, each signed in once and used by one thread at a time.
 */
final class DemoPeople {

	/** The password of all demo accounts; they exist in the local stack only. */
	static final String PASSWORD = "medlinks";

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final long PAUSE_MILLIS = 250;

	private final String gatewayUrl;

	private final Map<String, MedLinksClient> signedIn = new ConcurrentHashMap<>();

	DemoPeople(String gatewayUrl) {
		this.gatewayUrl = gatewayUrl;
	}

	/** Somebody signed in. */
	MedLinksClient of(RealmAccount account) throws IOException, InterruptedException {
		return of(account.username());
	}

	/** Somebody signed in by name. */
	MedLinksClient of(String username) throws IOException, InterruptedException {
		MedLinksClient known = this.signedIn.get(username);
		if (known != null) {
			return known;
		}
		MedLinksClient client = new MedLinksClient(this.gatewayUrl);
		client.signIn(username, PASSWORD);
		this.signedIn.put(username, client);
		return client;
	}

	/** The key of a write that is the same in each load. */
	static String key(RealmAccount account, String what) {
		return key(account.username(), what);
	}

	/** The key of a write that is the same in each load. */
	static String key(String username, String what) {
		return UUID.nameUUIDFromBytes(("demo/" + username + "/" + what).getBytes(StandardCharsets.UTF_8)).toString();
	}

	/**
	 * What came of a write; refused where it was.
	 * @throws IOException where it was not done
	 */
	static Answer demand(Answer answer, String what) throws IOException {
		if (!answer.succeeded()) {
			throw new IOException(what + " was refused with " + answer.status() + " "
					+ answer.body().path("title").asString("") + " " + answer.body().path("errors"));
		}
		return answer;
	}

	/** Facts travel between the services within moments; this waits for one to arrive. */
	static Answer eventually(Request request, Predicate<Answer> arrived) throws IOException, InterruptedException {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		@Nullable Answer answer = null;
		while (answer == null || (!arrived.test(answer) && System.nanoTime() < deadline)) {
			if (answer != null) {
				TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
			}
			answer = request.send();
		}
		return answer;
	}

	/**
	 * A request that may have to be repeated.
	 */
	@FunctionalInterface
	interface Request {

		Answer send() throws IOException, InterruptedException;

	}

}
