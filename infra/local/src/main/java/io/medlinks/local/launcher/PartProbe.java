package io.medlinks.local.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.medlinks.local.identity.KeycloakInstallation;
import io.medlinks.local.process.Ports;
import io.medlinks.local.process.Readiness;
import org.apache.kafka.clients.admin.Admin;

/**
 * Asks a part whether it is ready, in the part's own protocol.
 */
final class PartProbe {

	private static final int TIMEOUT_MILLIS = 3000;

	private static final int OP_MSG = 2013;

	private static final int REQUEST = 1;

	private PartProbe() {
	}

	static boolean isReady(Part.Kind kind, int port) {
		return switch (kind) {
			case DATABASE -> greetsDatabase(port);
			case KAFKA -> findsBroker(port);
			case MAIL -> Readiness.answersOk("http://localhost:" + port + "/health");
			case KEYCLOAK -> Readiness.answersOk(KeycloakInstallation.issuer(port));
			case SERVICE, GATEWAY -> Readiness.answersOk("http://localhost:" + port + "/actuator/health/readiness");
		};
	}

	/** Sends the <code>hello</code> that every MongoDB driver begins with. */
	private static boolean greetsDatabase(int port) {
		ByteBuffer message = ByteBuffer.allocate(128).order(ByteOrder.LITTLE_ENDIAN);
		message.putInt(0).putInt(REQUEST).putInt(0).putInt(OP_MSG).putInt(0).put((byte) 0);
		int document = message.position();
		message.putInt(0).put((byte) 0x10).put("hello\0".getBytes(StandardCharsets.US_ASCII)).putInt(1);
		message.put((byte) 0x02).put("$db\0".getBytes(StandardCharsets.US_ASCII)).putInt(6);
		message.put("admin\0".getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
		message.putInt(document, message.position() - document).putInt(0, message.position());
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLIS);
			socket.setSoTimeout(TIMEOUT_MILLIS);
			socket.getOutputStream().write(message.array(), 0, message.position());
			InputStream in = socket.getInputStream();
			byte[] header = in.readNBytes(16);
			return header.length == 16 && ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(8) == REQUEST;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static boolean findsBroker(int port) {
		// A client that finds nobody complains at length, so the port is tried first.
		return Ports.answers("127.0.0.1", port) && findsBroker("localhost:" + port);
	}

	static boolean findsBroker(String servers) {
		try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers, "request.timeout.ms", TIMEOUT_MILLIS,
				"default.api.timeout.ms", TIMEOUT_MILLIS))) {
			return !admin.describeCluster().nodes().get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS).isEmpty();
		}
		catch (ExecutionException | TimeoutException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
