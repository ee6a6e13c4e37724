package io.medlinks.gateway.apidocs;

import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.GatewayIT;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The API descriptions of all services at one address.
 */
@GatewayIT
class ApiDocsIT {

	@Autowired
	Browsers browsers;

	@Test
	void showsTheDescriptionsOfAllServices() {
		Answer page = this.browsers.nobody().get("/api/docs");
		assertThat(page.status()).isEqualTo(200);
		assertThat(page.header("Content-Type")).startsWith("text/html");
		assertThat(page.body()).contains("/api/docs/assets/start.js");
		String start = this.browsers.nobody().get("/api/docs/assets/start.js").body();
		assertThat(start).contains("/api/docs/patient.json", "/api/docs/doctor.json", "/api/docs/scheduling.json",
				"/api/docs/ai-summary.json");
	}

	@ParameterizedTest
	@CsvSource({ "patient, patient", "doctor, doctor", "scheduling, scheduling", "ai-summary, ai" })
	void relaysTheDescriptionOfAService(String name, String service) {
		Answer description = this.browsers.nobody().get("/api/docs/" + name + ".json?a=b");
		assertThat(description.status()).isEqualTo(200);
		assertThat(description.json().path("openapi").asString()).isEqualTo("3.1.0");
		assertThat(description.json().path("info").path("title").asString()).isEqualTo(service);
		assertThat(description.setCookies()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "swagger-ui.css", "swagger-ui-bundle.js", "swagger-ui-standalone-preset.js", "start.js" })
	void bringsTheViewerAlong(String file) {
		Answer answer = this.browsers.nobody().get("/api/docs/assets/" + file);
		assertThat(answer.status()).isEqualTo(200);
		assertThat(answer.header("Content-Type")).startsWith(file.endsWith("css") ? "text/css" : "text/javascript");
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/docs/other.json", "/api/docs/assets/index.js", "/api/docs/assets/..%2findex.html",
			"/api/docs/assets/swagger-ui.js", "/api/docs/patient.json/more" })
	void knowsNothingElse(String path) {
		Answer answer = this.browsers.nobody().get(path);
		assertThat(answer.status()).isIn(400, 404);
		assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
	}

	@Test
	void letsTheViewerLoadNothingFromElsewhere() {
		String policy = this.browsers.nobody().get("/api/docs").header("Content-Security-Policy");
		assertThat(policy).contains("default-src 'none'", "script-src 'self';", "connect-src 'self'")
			.doesNotContain("unsafe-eval", "http:", "https:", "*");
	}

}
