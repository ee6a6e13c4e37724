package io.medlinks.local.launcher;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.medlinks.local.launcher.StackState.RunningPart;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A stack of the real database and broker, with small processes where the services would
 * be and an identity provider elsewhere.
 */
class StackIT {

	private static final List<String> MODULES = List.of("patient-service", "doctor-service", "scheduling-service",
			"ai-summary-service", "gateway");

	@TempDir
	Path folder;

	private Path root;

	private Path home;

	private Command medlinks;

	@BeforeEach
	void buildARepository() throws IOException {
		this.root = this.folder.resolve("repository");
		this.home = this.folder.resolve("home");
		Files.createDirectories(this.root.resolve("infra/local"));
		Files.createSymbolicLink(this.root.resolve("infra/local/target"), Path.of("target").toAbsolutePath());
		for (String module : MODULES) {
			writeJar(jar(module));
		}
		this.medlinks = new Command(this.root, this.home).with("MEDLINKS_OIDC_ISSUER",
				"http://localhost:9/realms/medlinks");
	}

	@AfterEach
	void endEverything() {
		assertThat(this.medlinks.run("reset").status()).isZero();
	}

	@Test
	void livesThroughItsCommands() throws Exception {
		Command.Answer started = this.medlinks.run("start", "--free-ports", "--instances", "2");
		assertThat(started.err()).isEmpty();
		assertThat(started.status()).isZero();
		assertThat(started.out()).contains("MedLinks is ready: http://localhost:").doesNotContain("password");
		assertThat(parts()).extracting(RunningPart::name)
			.containsExactlyInAnyOrder("database", "kafka", "mail", "patient-service", "patient-service-2",
					"doctor-service", "doctor-service-2", "scheduling-service", "scheduling-service-2",
					"ai-summary-service", "ai-summary-service-2", "gateway", "gateway-2");
		Command.Answer ready = this.medlinks.run("status");
		assertThat(ready.status()).isZero();
		String inbox = "http://localhost:" + part("mail").port();
		assertThat(ready.out()).contains("Its mails are at " + inbox + ".");
		assertThat(started.out()).contains("mails      " + inbox);
		assertThat(this.medlinks.run("logs", "mail").out()).contains("ready on port " + part("mail").port());
		assertThat(this.medlinks.run("logs", "doctor-service").out()).contains("Listening for mongodb://localhost:");

		Command.Answer again = this.medlinks.run("start");
		assertThat(again.status()).isZero();
		assertThat(again.out()).contains("MedLinks runs already");

		RunningPart victim = part("doctor-service-2");
		long pid = victim.pid();
		kill(victim);
		Command.Answer status = this.medlinks.run("status");
		assertThat(status.status()).isEqualTo(2);
		assertThat(status.out()).containsPattern("doctor-service-2 +ended").contains("MedLinks is not complete");
		assertThat(this.medlinks.run("start").err()).contains("doctor-service-2 ended",
				"./medlinks restart doctor-service-2");
		assertThat(this.medlinks.run("restart", "doctor-service-2").status()).isZero();
		assertThat(part("doctor-service-2").pid()).isNotEqualTo(pid);
		assertThat(this.medlinks.run("status").status()).isZero();

		send("Before the restart");
		long mailPid = part("mail").pid();
		assertThat(this.medlinks.run("restart", "mail").status()).isZero();
		assertThat(part("mail").pid()).isNotEqualTo(mailPid);
		assertThat(mails(inbox)).contains("Before the restart");

		write("kept");
		List<RunningPart> before = parts();
		assertThat(this.medlinks.run("stop").status()).isZero();
		assertThat(before).noneMatch((part) -> part.process().isAlive());
		assertThat(this.medlinks.run("start", "--free-ports").status()).isZero();
		assertThat(names()).containsExactly("kept");
		assertThat(this.medlinks.run("reset").status()).isZero();
		assertThat(this.home.resolve("data")).doesNotExist();
	}

	@Test
	void leavesNothingRunningWhenAPartDies() throws IOException {
		try (OutputStream file = Files.newOutputStream(jar("scheduling-service"));
				JarOutputStream nothing = new JarOutputStream(file)) {
			nothing.putNextEntry(new JarEntry("nothing-to-run"));
		}
		Command.Answer answer = this.medlinks.run("start", "--free-ports");
		assertThat(answer.status()).isEqualTo(1);
		assertThat(answer.err()).startsWith("scheduling-service ended while it was starting")
			.contains("its log is")
			.hasLineCount(1);
		assertThat(this.medlinks.run("status").status()).isEqualTo(3);
	}

	@Test
	void startsNothingWhereAJarIsNone() throws IOException {
		Files.writeString(jar("scheduling-service"), "no jar at all");
		Command.Answer answer = this.medlinks.run("start", "--free-ports");
		assertThat(answer.status()).isEqualTo(1);
		assertThat(answer.err()).startsWith("scheduling-service is no jar that can be read").hasLineCount(1);
		assertThat(this.medlinks.run("status").status()).isEqualTo(3);
	}

	@Test
	void usesPartsElsewhere() throws StackException, IOException {
		Command.Answer started = this.medlinks.with("MEDLINKS_MONGODB_URI", "mongodb://user:secret@db.example:27017")
			.with("MEDLINKS_KAFKA_BOOTSTRAP_SERVERS", "kafka.example:9092")
			.with("MEDLINKS_SMTP_HOST", "smtp.example")
			.with("MEDLINKS_SMTP_PORT", "587")
			.run("start", "--free-ports");
		assertThat(started.status()).isZero();
		assertThat(started.out())
			.contains("kafka.example:9092", "mongodb://db.example:27017", "smtp://smtp.example:587")
			.doesNotContain("secret");
		assertThat(parts()).extracting(RunningPart::name).containsExactlyInAnyOrderElementsOf(MODULES);
	}

	private Path jar(String module) {
		return this.root.resolve(module).resolve("target").resolve(module + ".jar");
	}

	private static void writeJar(Path jar) throws IOException {
		Files.createDirectories(jar.resolveSibling(""));
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, SmallService.class.getName());
		String entry = SmallService.class.getName().replace('.', '/') + ".class";
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file, manifest);
				InputStream in = StackIT.class.getClassLoader().getResourceAsStream(entry)) {
			assertThat(in).isNotNull();
			out.putNextEntry(new JarEntry(entry));
			in.transferTo(out);
		}
	}

	private List<RunningPart> parts() throws StackException, IOException {
		return StackState.read(this.home).orElseThrow().parts();
	}

	private RunningPart part(String name) throws StackException, IOException {
		return parts().stream().filter((part) -> part.name().equals(name)).findFirst().orElseThrow();
	}

	private static void kill(RunningPart part) throws Exception {
		ProcessHandle process = ProcessHandle.of(part.pid()).orElseThrow();
		process.destroyForcibly();
		process.onExit().get(20, TimeUnit.SECONDS);
	}

	private void send(String subject) throws StackException, IOException {
		int port = StackState.read(this.home).orElseThrow().ports().getOrDefault("smtp", 0);
		try (Socket socket = new Socket("127.0.0.1", port);
				BufferedReader in = new BufferedReader(
						new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
			assertThat(in.readLine()).startsWith("220");
			for (String line : List.of("HELO localhost", "MAIL FROM:<a@example.org>", "RCPT TO:<b@example.org>", "DATA",
					"Subject: " + subject + "\r\n\r\nHello\r\n.", "QUIT")) {
				socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
				assertThat(in.readLine()).matches("[23].*");
			}
		}
	}

	private static String mails(String inbox) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client
				.send(HttpRequest.newBuilder(URI.create(inbox + "/api/mails")).build(),
						HttpResponse.BodyHandlers.ofString())
				.body();
		}
	}

	private void write(String name) throws StackException, IOException {
		try (MongoClient client = MongoClients.create(StackState.read(this.home).orElseThrow().mongodb())) {
			client.getDatabase("stack").getCollection("things").insertOne(new Document("_id", name));
		}
	}

	private List<String> names() throws StackException, IOException {
		try (MongoClient client = MongoClients.create(StackState.read(this.home).orElseThrow().mongodb())) {
			return client.getDatabase("stack")
				.getCollection("things")
				.find()
				.map((document) -> document.getString("_id"))
				.into(new ArrayList<>());
		}
	}

}
