package io.medlinks.drill.people;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody's open screen: one live view that is opened again behind the last event
 * whenever it breaks, at whatever instance answers. It checks each sequence, and that
 * heartbeats come.
 */
public final class Watcher implements AutoCloseable {

	private static final long PAUSE_MILLIS = 100;

	/** For how long the web client waits for a heartbeat. */
	private static final Duration SILENCE = Duration.ofSeconds(40);

	/** By then whoever stood in between has ended what stands still, and said so. */
	private static final Duration GIVEN_UP_AFTER = Duration.ofSeconds(60);

	private static final ScheduledExecutorService WATCHDOG = Executors
		.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("watchdog").factory());

	private final Person person;

	private final String path;

	private final Supplier<String> gateway;

	private final BiConsumer<String, JsonNode> shown;

	private final Thread thread;

	private final Map<String, JsonNode> rows = new HashMap<>();

	private final Set<String> everSeen = new HashSet<>();

	private final List<String> faults = new CopyOnWriteArrayList<>();

	private volatile boolean closed;

	/** When the last word came, or the stream was asked for. */
	private volatile long heardAt;

	private volatile @Nullable InputStream open;

	private volatile int openings;

	private volatile int resumes;

	private volatile int snapshots;

	private volatile long events;

	private @Nullable String lastId;

	private Watcher(Person person, String path, Supplier<String> gateway, BiConsumer<String, JsonNode> shown) {
		this.person = person;
		this.path = path;
		this.gateway = gateway;
		this.shown = shown;
		this.thread = Thread.ofVirtual().unstarted(this::watch);
	}

	/**
	 * Opens a screen.
	 * @param person who watches
	 * @param path the live view's path
	 */
	public static Watcher open(Person person, String path) {
		return open(person, path, (_, _) -> {
		});
	}

	/**
	 * Opens a screen.
	 * @param person who watches
	 * @param path the live view's path
	 * @param shown is told each row that is shown, by type and key with a colon between
	 */
	public static Watcher open(Person person, String path, BiConsumer<String, JsonNode> shown) {
		Watcher watcher = new Watcher(person, path, person.people()::nextGateway, shown);
		watcher.thread.start();
		return watcher;
	}

	private void watch() {
		while (!this.closed) {
			this.heardAt = System.nanoTime();
			try {
				HttpResponse<InputStream> response = this.person.stream(this.gateway.get() + this.path, this.lastId,
						GIVEN_UP_AFTER);
				if (response.statusCode() == 200) {
					this.openings++;
					this.resumes += (this.lastId != null) ? 1 : 0;
					this.open = response.body();
					readWatched(response.body());
				}
				else {
					heard("a refusal");
					response.body().close();
				}
			}
			catch (IOException ex) {
				// The screen is opened again below.
				heard("no answer");
			}
			catch (InterruptedException ex) {
				return;
			}
			pause();
		}
	}

	private void pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
		}
		catch (InterruptedException ex) {
			this.closed = true;
		}
	}

	private void readWatched(InputStream body) throws IOException {
		ScheduledFuture<?> watchdog = WATCHDOG.scheduleWithFixedDelay(() -> giveUp(body), 1, 1, TimeUnit.SECONDS);
		try {
			read(body);
		}
		finally {
			watchdog.cancel(false);
			heard("the end");
		}
	}

	private void giveUp(InputStream body) {
		if (System.nanoTime() - this.heardAt > GIVEN_UP_AFTER.toNanos()) {
			try {
				body.close();
			}
			catch (IOException ex) {
				// It is gone already.
			}
		}
	}

	private void heard(String what) {
		Duration silence = Duration.ofNanos(System.nanoTime() - this.heardAt);
		this.heardAt = System.nanoTime();
		if (silence.compareTo(SILENCE) > 0 && !this.closed) {
			this.faults.add("nothing came for " + silence.toSeconds() + " s behind " + this.lastId + ", then " + what);
		}
	}

	private void read(InputStream body) throws IOException {
		boolean first = true;
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
			String name = "";
			String id = null;
			StringBuilder data = new StringBuilder();
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				heard("a line");
				if (line.startsWith("event:")) {
					name = line.substring(6).strip();
				}
				else if (line.startsWith("id:")) {
					id = line.substring(3).strip();
				}
				else if (line.startsWith("data:")) {
					data.append(line.substring(5).strip());
				}
				else if (line.isEmpty() && !name.isEmpty()) {
					take(name, id, data.toString(), first);
					first &= id == null;
					name = "";
					id = null;
					data.setLength(0);
				}
			}
		}
	}

	private synchronized void take(String name, @Nullable String id, String data, boolean first) {
		this.person.people().watch(this.person, data, "the stream " + this.path);
		if (id == null) {
			return;
		}
		this.events++;
		long sequence = Long.parseLong(id);
		long last = (this.lastId != null) ? Long.parseLong(this.lastId) : -1;
		JsonNode body = JsonMapper.shared().readTree(data);
		if (name.equals("snapshot")) {
			this.snapshots++;
			if (sequence < last) {
				this.faults.add("a snapshot is older than what was shown");
			}
			if (first && last >= 0) {
				this.faults.add("a stream that was to go on behind " + last + " began anew at " + sequence);
			}
			this.rows.clear();
			body.get("items").forEach(this::put);
		}
		else if (name.equals("row")) {
			if (sequence <= last) {
				this.faults.add("a change was repeated: " + sequence + " after " + last);
			}
			if (first && last < 0) {
				this.faults.add("a stream began without a snapshot");
			}
			put(body);
		}
		this.lastId = id;
	}

	private void put(JsonNode row) {
		String key = row.get("type").asString() + ":" + row.get("key").asString();
		if (row.get("row").isNull()) {
			this.rows.remove(key);
		}
		else {
			this.rows.put(key, row.get("row"));
			this.everSeen.add(key);
			this.shown.accept(key, row.get("row"));
		}
	}

	/** What the screen shows. */
	public synchronized Map<String, JsonNode> rows() {
		return Map.copyOf(this.rows);
	}

	/**
	 * Whether a row was ever shown.
	 * @param key type and key with a colon between
	 */
	public synchronized boolean hasSeen(String key) {
		return this.everSeen.contains(key);
	}

	/** What was wrong with the sequences. */
	public List<String> faults() {
		return List.copyOf(this.faults);
	}

	/** Who watches. */
	public Person person() {
		return this.person;
	}

	/** How often it was opened. */
	public int openings() {
		return this.openings;
	}

	/** How often it went on behind an event. */
	public int resumes() {
		return this.resumes;
	}

	/** How many snapshots came. */
	public int snapshots() {
		return this.snapshots;
	}

	/** How many events with a sequence came. */
	public long events() {
		return this.events;
	}

	@Override
	public void close() {
		this.closed = true;
		InputStream stream = this.open;
		if (stream != null) {
			try {
				stream.close();
			}
			catch (IOException ex) {
				// It is gone already.
			}
		}
		this.thread.interrupt();
	}

}
