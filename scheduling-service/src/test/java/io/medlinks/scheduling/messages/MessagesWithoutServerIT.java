package io.medlinks.scheduling.messages;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.medlinks.testing.events.EventTraffic;
import io.medlinks.testing.events.Fact;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.parts.MedLinksIT;
import io.medlinks.testing.time.PassingTime;
import io.medlinks.testing.web.ApiClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where no mail server is configured, messages are kept and nothing is sent.
 */
@ExtendWith(OutputCaptureExtension.class)
@MedLinksIT
@Import(PassingTime.Time.class)
@TestPropertySource(properties = "medlinks.smtp.host=")
@DirtiesContext
class MessagesWithoutServerIT {

	@Autowired
	ApiClient api;

	@Autowired
	EventTraffic traffic;

	@Autowired
	ObjectProvider<MailSender> sender;

	@Test
	void keepsWhatIsToBeTold(CapturedOutput output) {
		assertThat(this.sender.getIfAvailable()).isNull();
		String id = UUID.randomUUID().toString();
		this.traffic.publish(Fact.appointment(Account.newPatient(), Account.newDoctor(), id, 1, true,
				Instant.parse("2026-11-24T09:00:00Z")));
		JsonNode waiting = Awaitility.await()
			.pollInSameThread()
			.atMost(Duration.ofSeconds(40))
			.until(() -> ApiClient
				.read(this.api.get(Account.OLGA, "/api/operator/scheduling/messages?state=waiting"), 200)
				.get("items"), (items) -> items.size() == 2);
		assertThat(waiting).allSatisfy((message) -> {
			assertThat(message.get("id").asString()).startsWith(id + ".1.");
			assertThat(message.get("attempts").asInt()).isZero();
		});
		assertThat(output).contains("No mail server is configured (medlinks.smtp.host)");
	}

}
