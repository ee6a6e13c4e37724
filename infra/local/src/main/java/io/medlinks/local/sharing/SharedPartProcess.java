package io.medlinks.local.sharing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.medlinks.local.broker.EmbeddedBroker;
import io.medlinks.local.database.EmbeddedDatabase;
import io.medlinks.local.identity.KeycloakInstallation;
import io.medlinks.local.identity.RealmSecrets;
import io.medlinks.local.mail.MailCatcher;
import io.medlinks.local.process.Ports;
import io.medlinks.local.process.Readiness;

/**
 * The process behind one embedded part that builds share.
 */
public final class SharedPartProcess {

	private static final Duration START_LIMIT = Duration.ofMinutes(4);

	private final Path root;

	private final PartHost host;

	private final int port = Ports.free();

	private SharedPartProcess(Path root, SharedPart part) throws IOException {
		this.root = root;
		this.host = new PartHost(root, part, () -> {
		});
	}

	/**
	 * Runs a part until no build needs it.
	 * @param args the folder of the repository and the name of the part
	 */
	public static void main(String... args) throws Exception {
		SharedPart part = SharedPart.valueOf(args[1]);
		new SharedPartProcess(Path.of(args[0]), part).run(part);
	}

	private void run(SharedPart part) throws Exception {
		String port = Integer.toString(this.port);
		switch (part) {
			case DATABASE -> {
				inBackground(() -> EmbeddedDatabase.main("memory", port));
				announce("mongodb://localhost:" + port);
			}
			case BROKER -> {
				inBackground(() -> EmbeddedBroker.main(this.host.data().toString(), port));
				announce("localhost:" + port);
			}
			case IDENTITY -> runKeycloak();
			case MAIL -> runMail();
		}
	}

	private void runKeycloak() throws IOException, InterruptedException {
		KeycloakInstallation installation = new KeycloakInstallation(this.root);
		Path home = this.host.data();
		installation.prepare(home);
		ProcessBuilder builder = new ProcessBuilder(
				installation.command(home, this.port, List.of("-Xmx320m", "-XX:+UseSerialGC")))
			.inheritIO();
		builder.environment().putAll(KeycloakInstallation.environment("http://localhost:8080", RealmSecrets.LOCAL));
		builder.environment().put("MEDLINKS_SMTP_HOST", "127.0.0.1");
		builder.environment().put("MEDLINKS_SMTP_PORT", new SharedParts(this.root).smtpPort());
		Process keycloak = builder.start();
		this.host.adopt(keycloak);
		Runtime.getRuntime().addShutdownHook(new Thread(keycloak::destroyForcibly, "keycloak-shutdown"));
		if (!Readiness.http(KeycloakInstallation.issuer(this.port), START_LIMIT)) {
			throw new IOException("Keycloak did not answer within " + START_LIMIT.toMinutes() + " minutes");
		}
		announce(KeycloakInstallation.issuer(this.port));
		keycloak.waitFor();
	}

	private void runMail() throws IOException, InterruptedException {
		try (MailCatcher mail = MailCatcher.in(this.host.data(), this.port, 0)) {
			announce("http://localhost:" + mail.inboxPort() + " " + mail.smtpPort());
			Thread.currentThread().join();
		}
	}

	private void announce(String address) throws IOException, InterruptedException {
		if (!Readiness.connect(this.port, START_LIMIT)) {
			throw new IOException("Nothing listens on port " + this.port);
		}
		this.host.announce(address);
	}

	private static void inBackground(Program program) {
		Thread.ofPlatform().name("part").start(() -> {
			try {
				program.run();
			}
			catch (Exception ex) {
				ex.printStackTrace();
				Runtime.getRuntime().halt(1);
			}
		});
	}

	private interface Program {

		void run() throws Exception;

	}

}
