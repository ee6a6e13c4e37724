package io.medlinks.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Streams are written in order and in no groups.
 */
class StreamedResponseFilterTests {

	private static final ServerWebExchange EXCHANGE = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

	private final List<String> written = new ArrayList<>();

	private final List<Integer> groups = new ArrayList<>();

	@Test
	void writesTheBuffersOfAllPartsOneBehindAnother() {
		write(Flux.just(Flux.just(buffer("a"), buffer("b")), Flux.<DataBuffer>empty(), Flux.just(buffer("c"))));
		assertThat(this.written).containsExactly("a", "b", "c");
		assertThat(this.groups).isEmpty();
	}

	@Test
	void endsWithTheStream() {
		write(Flux.empty());
		assertThat(this.written).isEmpty();
	}

	private void write(Publisher<? extends Publisher<? extends DataBuffer>> body) {
		ServerWebExchange exchange = EXCHANGE.mutate().response(new Recording(new MockServerHttpResponse())).build();
		new StreamedResponseFilter().filter(exchange, (filtered) -> filtered.getResponse().writeAndFlushWith(body))
			.block();
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Notes how it is written to.
	 */
	private final class Recording extends ServerHttpResponseDecorator {

		Recording(ServerHttpResponse response) {
			super(response);
		}

		@Override
		public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
			return Flux.from(body)
				.doOnNext((buffer) -> StreamedResponseFilterTests.this.written
					.add(buffer.toString(StandardCharsets.UTF_8)))
				.then();
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			StreamedResponseFilterTests.this.groups.add(1);
			return super.writeAndFlushWith(body);
		}

	}

}
