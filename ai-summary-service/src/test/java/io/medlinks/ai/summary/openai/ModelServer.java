package io.medlinks.ai.summary.openai;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands in for an OpenAI-compatible endpoint: speaks its protocol, says what it was told
 * to say, and keeps what it was asked.
 */
public final class ModelServer implements AutoCloseable {

	private static final String CHUNK = """
			{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1732300000,"model":"test-model",\
			"choices":[{"index":0,"delta":%s,"logprobs":null,"finish_reason":%s}],"usage":null}""";

	private static final String USAGE = """
			{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1732300000,"model":"test-model",\
			"choices":[],"usage":{"prompt_tokens":90,"completion_tokens":10,"total_tokens":100}}""";

	private static final String WHOLE = """
			{"id":"chatcmpl-1","object":"chat.completion","created":1732300000,"model":"test-model",\
			"choices":[{"index":0,"message":{"role":"assistant","content":%s,"refusal":null},"logprobs":null,\
			"finish_reason":"%s"}],"usage":{"prompt_tokens":90,"completion_tokens":10,"total_tokens":100}}""";

	private final HttpServer server;

	private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());

	private final CountDownLatch closed = new CountDownLatch(1);

	private final ConcurrentLinkedQueue<Reply> replies = new ConcurrentLinkedQueue<>();

	private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();

	private final ConcurrentLinkedQueue<String> keys = new ConcurrentLinkedQueue<>();

	/**
	 * Starts one.
	 */
	public ModelServer() {
		try {
			this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/v1/chat/completions", this::handle);
		this.server.setExecutor(this.threads);
		this.server.start();
	}

	/**
	 * Where it listens.
	 */
	public URI baseUrl() {
		return URI.create("http://localhost:" + this.server.getAddress().getPort() + "/v1");
	}

	/**
	 * Says this next; without anything left to say it fails with 500.
	 */
	public ModelServer says(Reply reply) {
		this.replies.add(reply);
		return this;
	}

	/**
	 * Forgets what it was told to say.
	 */
	public void saysNothingMore() {
		this.replies.clear();
	}

	/**
	 * What it was asked, oldest first.
	 */
	public List<JsonNode> requests() {
		return this.requests.stream().map(JsonMapper.shared()::readTree).toList();
	}

	/**
	 * With which keys.
	 */
	public List<String> keys() {
		return new ArrayList<>(this.keys);
	}

	@Override
	public void close() {
		this.closed.countDown();
		this.server.stop(0);
		this.threads.shutdownNow();
	}

	/**
	 * A complete answer, streamed where a stream was asked for.
	 */
	public static Reply answer(String content) {
		return (exchange, stream, closed) -> {
			if (stream) {
				OutputStream out = events(exchange);
				for (int i = 0; i < content.length(); i += 7) {
					chunk(out, content.substring(i, Math.min(content.length(), i + 7)));
				}
				event(out, CHUNK.formatted("{}", "\"stop\""));
				event(out, USAGE);
				event(out, "[DONE]");
			}
			else {
				body(exchange, 200, WHOLE.formatted(JsonMapper.shared().writeValueAsString(content), "stop"));
			}
		};
	}

	/**
	 * An answer that reached its limit.
	 */
	public static Reply cutOff(String content) {
		return (exchange, stream, closed) -> body(exchange, 200,
				WHOLE.formatted(JsonMapper.shared().writeValueAsString(content), "length"));
	}

	/**
	 * A stream that ends in the middle.
	 */
	public static Reply truncated(String content) {
		return (exchange, stream, closed) -> chunk(events(exchange), content);
	}

	/**
	 * A stream that begins and then stays silent.
	 */
	public static Reply stalling(String content) {
		return (exchange, stream, closed) -> {
			chunk(events(exchange), content);
			closed.await();
		};
	}

	/**
	 * No answer at all.
	 */
	public static Reply silent() {
		return (exchange, stream, closed) -> closed.await();
	}

	/**
	 * A refusal.
	 */
	public static Reply refusal(int status) {
		return (exchange, stream, closed) -> {
			exchange.getResponseHeaders().set("retry-after-ms", "10");
			body(exchange, status, "{\"error\":{\"message\":\"no\",\"type\":\"server_error\",\"code\":null}}");
		};
	}

	private void handle(HttpExchange exchange) throws IOException {
		try (exchange) {
			String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
			this.requests.add(request);
			this.keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
			Reply reply = this.replies.poll();
			boolean stream = JsonMapper.shared().readTree(request).path("stream").asBoolean(false);
			((reply != null) ? reply : refusal(500)).send(exchange, stream, this.closed);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static OutputStream events(HttpExchange exchange) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
		exchange.sendResponseHeaders(200, 0);
		return exchange.getResponseBody();
	}

	private static void chunk(OutputStream out, String content) throws IOException {
		event(out,
				CHUNK.formatted(
						"{\"role\":\"assistant\",\"content\":" + JsonMapper.shared().writeValueAsString(content) + "}",
						"null"));
	}

	private static void event(OutputStream out, String data) throws IOException {
		out.write(("data: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
		out.flush();
	}

	private static void body(HttpExchange exchange, int status, String json) throws IOException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		exchange.getResponseHeaders().set("Content-Type", "application/json");
		exchange.sendResponseHeaders(status, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	/**
	 * What it says to one request.
	 */
	@FunctionalInterface
	public interface Reply {

		/**
		 * Says it.
		 */
		void send(HttpExchange exchange, boolean stream, CountDownLatch closed)
				throws IOException, InterruptedException;

	}

}
