package io.medlinks.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Waits until a part answers.
 */
public final class Readiness {

	private static final Duration PAUSE = Duration.ofMillis(100);

	private static final Duration REQUEST_LIMIT = Duration.ofSeconds(5);

	private static final HttpClient HTTP = HttpClient.newBuilder()
		.version(HttpClient.Version.HTTP_1_1)
		.connectTimeout(Duration.ofSeconds(2))
		.build();

	private Readiness() {
	}

	/**
	 * Waits until the port of this machine accepts connections.
	 * @return whether it did in time
	 */
	public static boolean connect(int port, Duration limit) throws InterruptedException {
		return until(() -> Ports.answers("127.0.0.1", port), limit);
	}

	/**
	 * Waits until the address answers 200.
	 * @return whether it did in time
	 */
	public static boolean http(String address, Duration limit) throws InterruptedException {
		return until(() -> answersOk(address), limit);
	}

	/**
	 * Tells whether the address answers 200 now.
	 */
	public static boolean answersOk(String address) {
		try {
			HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(REQUEST_LIMIT).build();
			return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	private static boolean until(BooleanSupplier ready, Duration limit) throws InterruptedException {
		long deadline = System.nanoTime() + limit.toNanos();
		while (!ready.getAsBoolean()) {
			if (System.nanoTime() > deadline) {
				return false;
			}
			TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
		}
		return true;
	}

}
