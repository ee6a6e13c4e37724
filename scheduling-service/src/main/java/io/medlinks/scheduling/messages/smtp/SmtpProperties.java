package io.medlinks.scheduling.messages.smtp;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which mail server takes the mails.
 *
 * @param host the server's name; without one, no mail is sent
 * @param port its port, 25 unless told
 * @param username the name to sign in with; null to send without
 * @param password the password to sign in with; null for none
 * @param encryption how the connection is protected, not at all unless told
 * @param connectTimeout how long connecting may take, 5 s unless told
 * @param answerTimeout how long each of the server's answers may take, 10 s unless told
 */
@Validated
@ConfigurationProperties("medlinks.smtp")
record SmtpProperties(@Nullable String host, @Min(1) @Max(65_535) @DefaultValue("25") int port,
		@Nullable String username, @Nullable String password, @NotNull @DefaultValue("none") Encryption encryption,
		@NotNull @DefaultValue("5s") Duration connectTimeout, @NotNull @DefaultValue("10s") Duration answerTimeout) {

	@Override
	public String toString() {
		return "SmtpProperties[" + this.host + ":" + this.port + ", " + this.encryption + "]";
	}

	/**
	 * How a connection is protected.
	 */
	enum Encryption {

		/** Not at all: for a server on the same machine or network only. */
		NONE,

		/** STARTTLS, or nothing is sent. */
		STARTTLS,

		/** TLS from the first byte. */
		TLS

	}

}
