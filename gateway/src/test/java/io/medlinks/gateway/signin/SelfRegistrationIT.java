package io.medlinks.gateway.signin;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.KeycloakGatewayIT;
import io.medlinks.testing.parts.TestMails;
import io.medlinks.testing.parts.TestParts;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody makes an account, has no role, is given one, and need not sign in anew.
 */
@KeycloakGatewayIT
class SelfRegistrationIT {

	private static final Pattern FORM_ACTION = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

	private static final Pattern LINK = Pattern.compile("href=\"([^\"]*login-actions/[^\"]+)\"");

	private static final String DOCTORS = "9a000000-0000-4000-8000-000000000003";

	@LocalServerPort
	private int port;

	@Test
	void makesAnAccountWithoutARoleAndSeesTheOneItIsGiven() throws Exception {
		String address = "noa-" + UUID.randomUUID() + "@example.org";
		Browser browser = new Browser(this.port);
		Answer begin = browser.get("/auth/login?register&returnTo=/registration");
		assertThat(begin.location().getQuery()).contains("prompt=create");
		Answer page = browser.keycloak("GET", begin.location(), null);
		page = (page.status() == 302) ? browser.keycloak("GET", page.location(), null) : page;
		Answer sent = browser.keycloak("POST", action(page),
				"username=" + encoded(address) + "&email=" + encoded(address) + "&firstName=Noa&lastName=Lind");
		follow(browser, sent);
		List<String> mails = Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofSeconds(30))
			.until(() -> TestMails.to(address), (found) -> !found.isEmpty());
		Answer verified = follow(browser, browser.keycloak("GET", TestMails.link(mails.getFirst()), null));
		for (int i = 0; i < 3 && verified.status() == 200; i++) {
			verified = follow(browser, onFrom(browser, begin.location(), verified));
		}
		assertThat(browser.callback(verified.location()).location().getPath()).isEqualTo("/registration");
		JsonNode session = browser.session();
		assertThat(session.get("authenticated").asBoolean()).isTrue();
		assertThat(session.get("name").asString()).isEqualTo("Noa Lind");
		assertThat(session.get("roles")).isEmpty();
		assertThat(browser.get("/api/doctor/dashboard").status()).isEqualTo(403);
		assertThat(browser.get("/api/registration/doctor").status()).isEqualTo(200);
		assertThat(becomesDoctor(session.get("id").asString())).isEqualTo(204);
		assertThat(browser.session().get("roles")).isEmpty();
		assertThat(browser.write("POST", "/auth/session", null).json().at("/roles/0").asString()).isEqualTo("doctor");
		assertThat(browser.session().at("/roles/0").asString()).isEqualTo("doctor");
		assertThat(browser.get("/api/doctor/dashboard").status()).isEqualTo(200);
	}

	@Test
	void renewsNothingForNobody() {
		assertThat(new Browser(this.port).write("POST", "/auth/session", null).status()).isEqualTo(401);
	}

	/** Goes on where Keycloak leads, up to the gateway or a page. */
	private Answer follow(Browser browser, Answer answer) {
		Answer last = answer;
		while (last.status() == 302 && last.location().getPath().startsWith("/realms/")) {
			last = browser.keycloak("GET", last.location(), null);
		}
		return last;
	}

	/**
	 * Sets the password, which Keycloak asks for once the address is confirmed, or takes
	 * the link that goes on.
	 */
	private static Answer onFrom(Browser browser, URI base, Answer page) {
		if (page.body().contains("password-new")) {
			return browser.keycloak("POST", action(page),
					"password-new=quite-a-secret&password-confirm=quite-a-secret");
		}
		Matcher link = LINK.matcher(page.body());
		assertThat(link.find()).as("a way on from %s", page.body()).isTrue();
		return browser.keycloak("GET", base.resolve(link.group(1).replace("&amp;", "&")), null);
	}

	private static URI action(Answer page) {
		Matcher form = FORM_ACTION.matcher(page.body());
		assertThat(form.find()).as("a form; Keycloak answered " + page.status()).isTrue();
		return URI.create(form.group(1).replace("&amp;", "&"));
	}

	private static int becomesDoctor(String accountId) throws IOException, InterruptedException {
		String issuer = TestParts.keycloakIssuer();
		HttpResponse<String> token = send(HttpRequest.newBuilder(URI.create(issuer + "/protocol/openid-connect/token"))
			.header("Content-Type", "application/x-www-form-urlencoded")
			.POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"
					+ "&client_id=medlinks-doctor-service&client_secret=medlinks-local-doctor-secret")));
		return send(HttpRequest
			.newBuilder(URI
				.create(issuer.replace("/realms/", "/admin/realms/") + "/users/" + accountId + "/groups/" + DOCTORS))
			.header("Authorization",
					"Bearer " + JsonMapper.shared().readTree(token.body()).get("access_token").asString())
			.PUT(HttpRequest.BodyPublishers.noBody())).statusCode();
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
