package io.medlinks.gateway.it;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/**
 * Server-sent events as they arrive.
 */
public final class EventStream implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(40);

	private final List<String> events = new CopyOnWriteArrayList<>();

	private final HttpResponse<Stream<String>> response;

	private final Thread reader;

	EventStream(HttpResponse<Stream<String>> response) {
		this.response = response;
		this.reader = Thread.ofVirtual().name("event-stream").start(this::read);
	}

	private void read() {
		try (Stream<String> lines = this.response.body()) {
			lines.filter((line) -> line.startsWith("data:"))
				.map((line) -> line.substring("data:".length()).strip())
				.forEach(this.events::add);
		}
		catch (UncheckedIOException ex) {
			// A stream that was cut has ended too.
		}
	}

	/** The HTTP status it began with. */
	public int status() {
		return this.response.statusCode();
	}

	/** Its media type. */
	public String contentType() {
		return this.response.headers().firstValue("Content-Type").orElse("");
	}

	/** Waits for an event. */
	public void awaitEvent(String data) {
		Awaitility.await().atMost(LIMIT).until(() -> this.events.contains(data));
	}

	/** What arrived. */
	public List<String> events() {
		return this.events;
	}

	/** Whether it is still open. */
	public boolean isOpen() {
		return this.reader.isAlive();
	}

	@Override
	public void close() {
		this.response.body().close();
	}

}
