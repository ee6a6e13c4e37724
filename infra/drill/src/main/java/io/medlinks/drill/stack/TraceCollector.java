package io.medlinks.drill.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Takes all traces of a stack over OTLP/HTTP, as an operator's collector would, and looks
 * for a phrase and for ids in them. Nothing is kept but what was found, and how much
 * there was. Protobuf writes text as it is, so the bytes are searched without being
 * decoded.
 */
public final class TraceCollector implements AutoCloseable {

	private static final String PATH = "/v1/traces";

	/** The service's name as an attribute of the resource: key, tag, length, text. */
	private static final Pattern SERVICE = Pattern.compile("service\\.name\\x12.\\n.([a-z-]+)", Pattern.DOTALL);

	/** How people, entries and appointments are named; of a span nothing else is. */
	private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	/** So much before a finding is told, where the attribute's name stands. */
	private static final int BEFORE = 60;

	private final HttpServer server;

	private final String phrase;

	private final Map<String, Long> bytes = new TreeMap<>();

	private final Set<String> found = new TreeSet<>();

	private final Set<String> awaited = new TreeSet<>();

	private TraceCollector(HttpServer server, String phrase) {
		this.server = server;
		this.phrase = phrase;
	}

	/**
	 * Listens.
	 * @param file keeps the port, so that a stack that was left running is heard again
	 * @param phrase what to look for, in ASCII
	 */
	static TraceCollector listen(Path file, String phrase) throws IOException {
		int port = Files.exists(file) ? Integer.parseInt(Files.readString(file).strip()) : 0;
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		Files.writeString(file, Integer.toString(server.getAddress().getPort()));
		TraceCollector collector = new TraceCollector(server, phrase);
		server.createContext(PATH, collector::take);
		server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
		server.start();
		return collector;
	}

	/** What the services need to be told, so that each request of theirs is traced. */
	List<String> jvmOptions() {
		String export = "-Dmanagement.opentelemetry.tracing.export.";
		return List.of("-Dmanagement.tracing.sampling.probability=1.0",
				export + "otlp.endpoint=http://127.0.0.1:" + this.server.getAddress().getPort() + PATH,
				export + "schedule-delay=1s", export + "max-queue-size=5000");
	}

	private void take(HttpExchange exchange) throws IOException {
		try (exchange) {
			String batch = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
			look(batch);
			exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
			exchange.sendResponseHeaders(200, -1);
		}
	}

	private synchronized void look(String batch) {
		Matcher name = SERVICE.matcher(batch);
		String service = name.find() ? name.group(1) : "nobody known";
		this.bytes.merge(service, (long) batch.length(), Long::sum);
		for (int at = batch.indexOf(this.phrase); at >= 0; at = batch.indexOf(this.phrase, at + 1)) {
			this.found.add("a patient's words are in " + place(service, batch, at));
		}
		for (Matcher id = ID.matcher(batch); id.find();) {
			this.found.add("somebody's id is in " + place(service, batch, id.start()));
		}
		this.awaited.removeIf((trace) -> batch.contains(raw(trace)));
	}

	private static String place(String service, String batch, int at) {
		return "a trace of " + service + ", behind '"
				+ batch.substring(Math.max(0, at - BEFORE), at).replaceAll("[^ -~]+", " ").strip() + "'";
	}

	/** A trace's id as it travels. */
	private static String raw(String trace) {
		return new String(HexFormat.of().parseHex(trace), StandardCharsets.ISO_8859_1);
	}

	/**
	 * Says which trace is to come.
	 * @param trace its id, 32 hexadecimal digits
	 */
	public synchronized void await(String trace) {
		this.awaited.add(trace);
	}

	/** Forgets which traces were to come. */
	public synchronized void awaitNone() {
		this.awaited.clear();
	}

	/** Which of the traces that were to come are not here. */
	public synchronized Set<String> missing() {
		return Set.copyOf(this.awaited);
	}

	/** How many bytes of traces each service has sent. */
	public synchronized Map<String, Long> bytes() {
		return Map.copyOf(this.bytes);
	}

	/** Takes what must not be in a trace and was, since the last call. */
	public synchronized Set<String> takeFound() {
		Set<String> taken = Set.copyOf(this.found);
		this.found.clear();
		return taken;
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
