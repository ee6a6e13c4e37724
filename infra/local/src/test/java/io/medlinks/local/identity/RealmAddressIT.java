package io.medlinks.local.identity;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.medlinks.local.process.Ports;
import io.medlinks.local.process.Readiness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The realm of a real Keycloak learns where the mail server and the gateway are, when it
 * is imported and later.
 */
class RealmAddressIT {

	private static final Duration PATIENCE = Duration.ofMinutes(4);

	@TempDir
	Path home;

	@Test
	void tellsTheRealmWhereMailsGo() throws Exception {
		int port = Ports.free();
		Path admin = this.home.resolve("admin");
		KeycloakInstallation installation = new KeycloakInstallation(root());
		Path keycloak = this.home.resolve("keycloak");
		installation.prepare(keycloak);
		ProcessBuilder builder = new ProcessBuilder(
				installation.command(keycloak, port, List.of("-Xmx320m", "-XX:+UseSerialGC")))
			.redirectErrorStream(true)
			.redirectOutput(this.home.resolve("keycloak.log").toFile());
		Map<String, String> environment = new HashMap<>(
				KeycloakInstallation.environment("http://localhost:1", RealmSecrets.LOCAL));
		environment.put("MEDLINKS_SMTP_HOST", "127.0.0.1");
		environment.put("MEDLINKS_SMTP_PORT", "2525");
		environment.putAll(RealmAdministrator.environment(admin));
		builder.environment().putAll(environment);
		Process process = builder.start();
		try {
			assertThat(Readiness.http(KeycloakInstallation.issuer(port), PATIENCE)).isTrue();
			RealmAdministrator administrator = new RealmAdministrator(port, admin);
			JsonNode imported = administrator.realm().get("smtpServer");
			assertThat(imported.get("host").asString()).isEqualTo("127.0.0.1");
			assertThat(imported.get("port").asString()).isEqualTo("2525");
			assertThat(imported.get("from").asString()).isEqualTo("no-reply@medlinks.example");
			RealmAddress address = new RealmAddress(port, admin);
			address.moveMailTo("localhost", 3535);
			JsonNode moved = administrator.realm();
			assertThat(moved.at("/smtpServer/port").asString()).isEqualTo("3535");
			assertThat(moved.at("/smtpServer/from").asString()).isEqualTo("no-reply@medlinks.example");
			assertThat(moved.get("displayName").asString()).isEqualTo("MedLinks");
		}
		finally {
			process.destroyForcibly();
			process.onExit().get(20, TimeUnit.SECONDS);
		}
	}

	private static Path root() {
		return Path.of("").toAbsolutePath().resolve("../..").normalize();
	}

}
