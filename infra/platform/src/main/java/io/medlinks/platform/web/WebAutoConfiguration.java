package io.medlinks.platform.web;

import java.time.Instant;
import java.time.OffsetDateTime;

import io.medlinks.platform.text.PatientText;
import io.netty.channel.ChannelOption;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.module.SimpleModule;

/**
 * Binds what controller methods ask for by type: the caller, the idempotency key, the
 * expected version, the page and the reason; and documents them.
 */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@Import(ApiDescriptionConfiguration.class)
public class WebAutoConfiguration {

	/** Also what the gateway takes from a service ahead of a reader. */
	public static final int BUFFER_BYTES = 128 * 1024;

	@Bean
	WebFluxConfigurer medlinksArguments(ObjectProvider<ServerCodecConfigurer> codecs) {
		return new WebFluxConfigurer() {

			@Override
			public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
				configurer.addCustomResolver(new CallerArgument(), new IdempotencyKeyArgument(),
						new ExpectedVersionArgument(), new PageRequestArgument(),
						new ReasonArgument(codecs.getObject().getReaders()));
			}

		};
	}

	/**
	 * A time keeps the offset that it was sent with, 1.5 is no whole number, and 12 is
	 * neither a text nor a time.
	 */
	@Bean
	JsonMapperBuilderCustomizer asItWasSent() {
		return (json) -> json.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.addModule(new SimpleModule("text").addDeserializer(String.class, TextDeserializer.INSTANCE)
				.addDeserializer(PatientText.class, TextDeserializer.ofPatients())
				.addDeserializer(Instant.class, TimeDeserializer.ofInstants())
				.addDeserializer(OffsetDateTime.class, TimeDeserializer.ofOffsetTimes()));
	}

	/**
	 * Handles each request in a turn of its own. Reactor Netty 1.3.7 stops reading from a
	 * connection where a request waited for the one before it and is then answered within
	 * the turn that took it from the queue (reactor-netty issue 4361).
	 */
	@Bean
	NettyServerCustomizer aTurnForEachRequest() {
		return (server) -> server.mapHandle((handling, connection) -> handling
			.subscribeOn(Schedulers.fromExecutor(connection.channel().eventLoop())));
	}

	@Bean
	StreamedResponseFilter streamedResponseFilter() {
		return new StreamedResponseFilter();
	}

	/**
	 * Bounds what the kernel takes for a reader who does not read, so that a slow reader
	 * is noticed by what is unread and many of them do not fill the memory. Without it
	 * Linux lets a connection grow to several megabytes.
	 */
	@Bean
	NettyServerCustomizer boundedSendBuffers() {
		return (server) -> server.childOption(ChannelOption.SO_SNDBUF, BUFFER_BYTES);
	}

}
