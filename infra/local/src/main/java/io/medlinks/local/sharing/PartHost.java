package io.medlinks.local.sharing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.medlinks.local.process.ProcessIdentity;
import io.medlinks.local.process.Stopping;

/**
 * The life of the process behind one shared part: it tells the builds the part's address
 * and ends, together with its children, when no build needs the part any more.
 */
public final class PartHost {

	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final SharedPart part;

	private final SharedFolder folder;

	private final Runnable cleanUp;

	private volatile boolean ending;

	/**
	 * Makes this process the host of a part and starts to watch the builds.
	 * @param root the folder of the whole repository
	 * @param part the part this process runs
	 * @param cleanUp what else is to be done at the end
	 */
	public PartHost(Path root, SharedPart part, Runnable cleanUp) throws IOException {
		this.part = part;
		this.folder = new SharedFolder(root);
		this.cleanUp = cleanUp;
		delete(data());
		ScheduledExecutorService watch = Executors
			.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("watch").factory());
		watch.scheduleWithFixedDelay(this::endIfUnused, 1, 1, TimeUnit.SECONDS);
	}

	/**
	 * Returns the folder for this part's data, which is removed at the end.
	 */
	public Path data() {
		return this.folder.dataOf(this.part);
	}

	/**
	 * Ends with this child, and notes it, so that it is ended even if this process is
	 * killed.
	 */
	public void adopt(Process child) throws IOException {
		child.onExit().thenRun(() -> {
			if (!this.ending) {
				Runtime.getRuntime().halt(1);
			}
		});
		this.folder.note(this.part, "child", ProcessIdentity.of(child.toHandle()).toString());
	}

	/**
	 * Tells the waiting builds that the part is ready.
	 */
	public void announce(String address) throws IOException {
		this.folder.note(this.part, "process", ProcessIdentity.of(ProcessHandle.current()).toString());
		this.folder.note(this.part, "address", address);
	}

	private void endIfUnused() {
		try {
			if (this.folder.hasUsers()) {
				return;
			}
			try (SharedFolder.Lock _ = this.folder.lock(this.part)) {
				// A build may have come while this process waited for the lock.
				if (!this.folder.hasUsers()) {
					end();
				}
			}
		}
		catch (IOException | UncheckedIOException ex) {
			end();
		}
	}

	private void end() {
		this.ending = true;
		this.cleanUp.run();
		ProcessHandle.current().descendants().forEach((child) -> Stopping.end(ProcessIdentity.of(child), PATIENCE));
		try {
			this.folder.forget(this.part);
			delete(data());
		}
		catch (IOException | UncheckedIOException ex) {
			System.err.println("Left behind " + data() + ": " + ex);
		}
		// Nobody reads these data again, so an orderly shutdown would only cost time.
		Runtime.getRuntime().halt(0);
	}

	private static void delete(Path folder) throws IOException {
		if (!Files.exists(folder)) {
			return;
		}
		try (var paths = Files.walk(folder)) {
			for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
				Files.deleteIfExists(path);
			}
		}
	}

}
