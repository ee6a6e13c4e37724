package io.medlinks.local.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

import com.sun.net.httpserver.HttpServer;

/**
 * A process that stands where a service would and says that it is ready.
 */
public final class SmallService {

	private SmallService() {
	}

	/**
	 * Runs until it is ended.
	 */
	public static void main(String... args) throws IOException {
		int port = Integer.parseInt(System.getenv("SERVER_PORT"));
		HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
		server.createContext("/actuator/health/readiness", (exchange) -> {
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		server.start();
		System.out.println("Listening for " + System.getenv("MEDLINKS_MONGODB_URI"));
	}

}
