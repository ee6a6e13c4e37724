package io.medlinks.gateway.it;

import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.medlinks.gateway.GatewayApplication;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * A second gateway on the same database, as a load balancer would have beside the one
 * under test.
 */
public final class SecondInstance implements AutoCloseable {

	private static final List<String> SHARED = List.of("medlinks test parts", "gateway test services");

	private final ConfigurableApplicationContext context;

	SecondInstance(ConfigurableApplicationContext first) {
		MutablePropertySources settings = first.getEnvironment().getPropertySources();
		this.context = new SpringApplicationBuilder(GatewayApplication.class).bannerMode(Banner.Mode.OFF)
			.initializers((second) -> {
				second.getBeanFactory().addBeanPostProcessor(TokenEndpointProxy.detour());
				MutablePropertySources own = second.getEnvironment().getPropertySources();
				SHARED.forEach((name) -> own.addFirst(shared(settings, name)));
				own.addFirst(new MapPropertySource("second instance", Map.of("server.port", 0)));
			})
			.run();
	}

	/** Where it listens. */
	public int port() {
		return this.context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@Override
	public void close() {
		this.context.close();
	}

	private static PropertySource<?> shared(MutablePropertySources settings, String name) {
		return Objects.requireNonNull(settings.get(name), () -> "There is no property source " + name);
	}

}
