package io.medlinks.gateway.routing;

import java.io.UncheckedIOException;
import java.util.UUID;

import io.medlinks.gateway.it.Browser;
import io.medlinks.gateway.it.Browser.Answer;
import io.medlinks.gateway.it.Browsers;
import io.medlinks.gateway.it.GatewayIT;
import io.medlinks.testing.identity.Account;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A service that begins its answer and stands still.
 */
@GatewayIT
@TestPropertySource(properties = "medlinks.routing.silence=500ms")
class SilentServiceIT {

	private final String path = "/api/patient/diary/" + UUID.randomUUID();

	@Autowired
	Browsers browsers;

	@Test
	void isNotWaitedForBehindTheHead() {
		Answer answer = this.browsers.signedIn(Account.newPatient()).get(this.path + "/silent");
		assertThat(answer.status()).isEqualTo(503);
		assertThat(answer.json().path("detail").asString()).contains("broke off");
	}

	@Test
	void isNotWaitedForAmidTheBody() {
		Browser browser = this.browsers.signedIn(Account.newPatient());
		assertThatThrownBy(() -> browser.get(this.path + "/half")).isInstanceOf(UncheckedIOException.class);
	}

}
