package io.medlinks.platform.mongo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A way to a database that can hang: it takes what is sent and says nothing any more, and
 * no connection ends.
 */
final class HungDatabase implements AutoCloseable {

	private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final String host;

	private final int port;

	private boolean hung;

	/**
	 * A way to a database.
	 * @param host where it is
	 * @param port its port
	 */
	HungDatabase(String host, int port) throws IOException {
		this.host = host;
		this.port = port;
		Thread.ofVirtual().start(this::serve);
	}

	/** Where to find it. */
	String uri() {
		return "mongodb://localhost:" + this.server.getLocalPort();
	}

	/** Whether it says nothing from now on. */
	void hangs(boolean hangs) {
		this.lock.lock();
		try {
			this.hung = hangs;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void serve() {
		try {
			while (true) {
				Socket caller = this.server.accept();
				Socket database = new Socket(this.host, this.port);
				Thread.ofVirtual().start(() -> pass(caller, database, false));
				Thread.ofVirtual().start(() -> pass(database, caller, true));
			}
		}
		catch (IOException ex) {
			if (!this.server.isClosed()) {
				throw new UncheckedIOException(ex);
			}
		}
	}

	private void pass(Socket from, Socket to, boolean answers) {
		try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
			byte[] some = new byte[8192];
			for (int read = in.read(some); read >= 0; read = in.read(some)) {
				if (answers) {
					awaitAnswering();
				}
				out.write(some, 0, read);
			}
		}
		catch (IOException ex) {
			// One of them hung up; so does the other now.
		}
	}

	private void awaitAnswering() {
		this.lock.lock();
		try {
			while (this.hung) {
				this.changed.awaitUninterruptibly();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	@Override
	public void close() throws IOException {
		hangs(false);
		this.server.close();
	}

}
