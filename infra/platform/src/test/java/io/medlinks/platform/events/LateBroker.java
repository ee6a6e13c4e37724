package io.medlinks.platform.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A broker that hangs up on everybody until it comes: a way to one that is there.
 */
final class LateBroker implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final String host;

	private final int port;

	private volatile boolean there;

	/**
	 * A way to a broker.
	 * @param broker its address, as host:port
	 */
	LateBroker(String broker) throws IOException {
		this.host = broker.substring(0, broker.lastIndexOf(':'));
		this.port = Integer.parseInt(broker.substring(broker.lastIndexOf(':') + 1));
		Thread.ofVirtual().start(this::serve);
	}

	/** Where to find it, as host:port. */
	String address() {
		return "localhost:" + this.server.getLocalPort();
	}

	/** From now on it answers. */
	void comes() {
		this.there = true;
	}

	private void serve() {
		try {
			while (true) {
				Socket caller = this.server.accept();
				if (this.there) {
					Socket broker = new Socket(this.host, this.port);
					Thread.ofVirtual().start(() -> pass(caller, broker));
					Thread.ofVirtual().start(() -> pass(broker, caller));
				}
				else {
					caller.close();
				}
			}
		}
		catch (IOException ex) {
			if (!this.server.isClosed()) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private static void pass(Socket from, Socket to) {
		try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			in.transferTo(out);
		}
		catch (IOException ex) {
			// One of them hung up; so does the other now.
		}
	}

	@Override
	public void close() throws IOException {
		this.server.close();
	}

}
