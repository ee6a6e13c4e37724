package io.medlinks.platform.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.core.io.buffer.PooledDataBuffer;
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

	private final List<String> written = new ArrayList<>();

	private int groups;

	/** How many buffers are taken before the reader leaves. */
	private int most = 100;

	@Test
	void writesTheBuffersOfAllPartsOneBehindAnother() {
		write(MockServerHttpRequest.get("/"),
				Flux.just(Flux.just(buffer("a"), buffer("b")), Flux.<DataBuffer>empty(), Flux.just(buffer("c"))));
		assertThat(this.written).containsExactly("a", "b", "c");
		assertThat(this.groups).isZero();
	}

	@Test
	void releasesWhatIsNotTaken() {
		PooledDataBuffer taken = pooled();
		PooledDataBuffer left = pooled();
		this.most = 1;
		write(MockServerHttpRequest.get("/"), Flux.just(Flux.just(taken, left), Flux.never()));
		assertThat(left.isAllocated()).isFalse();
	}

	@Test
	void leavesAnAnswerWithoutABodyToTheServer() {
		write(MockServerHttpRequest.head("/"), Flux.just(Flux.just(buffer("a"))));
		assertThat(this.groups).isOne();
	}

	private void write(MockServerHttpRequest.BaseBuilder<?> request,
			Publisher<? extends Publisher<? extends DataBuffer>> body) {
		ServerWebExchange exchange = MockServerWebExchange.from(request)
			.mutate()
			.response(new Recording(new MockServerHttpResponse()))
			.build();
		new StreamedResponseFilter().filter(exchange, (filtered) -> filtered.getResponse().writeAndFlushWith(body))
			.block();
	}

	private static PooledDataBuffer pooled() {
		return (PooledDataBuffer) new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT).allocateBuffer(8)
			.write((byte) 1);
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
				.take(StreamedResponseFilterTests.this.most)
				.doOnNext((buffer) -> StreamedResponseFilterTests.this.written
					.add(buffer.toString(StandardCharsets.UTF_8)))
				.then();
		}

		@Override
		public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
			StreamedResponseFilterTests.this.groups++;
			return super.writeAndFlushWith(body);
		}

	}

}
