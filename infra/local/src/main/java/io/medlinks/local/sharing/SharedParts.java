package io.medlinks.local.sharing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.medlinks.local.process.JavaCommand;
import io.medlinks.local.process.ProcessIdentity;
import io.medlinks.local.process.Stopping;

/**
 * Embedded parts for the tests of a build: the first JVM that asks for one starts it, all
 * others find it, and it ends when the last build that asked is gone.
 */
public final class SharedParts {

	private static final Duration START_LIMIT = Duration.ofMinutes(4);

	private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

	// File locks exclude other processes, not other threads of this one.
	private static final Object THREADS = new Object();

	private final Path root;

	/**
	 * Describes the shared parts of one copy of the repository.
	 * @param root the folder of the whole repository
	 */
	public SharedParts(Path root) {
		this.root = root;
	}

	/**
	 * Returns the address of an embedded part and starts it if none runs.
	 * @throws IllegalStateException if it does not start, with the reason and its log
	 */
	public String address(SharedPart part) {
		return address(part,
				() -> JavaCommand.local(this.root, List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
						SharedPartProcess.class.getName(), List.of(this.root.toString(), part.name())));
	}

	/**
	 * Returns the address of a part and starts it if none runs.
	 * @param part the part
	 * @param command gives the command of a process that makes itself its
	 * {@link PartHost}
	 * @throws IllegalStateException if it does not start, with the reason and its log
	 */
	public String address(SharedPart part, Supplier<List<String>> command) {
		synchronized (THREADS) {
			try {
				SharedFolder folder = new SharedFolder(this.root);
				try (SharedFolder.Lock _ = folder.lock(part)) {
					folder.addUser(user());
					Optional<String> address = folder.address(part);
					return address.isPresent() ? address.get() : start(part, folder, command.get());
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException("The shared " + part.fileName() + " cannot be used", ex);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException("Interrupted while starting the shared " + part.fileName(), ex);
			}
		}
	}

	/** The port at which the shared mail server takes mails. */
	String smtpPort() {
		return address(SharedPart.MAIL).replaceFirst(".* ", "");
	}

	private String start(SharedPart part, SharedFolder folder, List<String> command)
			throws IOException, InterruptedException {
		if (!Files.isDirectory(this.root.resolve("infra/local/target/lib"))) {
			throw new IllegalStateException(
					"The embedded parts are not built; run: mvn -B -DskipTests package -pl infra/local");
		}
		folder.processes(part).forEach((left) -> Stopping.end(left, STOP_PATIENCE));
		folder.forget(part);
		Path log = folder.logOf(part);
		Process process = new ProcessBuilder(command).directory(this.root.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		process.getOutputStream().close();
		long deadline = System.nanoTime() + START_LIMIT.toNanos();
		while (System.nanoTime() < deadline) {
			Optional<String> address = folder.address(part);
			if (address.isPresent()) {
				return address.get();
			}
			if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
				throw new IllegalStateException("The shared " + part.fileName() + " ended while starting: "
						+ LastLine.of(log) + " (" + log + ")");
			}
		}
		process.destroyForcibly();
		throw new IllegalStateException("The shared " + part.fileName() + " was not ready within "
				+ START_LIMIT.toMinutes() + " minutes: " + LastLine.of(log) + " (" + log + ")");
	}

	/**
	 * Returns the process whose end is the end of the build: the nearest JVM above this
	 * one, which is Maven's, or this one when a test runs alone.
	 */
	private static ProcessIdentity user() {
		Optional<ProcessHandle> above = ProcessHandle.current().parent();
		while (above.isPresent()) {
			ProcessHandle process = above.get();
			if (process.info().command().filter(SharedParts::isJava).isPresent()) {
				return ProcessIdentity.of(process);
			}
			above = process.parent();
		}
		return ProcessIdentity.of(ProcessHandle.current());
	}

	private static boolean isJava(String command) {
		Path name = Path.of(command).getFileName();
		return name != null && name.toString().startsWith("java");
	}

}
