package io.medlinks.local.process;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Ends processes: asks first, insists after a while, children included.
 */
public final class Stopping {

	private Stopping() {
	}

	/**
	 * Ends the process if it still runs.
	 * @param identity the process
	 * @param patience how long it may take to end by itself
	 */
	public static void end(ProcessIdentity identity, Duration patience) {
		identity.find().ifPresent((process) -> end(process, patience));
	}

	private static void end(ProcessHandle process, Duration patience) {
		List<ProcessHandle> children = process.descendants().toList();
		process.destroy();
		if (!ended(process, patience)) {
			process.destroyForcibly();
			ended(process, patience);
		}
		children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
	}

	private static boolean ended(ProcessHandle process, Duration patience) {
		try {
			process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException ex) {
			return false;
		}
		catch (ExecutionException ex) {
			return !process.isAlive();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
