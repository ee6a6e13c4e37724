package io.medlinks.gateway.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Map;

import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * The services behind the gateway under test: two instances of ai-summary-service, two of
 * scheduling-service of which one is away, one each of the others. All test classes share
 * them, so each test uses addresses and accounts of its own.
 */
public final class Services implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	/** Patient-service. */
	public static final ServiceStandIn PATIENT = new ServiceStandIn("patient");

	/** Doctor-service. */
	public static final ServiceStandIn DOCTOR = new ServiceStandIn("doctor");

	/** The instance of scheduling-service that is there. */
	public static final ServiceStandIn SCHEDULING = new ServiceStandIn("scheduling");

	/** One instance of ai-summary-service. */
	public static final ServiceStandIn AI = new ServiceStandIn("ai");

	/** The other instance of ai-summary-service. */
	public static final ServiceStandIn OTHER_AI = new ServiceStandIn("ai");

	/** Holds an address that refuses connections, and keeps others from taking it. */
	private static final Socket AWAY = bound();

	@Override
	public void initialize(ConfigurableApplicationContext context) {
		URI away = URI.create("http://localhost:" + AWAY.getLocalPort());
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("gateway test services",
					Map.ofEntries(Map.entry("MEDLINKS_OIDC_CLIENT_SECRET", "medlinks-local-secret"),
							Map.entry("medlinks.routing.patient", PATIENT.address()),
							Map.entry("medlinks.routing.doctor", DOCTOR.address()),
							Map.entry("medlinks.routing.scheduling", away + "," + SCHEDULING.address()),
							Map.entry("medlinks.routing.ai", AI.address() + "," + OTHER_AI.address()),
							Map.entry("medlinks.routing.response-timeout", "3s"),
							Map.entry("medlinks.routing.answer-timeout", "3s"),
							Map.entry("medlinks.routing.breaker.open-for", "2s"),
							Map.entry("medlinks.status.keep", "100ms"), Map.entry("medlinks.status.timeout", "5s"),
							Map.entry("medlinks.protection.per-user.refill", "5"),
							Map.entry("medlinks.protection.per-address.burst", "300"),
							Map.entry("medlinks.protection.per-address.refill", "20"))));
		context.getBeanFactory().addBeanPostProcessor(TokenEndpointProxy.detour());
		BeanDefinitionRegistry beans = (BeanDefinitionRegistry) context.getBeanFactory();
		beans.registerBeanDefinition("testBrowsers",
				BeanDefinitionBuilder.genericBeanDefinition(Browsers.class, () -> new Browsers(context))
					.getBeanDefinition());
		beans.registerBeanDefinition("secondInstance",
				BeanDefinitionBuilder.genericBeanDefinition(SecondInstance.class, () -> new SecondInstance(context))
					.setLazyInit(true)
					.setDestroyMethodName("close")
					.getBeanDefinition());
	}

	private static Socket bound() {
		try {
			Socket socket = new Socket();
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
			return socket;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
