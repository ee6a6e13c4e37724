package io.medlinks.local.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * TCP ports of this machine: which are free and which answer.
 */
public final class Ports {

	private static final int CONNECT_TIMEOUT_MILLIS = 500;

	/**
	 * Below those that Linux (32768) and other systems (49152) give to outgoing
	 * connections: one of these could be taken between the choice and the start, or while
	 * a program is away.
	 */
	private static final int FIRST = 20_000;

	private static final int BEHIND_LAST = 32_000;

	private static final int ATTEMPTS = 1000;

	private Ports() {
	}

	/**
	 * Returns a port that nobody listens on now, and that no outgoing connection takes.
	 */
	public static int free() {
		return ThreadLocalRandom.current()
			.ints(ATTEMPTS, FIRST, BEHIND_LAST)
			.filter(Ports::isFree)
			.findFirst()
			.orElseThrow(() -> new IllegalStateException("This machine has no free port"));
	}

	/**
	 * Tells whether a process could listen on the port, on every address.
	 */
	public static boolean isFree(int port) {
		if (answers("127.0.0.1", port)) {
			return false;
		}
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(port), 1);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Tells whether something accepts connections there.
	 */
	public static boolean answers(String host, int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress(host, port), CONNECT_TIMEOUT_MILLIS);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
