package io.medlinks.local.mail;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;

import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The mail server takes mails over SMTP, keeps them and shows them safely.
 */
class MailCatcherTests {

	private static final String SCRIPT = "<script>alert('run')</script>";

	@TempDir
	Path folder;

	private MailCatcher catcher;

	private final HttpClient http = HttpClient.newHttpClient();

	@BeforeEach
	void start() throws IOException {
		this.catcher = MailCatcher.in(this.folder, 0, 0);
	}

	@AfterEach
	void stop() {
		this.catcher.close();
		this.http.close();
	}

	@Test
	void keepsWhatCameBySmtp() throws Exception {
		send("ana@example.org", "Grüße", "Hallo Ana,\nöffne http://localhost:8080/a?b=1&c=2", null);
		send("tom@example.org", "Other", "Hello", null);
		JsonNode all = read("/api/mails").get("items");
		assertThat(all).extracting((mail) -> mail.get("subject").asString()).containsExactly("Other", "Grüße");
		JsonNode mine = read("/api/mails?to=ANA%40example.org").get("items");
		assertThat(mine).hasSize(1);
		String id = mine.get(0).get("id").asString();
		JsonNode mail = read("/api/mails/" + id);
		assertThat(mail.get("text").asString()).contains("Hallo Ana,", "öffne");
		assertThat(mail.get("to")).extracting(JsonNode::asString).containsExactly("ana@example.org");
		assertThat(mail.get("messageId").asString()).startsWith("<");
		assertThat(get("/mails/" + id).body())
			.contains("<a rel=\"noreferrer noopener\" href=\"http://localhost:8080/a?b=1&amp;c=2\">", "Grüße");
		assertThat(get("/").body()).contains("Grüße", "/mails/" + id);
	}

	@Test
	void keepsItsMailsOverARestart() throws Exception {
		send("ana@example.org", "First", "Hello", null);
		this.catcher.close();
		start();
		send("ana@example.org", "Second", "Hello", null);
		assertThat(read("/api/mails").get("items")).extracting((mail) -> mail.get("subject").asString())
			.containsExactly("Second", "First");
		HttpResponse<String> cleared = send(HttpRequest.newBuilder(uri("/api/mails")).DELETE());
		assertThat(cleared.statusCode()).isEqualTo(204);
		assertThat(read("/api/mails").get("items")).isEmpty();
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void neverRunsWhatAMailBrings() throws Exception {
		send("ana@example.org", "Subject " + SCRIPT, "Text " + SCRIPT, "<b>Markup</b> " + SCRIPT);
		String id = read("/api/mails").at("/items/0/id").asString();
		for (String page : new String[] { "/", "/mails/" + id }) {
			HttpResponse<String> shown = get(page);
			assertThat(shown.body()).doesNotContain("<script").contains("&lt;script&gt;");
			assertThat(shown.headers().firstValue("Content-Security-Policy").orElseThrow())
				.startsWith("default-src 'none'");
			assertThat(shown.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		}
		for (String part : new String[] { "/parts/0", "/parts/1", "/source" }) {
			HttpResponse<String> saved = get("/api/mails/" + id + part);
			assertThat(saved.statusCode()).isEqualTo(200);
			assertThat(saved.headers().firstValue("Content-Disposition").orElseThrow()).startsWith("attachment");
			assertThat(saved.headers().firstValue("Content-Type").orElseThrow()).isIn("application/octet-stream",
					"message/rfc822");
		}
	}

	@Test
	void showsTheWordsOfMarkup() throws Exception {
		send("ana@example.org", "Invitation", null,
				"<style>p {}</style><p>Hello &amp; welcome</p><a href=\"http://localhost:1/x?a=1&amp;b=2\">here</a>");
		String id = read("/api/mails").at("/items/0/id").asString();
		assertThat(read("/api/mails/" + id).get("text").asString())
			.contains("Hello & welcome", "http://localhost:1/x?a=1&b=2 here")
			.doesNotContain("style", "<");
	}

	@Test
	void answersToItsOwnNameOnly() throws Exception {
		for (String host : new String[] { "evil.example", "evil.example:" + this.catcher.inboxPort(), "localhost.x" }) {
			assertThat(statusFor(host)).as(host).contains(" 403 ");
		}
		assertThat(statusFor("localhost:" + this.catcher.inboxPort())).contains(" 200 ");
	}

	@Test
	void knowsNoOtherFiles() throws Exception {
		for (String path : new String[] { "/mails/..%2f..%2fetc%2fpasswd", "/api/mails/x/source",
				"/api/mails/x/parts/0", "/api/other", "/mails/0000000000000-00000000" }) {
			assertThat(get(path).statusCode()).as(path).isEqualTo(404);
		}
	}

	private String statusFor(String host) throws IOException {
		try (Socket socket = new Socket("127.0.0.1", this.catcher.inboxPort())) {
			socket.getOutputStream()
				.write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
				.findFirst()
				.orElseThrow();
		}
	}

	private void send(String to, String subject, @Nullable String text, @Nullable String markup)
			throws MessagingException, IOException {
		Properties settings = new Properties();
		settings.setProperty("mail.smtp.host", "127.0.0.1");
		settings.setProperty("mail.smtp.port", Integer.toString(this.catcher.smtpPort()));
		MimeMessage message = new MimeMessage(Session.getInstance(settings));
		message.setFrom("no-reply@medlinks.example");
		message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
		message.setSubject(subject, "UTF-8");
		MimeMultipart both = new MimeMultipart("alternative");
		if (text != null) {
			MimeBodyPart part = new MimeBodyPart();
			part.setText(text, "UTF-8");
			both.addBodyPart(part);
		}
		if (markup != null) {
			MimeBodyPart part = new MimeBodyPart();
			part.setDataHandler(new DataHandler(new ByteArrayDataSource(markup, "text/html; charset=UTF-8")));
			both.addBodyPart(part);
		}
		message.setContent(both);
		Transport.send(message);
	}

	private JsonNode read(String path) throws Exception {
		return JsonMapper.shared().readTree(get(path).body());
	}

	private HttpResponse<String> get(String path) throws Exception {
		return send(HttpRequest.newBuilder(uri(path)));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return this.http.send(request.build(), HttpResponse.BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.catcher.inboxPort() + path);
	}

}
