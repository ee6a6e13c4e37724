package io.medlinks.testing.parts;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.medlinks.testing.web.ApiClient;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * Another instance of the service under test, on the database and topics of the first
 * one. What must hold for many instances is tested on two.
 */
public final class SecondInstance implements AutoCloseable {

	/**
	 * What a test adds by <code>@DynamicPropertySource</code> holds for all instances.
	 */
	private static final String FOUND_BY_THE_TEST = "Dynamic Test Properties";

	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private final ConfigurableApplicationContext context;

	private final WebTestClient client;

	private SecondInstance(ConfigurableApplicationContext context) {
		this.context = context;
		this.client = WebTestClient.bindToServer()
			.baseUrl("http://localhost:" + context.getEnvironment().getProperty("local.server.port"))
			.responseTimeout(PATIENCE)
			.build();
	}

	/**
	 * Starts another instance.
	 * @param first the environment of the instance under test
	 * @param sources the application, and what its test adds to it
	 */
	public static SecondInstance of(ConfigurableEnvironment first, Class<?>... sources) {
		PropertySource<?> parts = Objects
			.requireNonNull(first.getPropertySources().get(PartsCustomizer.PROPERTY_SOURCE));
		return new SecondInstance(new SpringApplicationBuilder(sources).initializers((context) -> {
			context.getEnvironment().getPropertySources().addFirst(parts);
			PropertySource<?> found = first.getPropertySources().get(FOUND_BY_THE_TEST);
			if (found != null) {
				context.getEnvironment().getPropertySources().addFirst(found);
			}
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("second instance", Map.of("server.port", "0")));
		}).run());
	}

	/** A client of this instance. */
	public WebTestClient client() {
		return this.client;
	}

	/** Requests to this instance. */
	public ApiClient api() {
		return new ApiClient(
				new StaticListableBeanFactory(Map.of("client", this.client)).getBeanProvider(WebTestClient.class));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
