package io.medlinks.gateway;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class GatewayPropertiesTests {

	@Test
	void knowsWhetherBrowsersComeByHttps() {
		assertThat(new GatewayProperties(URI.create("https://medlinks.example")).secure()).isTrue();
		assertThat(new GatewayProperties(URI.create("http://localhost:8080")).secure()).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "localhost:8080", "https://medlinks.example/", "https://medlinks.example/app", "/app" })
	void refusesWhatIsNoOrigin(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> new GatewayProperties(URI.create(url)))
			.withMessageContaining("medlinks.gateway.url");
	}

}
