package io.medlinks.drill.stack;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Lets a process die where the drill says, as <code>kill -9</code> would: the drill
 * writes a crash point's name into a file named by the process's port. It travels in a
 * jar of its own, which only the drill puts into a process, and uses nothing but the JDK.
 */
public final class CrashAgent {

	private static final String TRIGGER = "io.medlinks.crash-trigger";

	/** What the file is called after its order that says which order has been heard. */
	static final String HEARD = ".heard";

	private static final int KILLED = 137;

	private static final long LOOK_MILLIS = 20;

	private static volatile String armed = "";

	private CrashAgent() {
	}

	/**
	 * Called by the JVM before the application starts.
	 * @param folder where the drill writes
	 * @param instrumentation not used
	 */
	public static void premain(String folder, Instrumentation instrumentation) {
		String port = String.valueOf(System.getenv("SERVER_PORT"));
		Path order = Path.of(folder, port);
		Path heard = Path.of(folder, port + HEARD);
		Thread.ofPlatform().daemon().name("crash-agent").start(() -> look(order, heard));
		Consumer<String> trigger = CrashAgent::reached;
		System.getProperties().put(TRIGGER, trigger);
	}

	private static void reached(String point) {
		if (point.equals(armed)) {
			Runtime.getRuntime().halt(KILLED);
		}
	}

	private static void look(Path order, Path heard) {
		while (true) {
			try {
				armed = Files.exists(order) ? Files.readString(order).strip() : "";
				if (!armed.isEmpty() && !(Files.exists(heard) && Files.readString(heard).equals(armed))) {
					Files.writeString(heard, armed);
				}
				Thread.sleep(LOOK_MILLIS);
			}
			catch (IOException ex) {
				armed = "";
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

}
