package io.medlinks.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * TCP ports of this machine: which are free and which answer.
 */
public final class Ports {

	private static final int CONNECT_TIMEOUT_MILLIS = 500;

	private Ports() {
	}

	/**
	 * Returns a port that nobody listens on now.
	 */
	public static int free() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException("This machine has no free port", ex);
		}
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
