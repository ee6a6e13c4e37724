package io.medlinks.local.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LauncherTests {

	@TempDir
	Path home;

	private Command medlinks;

	@BeforeEach
	void standInAnEmptyRepository() {
		this.medlinks = new Command(this.home.resolve("repository"), this.home);
	}

	@Test
	void helpNamesEveryCommand() {
		Command.Answer help = this.medlinks.run("help");
		assertThat(help.status()).isZero();
		assertThat(help.out()).contains("start", "status", "logs", "stop", "restart", "reset", "reconcile",
				"MEDLINKS_MONGODB_URI", "MEDLINKS_SMTP_HOST");
		assertThat(this.medlinks.run()).isEqualTo(help);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			begin                | "begin" is not a command
			start --fast         | start does not know "--fast"
			start --instances    | --instances takes a number from 1 to 5
			start --instances 0  | --instances takes a number from 1 to 5
			start --instances x  | --instances takes a number from 1 to 5
			stop now             | stop takes no options
			status all           | status takes no options
			logs gateway kafka   | logs shows one part or all
			logs gateway         | There is no log of gateway
			restart              | MedLinks does not run
			reconcile            | MedLinks does not run
			reconcile --all      | reconcile does not know "--all"
			""")
	void saysWhatIsWrongInOneSentence(String words, String sentence) {
		Command.Answer answer = this.medlinks.run(words.split(" "));
		assertThat(answer.status()).isEqualTo(1);
		assertThat(answer.err()).startsWith(sentence).endsWith("." + System.lineSeparator()).hasLineCount(1);
	}

	@Test
	void stoppingNothingIsNoFault() {
		Command.Answer answer = this.medlinks.run("stop");
		assertThat(answer.status()).isZero();
		assertThat(answer.out()).contains("MedLinks does not run.");
	}

	@Test
	void tellsThatNothingRuns() {
		Command.Answer answer = this.medlinks.run("status");
		assertThat(answer.status()).isEqualTo(3);
		assertThat(answer.out()).contains("./medlinks start starts it");
	}

	@Test
	void refusesAPortThatIsNone() {
		Command.Answer answer = this.medlinks.with("MEDLINKS_GATEWAY_PORT", "front door").run("start");
		assertThat(answer.status()).isEqualTo(1);
		assertThat(answer.err())
			.isEqualToIgnoringNewLines("MEDLINKS_GATEWAY_PORT is \"front door\", " + "which is not a port number.");
	}

	@Test
	void refusesATakenPortBeforeAnythingStarts() throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Command.Answer answer = this.medlinks
				.with("MEDLINKS_DOCTOR_SERVICE_PORT", Integer.toString(other.getLocalPort()))
				.run("start");
			assertThat(answer.status()).isEqualTo(1);
			assertThat(answer.err()).contains("Port " + other.getLocalPort(), "doctor-service",
					"MEDLINKS_DOCTOR_SERVICE_PORT", "--free-ports");
			assertThat(this.home.resolve("logs")).doesNotExist();
		}
	}

	@Test
	void refusesATakenPortOfTheMailServer() throws IOException {
		try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			Command.Answer answer = this.medlinks.with("MEDLINKS_SMTP_PORT", Integer.toString(other.getLocalPort()))
				.run("start");
			assertThat(answer.status()).isEqualTo(1);
			assertThat(answer.err()).contains("Port " + other.getLocalPort(), "which mail needs", "MEDLINKS_SMTP_PORT");
		}
	}

	@Test
	void refusesTooLittleMemory() throws StackException {
		Machine.requireMegabytes(3000, OptionalLong.empty());
		Machine.requireMegabytes(3000, OptionalLong.of(3000));
		assertThatExceptionOfType(StackException.class)
			.isThrownBy(() -> Machine.requireMegabytes(3000, OptionalLong.of(2999)))
			.satisfies((refused) -> assertThat(refused.sentence()).contains("needs about 3000 MB", "only 2999 MB"));
	}

	@Test
	void doesNotGuessAtABrokenState() throws IOException {
		Files.writeString(this.home.resolve("state.json"), "{");
		Command.Answer answer = this.medlinks.run("status");
		assertThat(answer.status()).isEqualTo(1);
		assertThat(answer.err()).contains("state.json cannot be read; delete it if nothing of MedLinks runs");
	}

	@Test
	void resetsWhatWasNeverStarted() {
		assertThat(this.medlinks.run("reset").status()).isZero();
	}

}
