package io.medlinks.drill.people;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.medlinks.drill.stack.RunningStack;
import io.medlinks.local.identity.CodeFlow.Tokens;
import io.medlinks.local.identity.RealmAccount;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who calls the API with tokens of their own. A good client: what got no answer
 * or came at a bad moment is sent again under the same key, no sooner than it was told.
 */
public final class Person {

	private static final Duration REQUEST = Duration.ofSeconds(40);

	private static final Duration RENEW_BEFORE = Duration.ofSeconds(40);

	private static final long PAUSE_MILLIS = 200;

	/** Of so many answers to a create one is taken for lost. */
	private static final int ANSWERS_PER_REPEAT = 5;

	private final RealmAccount account;

	private final People people;

	private final HttpClient http;

	private Tokens tokens;

	/** Something that only this person and whoever may read their data gets to see. */
	private final String canary;

	Person(RealmAccount account, People people, HttpClient http, Tokens tokens) {
		this.account = account;
		this.people = people;
		this.http = http;
		this.tokens = tokens;
		this.canary = RunningStack.CANARY + account.id().substring(0, 13);
	}

	/** The subject of the person's tokens, which is also the patient's or doctor's id. */
	public String id() {
		return this.account.id();
	}

	/** The name somebody signs in with. */
	public String username() {
		return this.account.username();
	}

	/** Where mails go. */
	public String email() {
		return username() + "@example.org";
	}

	/**
	 * The mails about appointments that came so far: how many of each, by the
	 * appointment's id and its version with a point between.
	 */
	public Map<String, Integer> appointmentMails() throws InterruptedException {
		return this.people.appointmentMails(email());
	}

	/** The role in the realm. */
	public String role() {
		return this.account.role();
	}

	/** A phrase that a patient writes into everything. */
	public String canary() {
		return this.canary;
	}

	/** The access token, new where the old one is about to end. */
	public synchronized String accessToken() throws IOException, InterruptedException {
		if (Instant.now().plus(RENEW_BEFORE).isAfter(this.tokens.expiresAt())) {
			this.tokens = this.people.renewed(this.tokens);
		}
		return this.tokens.access();
	}

	/** Fetches tokens with the roles of now. */
	public synchronized void renew() throws IOException, InterruptedException {
		this.tokens = this.people.renewed(this.tokens);
	}

	/**
	 * Reads, until there is an answer.
	 * @param path path and query, or a whole address
	 */
	public Answer get(String path) throws InterruptedException {
		return ask("GET", path, "", Map.of());
	}

	/**
	 * Writes under one key, until there is an answer.
	 * @param method the HTTP method
	 * @param path path and query
	 * @param body the JSON body, or nothing
	 */
	public Answer write(String method, String path, String body) throws InterruptedException {
		return ask(method, path, body, Map.of());
	}

	/**
	 * Asks, under one key, until there is an answer other than that a part is away or
	 * asked too often.
	 * @param headers more headers
	 * @throws NoAnswerException where none came for long
	 */
	public Answer ask(String method, String path, String body, Map<String, String> headers)
			throws InterruptedException {
		Map<String, String> all = new HashMap<>(headers);
		if (!method.equals("GET")) {
			all.putIfAbsent("Idempotency-Key", UUID.randomUUID().toString());
		}
		long begin = System.nanoTime();
		String last = "nothing";
		while (System.nanoTime() - begin < this.people.patience().toNanos()) {
			try {
				Answer answer = once(method, path, body, all);
				if (answer.status() != 429 && !answer.isAway()) {
					if (!method.equals("GET")) {
						this.people.traffic().wrote(path, (System.nanoTime() - begin) / 1_000_000);
					}
					if (method.equals("POST") && !headers.containsKey("If-Match")) {
						repeat(path, body, all, answer);
					}
					return answer;
				}
				last = answer.toString();
				TimeUnit.MILLISECONDS.sleep(Math.max(PAUSE_MILLIS, answer.retryAfter() * 1000));
			}
			catch (IOException ex) {
				last = ex.toString();
				this.people.traffic().unanswered();
				TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
			}
		}
		throw new NoAnswerException(username() + " got no answer to " + method + " " + path + " within "
				+ this.people.patience().toSeconds() + " s; last: " + last);
	}

	/**
	 * Now and then the answer is as good as lost on its way: the same is asked again, and
	 * must be answered alike.
	 */
	private void repeat(String path, String body, Map<String, String> headers, Answer answer)
			throws InterruptedException {
		if (!answer.succeeded() || !this.people.isTurn(ANSWERS_PER_REPEAT)) {
			return;
		}
		try {
			Answer again = once("POST", path, body, headers);
			boolean away = again.status() == 429 || again.isAway();
			if (!away && !(again.succeeded() && again.id().equals(answer.id()))) {
				this.people.traffic().repeatedOtherwise("POST " + path.replaceAll("[0-9a-f-]{36}", "…"), answer, again);
			}
		}
		catch (IOException ex) {
			this.people.traffic().unanswered();
		}
	}

	/**
	 * Does something until it is done, also where another service had not yet heard of
	 * what it rests on.
	 */
	public Answer does(String method, String path, String body) throws InterruptedException {
		Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
		return until(Answer::succeeded, () -> ask(method, path, body, key), method + " " + path);
	}

	/** Reads until the answer has this status. */
	public Answer gets(String path, int status) throws InterruptedException {
		return until((answer) -> answer.status() == status, () -> get(path), status + " from " + path);
	}

	/** Reads until the answer is a success and as it is wanted. */
	public Answer gets(String path, Predicate<Answer> wanted) throws InterruptedException {
		return until((answer) -> answer.succeeded() && wanted.test(answer), () -> get(path), path);
	}

	private Answer until(Predicate<Answer> wanted, Request request, String what) throws InterruptedException {
		long begin = System.nanoTime();
		Answer answer = request.send();
		while (!wanted.test(answer)) {
			if (System.nanoTime() - begin > this.people.patience().toNanos()) {
				throw new NoAnswerException(username() + " waited for " + what + " and got " + answer.status());
			}
			TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
			answer = request.send();
		}
		return answer;
	}

	/**
	 * Asks once; what comes is what came.
	 * @throws IOException where no answer came
	 */
	public Answer once(String method, String path, String body, Map<String, String> headers)
			throws IOException, InterruptedException {
		String url = path.startsWith("http") ? path : this.people.nextGateway() + path;
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(REQUEST);
		request.method(method,
				body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
		request.header("Authorization", "Bearer " + accessToken()).header("Accept", "application/json");
		if (!body.isEmpty()) {
			request.header("Content-Type", "application/json");
		}
		headers.forEach(request::setHeader);
		this.people.traffic().asked();
		HttpResponse<String> response = this.http.send(request.build(),
				HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		Answer answer = new Answer(response.statusCode(), response.body(),
				response.headers().firstValue("ETag").orElse(""),
				response.headers().firstValue("Retry-After").map(Person::seconds).orElse(1L));
		this.people.traffic().answered(method + " " + path.replaceAll("[0-9a-f-]{36}", "…"), answer);
		this.people.watch(this, answer.body(), method + " " + path);
		return answer;
	}

	/**
	 * Asks as somebody who is not signed in.
	 * @param url the whole address
	 * @throws IOException where no answer came
	 */
	public Answer asNobody(String method, String url, String body, Map<String, String> headers)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(REQUEST);
		request.method(method, HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", "application/json");
		headers.forEach(request::setHeader);
		HttpResponse<String> response = this.http.send(request.build(),
				HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
		return new Answer(response.statusCode(), response.body(), "", 1);
	}

	/**
	 * Opens a stream, and closes it behind its first event, which the answer holds; where
	 * it is refused, the answer holds the refusal.
	 * @param url the whole address
	 * @throws IOException where no answer came
	 */
	public Answer headOfStream(String url) throws IOException, InterruptedException {
		HttpResponse<InputStream> response = stream(url, null, REQUEST);
		try (InputStream in = response.body()) {
			String body = (response.statusCode() == 200) ? firstEvent(in)
					: new String(in.readAllBytes(), StandardCharsets.UTF_8);
			this.people.watch(this, body, "GET " + url);
			return new Answer(response.statusCode(), body, "", 1);
		}
	}

	/**
	 * The first event of a stream that has data.
	 * @param stream the stream, which stays open
	 * @return its lines; what came so far where the stream ends before
	 */
	public static String firstEvent(InputStream stream) throws IOException {
		BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
		StringBuilder event = new StringBuilder();
		boolean data = false;
		for (String line = lines.readLine(); line != null && !(line.isEmpty() && data); line = lines.readLine()) {
			data |= line.startsWith("data");
			event.append(line).append('\n');
		}
		return event.toString();
	}

	/** Opens a stream that begins in time; the caller reads and closes it. */
	HttpResponse<InputStream> stream(String url, @Nullable String lastEventId, Duration begins)
			throws IOException, InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
			.timeout(begins)
			.header("Authorization", "Bearer " + accessToken())
			.header("Accept", "text/event-stream");
		if (lastEventId != null) {
			request.header("Last-Event-ID", lastEventId);
		}
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
	}

	People people() {
		return this.people;
	}

	private static long seconds(String retryAfter) {
		return retryAfter.matches("\\d{1,3}") ? Long.parseLong(retryAfter) : 1L;
	}

	@Override
	public String toString() {
		return username();
	}

	private interface Request {

		Answer send() throws InterruptedException;

	}

	/**
	 * Says that a good client in the end gave up.
	 */
	public static final class NoAnswerException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		NoAnswerException(String message) {
			super(message);
		}

	}

}
