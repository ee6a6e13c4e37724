package io.medlinks.gateway.it;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service behind the gateway. The last part of an address says how it answers:
 * <code>slow</code> never, <code>failing</code> with 503, <code>dropped</code> by closing
 * the connection, <code>broken</code> by closing it behind the head of an answer,
 * <code>big</code> with a megabyte, <code>live</code> and <code>messages</code> with
 * events for as long as the test wants, anything else with what it received.
 */
public final class ServiceStandIn {

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private static final Duration FOREVER = Duration.ofMinutes(5);

	private static final Duration UNREAD = Duration.ofMillis(300);

	private static final String FILLER = "x".repeat(4000);

	private final String name;

	private final AtomicInteger cuts = new AtomicInteger();

	private final Set<Channel> failed = ConcurrentHashMap.newKeySet();

	private final Queue<Received> received = new ConcurrentLinkedQueue<>();

	private final DisposableServer server;

	private volatile Sinks.Many<String> events = Sinks.many().multicast().directBestEffort();

	private volatile boolean ready = true;

	private volatile boolean dropping;

	private volatile boolean cutting;

	/**
	 * Starts one.
	 * @param name what it calls itself
	 */
	public ServiceStandIn(String name) {
		this.name = name;
		this.server = HttpServer.create().host("localhost").port(0).handle(this::answer).bindNow();
	}

	/** Its address. */
	public URI address() {
		return URI.create("http://localhost:" + this.server.port());
	}

	/** Says whether it is ready. */
	public void ready(boolean ready) {
		this.ready = ready;
	}

	/** Lets it close the connection of every request but those of streams. */
	public void dropping(boolean dropping) {
		this.dropping = dropping;
	}

	/**
	 * Lets it write without end on the streams that are opened from now on, and cut them
	 * once their reader has taken nothing for a while.
	 */
	public void cutting(boolean cutting) {
		this.cutting = cutting;
	}

	/** Sends an event on all its open streams. */
	public void send(String data) {
		this.events.tryEmitNext(data);
	}

	/** Ends all its open streams. */
	public void endStreams() {
		Sinks.Many<String> ended = this.events;
		this.events = Sinks.many().multicast().directBestEffort();
		ended.tryEmitComplete();
	}

	/** How many of its streams are open. */
	public int openStreams() {
		return this.events.currentSubscriberCount();
	}

	/** What it received at an address, the earliest first. */
	public List<Received> received(String path) {
		return this.received.stream().filter((request) -> request.path().equals(path)).toList();
	}

	/** How many connections on which it failed are closed by now. */
	public long closedAfterFailing() {
		return this.failed.stream().filter((channel) -> !channel.isOpen()).count();
	}

	/** How many requests it received. */
	public int receivedInAll() {
		return this.received.size();
	}

	private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
		return request.receive().aggregate().asString(StandardCharsets.UTF_8).defaultIfEmpty("").flatMap((body) -> {
			Received read = read(request, body);
			if (!read.path().startsWith("/actuator/")) {
				this.received.add(read);
			}
			return Mono.from(answer(read, request, response));
		});
	}

	private Received read(HttpServerRequest request, String body) {
		Map<String, String> headers = new LinkedHashMap<>();
		request.requestHeaders()
			.forEach((header) -> headers.merge(header.getKey().toLowerCase(Locale.ROOT), header.getValue(),
					(first, second) -> first + ", " + second));
		URI uri = URI.create(request.uri());
		return new Received(this.name, request.method().name(), uri.getRawPath(),
				(uri.getRawQuery() != null) ? uri.getRawQuery() : "", headers, body);
	}

	private Publisher<Void> answer(Received read, HttpServerRequest request, HttpServerResponse response) {
		String last = read.path().substring(read.path().lastIndexOf('/') + 1);
		boolean stream = last.equals("live") || last.equals("messages");
		if (last.equals("dropped") || (this.dropping && !stream)) {
			request.withConnection((connection) -> connection.channel().close());
			return Mono.never();
		}
		return switch (last) {
			case "readiness" -> response.status(this.ready ? 200 : 503).send();
			case "api-docs" -> json(response, Map.of("openapi", "3.1.0", "info", Map.of("title", this.name)));
			case "slow" -> Mono.delay(FOREVER).then();
			case "failing" -> {
				request.withConnection((connection) -> this.failed.add(connection.channel()));
				yield response.status(503).sendString(Mono.just("{\"by\":\"" + this.name + "\"}"));
			}
			case "silent" -> silent(response, Flux.never());
			case "half" -> silent(response, Flux.just("{\"half\":").concatWith(Flux.never()));
			case "broken" -> broken(request, response);
			case "big" -> response.header(HttpHeaderNames.CONTENT_TYPE, "text/plain")
				.sendString(Flux.range(0, 1024).map((_) -> "x".repeat(1024)));
			case "live", "messages" -> events(response);
			default -> json(response, read);
		};
	}

	/** The head, some of the body, and nothing more. */
	private static Publisher<Void> silent(HttpServerResponse response, Flux<String> some) {
		return response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
			.sendHeaders()
			.then(response.sendString(some, StandardCharsets.UTF_8).then());
	}

	private static Publisher<Void> broken(HttpServerRequest request, HttpServerResponse response) {
		return response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
			.header(HttpHeaderNames.CONTENT_LENGTH, "100")
			.header(HttpHeaderNames.ETAG, "\"7\"")
			.sendHeaders()
			.then(Mono.fromRunnable(() -> request.withConnection((connection) -> connection.channel().close())))
			.then(Mono.never());
	}

	private Publisher<Void> events(HttpServerResponse response) {
		if (this.cutting) {
			return endless(response);
		}
		Flux<String> all = Flux.just("hello from " + this.name).concatWith(this.events.asFlux());
		return response.sse().sendString(all.map((data) -> "data: " + data + "\n\n"));
	}

	/** Cut as the services do it: an error amid the stream, while more is unread. */
	private Publisher<Void> endless(HttpServerResponse response) {
		AtomicLong taken = new AtomicLong();
		Mono<Void> left = Flux.interval(UNREAD)
			.map((_) -> taken.get())
			.buffer(2, 1)
			.filter((counts) -> counts.size() == 2 && counts.getFirst().equals(counts.getLast()))
			.next()
			.doOnNext((_) -> this.cuts.incrementAndGet())
			.then(Mono.error(() -> new IllegalStateException("The reader stopped reading")));
		Flux<String> all = Flux.range(0, Integer.MAX_VALUE)
			.doOnNext((_) -> taken.incrementAndGet())
			.map((number) -> "data: " + number + " " + FILLER + "\n\n")
			.takeUntilOther(left);
		return response.sse().sendString(all);
	}

	/** How many streams it has cut. */
	public int cuts() {
		return this.cuts.get();
	}

	private static Publisher<Void> json(HttpServerResponse response, Object body) {
		return response.header(HttpHeaderNames.CONTENT_TYPE, "application/json")
			.header(HttpHeaderNames.CACHE_CONTROL, "public, max-age=600")
			.header(HttpHeaderNames.SERVER, "stand-in")
			.header(HttpHeaderNames.SET_COOKIE, "from-service=1; Path=/")
			.header(HttpHeaderNames.ETAG, "\"7\"")
			.sendString(Mono.fromSupplier(() -> JSON.writeValueAsString(body)));
	}

	/**
	 * A request as a service received it.
	 *
	 * @param service which service
	 * @param method its method
	 * @param path its path
	 * @param query its query; empty where there was none
	 * @param headers its headers, their names in lower case
	 * @param body its body
	 */
	public record Received(String service, String method, String path, String query, Map<String, String> headers,
			String body) {

	}

}
