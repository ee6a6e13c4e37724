package io.medlinks.platform.live;

import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.medlinks.notes.NotesApplication;
import io.medlinks.notes.NotesTest;
import io.medlinks.notes.Practice;
import io.medlinks.notes.note.Note;
import io.medlinks.notes.note.Notes;
import io.medlinks.platform.events.EventsProperties;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Role;
import io.medlinks.platform.text.PatientText;
import io.medlinks.testing.identity.Account;
import io.medlinks.testing.identity.TestIdentities;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;
import reactor.util.concurrent.Queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Live views show what is true, without a gap, to whom it is open, on any instance.
 */
@NotesTest
class LiveStreamsIT {

	private static final Duration PATIENCE = Duration.ofSeconds(40);

	private static final String OWN = "/api/patient/live";

	private static final String PANEL = "/api/doctor/live";

	@LocalServerPort
	private int port;

	@Autowired
	private Notes notes;

	@Autowired
	private Practice practice;

	@Autowired
	private LiveFeeds feeds;

	@Autowired
	private LiveStreams streams;

	@Autowired
	private LiveProperties live;

	@Autowired
	private ReactiveMongoTemplate mongo;

	@Autowired
	private KafkaTemplate<String, byte[]> kafka;

	@Autowired
	private ConsumerFactory<String, byte[]> consumers;

	@Autowired
	private EventsProperties properties;

	@Autowired
	private Environment environment;

	private final Account patient = Account.newPatient();

	@Test
	void sendsASnapshotThenEachChange() {
		Note first = write("first");
		try (LiveReader reader = open(OWN, this.patient)) {
			assertThat(reader.first()).isEqualTo("snapshot");
			assertThat(reader.view()).isEqualTo(Map.of(first.id(), "first"));
			Note second = write("second");
			change(first, "first, put otherwise");
			reader.awaitView(Map.of(first.id(), "first, put otherwise", second.id(), "second"));
			assertThat(reader.sequences()).containsExactly(1L, 2L, 3L);
		}
	}

	@Test
	void showsAnEmptyViewOfNothing() {
		try (LiveReader reader = open(OWN, this.patient)) {
			assertThat(reader.first()).isEqualTo("snapshot");
			Note note = write("first");
			reader.awaitView(Map.of(note.id(), "first"));
			assertThat(reader.sequences()).containsExactly(0L, 1L);
		}
	}

	@Test
	void leavesNoGapAndRepeatsNothingWhileWritesGoOn() {
		List<Note> all = IntStream.range(0, 8).mapToObj((i) -> write("note " + i)).toList();
		Flux<Note> writing = Flux.fromIterable(all).flatMap((note) -> changes(note, 25)).share();
		try (LiveReader early = open(OWN, this.patient).awaitSnapshot()) {
			writing.then().subscribe();
			try (LiveReader late = open(OWN, this.patient).awaitSnapshot();
					LiveReader last = open(OWN, this.patient).awaitSnapshot()) {
				Map<String, String> truth = new HashMap<>();
				all.forEach((note) -> truth.put(note.id(), "words 25"));
				for (LiveReader reader : List.of(early, late, last)) {
					reader.awaitView(truth);
					Awaitility.await().atMost(PATIENCE).until(reader::last, (sequence) -> sequence == 208);
					assertThat(reader.sequences()).isSorted().doesNotHaveDuplicates();
					assertThat(reader.count("snapshot")).isEqualTo(1);
				}
			}
		}
	}

	@Test
	void resumesBehindTheLastEvent() {
		Note first = write("first");
		Note second = write("second");
		String left = "2";
		change(first, "first again");
		Note third = write("third");
		try (LiveReader reader = resume(OWN, this.patient, left)) {
			reader.awaitView(Map.of(first.id(), "first again", third.id(), "third"));
			assertThat(reader.count("snapshot")).isZero();
			assertThat(reader.sequences()).containsExactly(3L, 4L);
			change(second, "second again");
			reader.awaitView(Map.of(first.id(), "first again", second.id(), "second again", third.id(), "third"));
		}
	}

	@Test
	void sendsNothingTwiceToAReaderWhoSawEverything() {
		write("first");
		Note second = write("second");
		try (LiveReader reader = resume(OWN, this.patient, "2")) {
			change(second, "second again");
			reader.awaitView(Map.of(second.id(), "second again"));
			assertThat(reader.sequences()).containsExactly(3L);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "nonsense", "-3", "99999999999", "1e3", "9223372036854775808" })
	void beginsAnewWhereTheLastEventIsNonsense(String lastEventId) {
		Note note = write("first");
		try (LiveReader reader = resume(OWN, this.patient, lastEventId)) {
			assertThat(reader.first()).isEqualTo("snapshot");
			reader.awaitView(Map.of(note.id(), "first"));
		}
	}

	@Test
	void beginsAnewWhereTheLastEventIsTooOld() {
		Note note = write("first");
		LiveChange[] many = Stream.generate(() -> new LiveChange("note", UUID.randomUUID().toString()))
			.limit(LiveFeeds.RECENT + 1L)
			.toArray(LiveChange[]::new);
		this.feeds.changed(ReaderId.patient(this.patient.id()), many).block(PATIENCE);
		try (LiveReader tooOld = resume(OWN, this.patient, "1"); LiveReader justNot = resume(OWN, this.patient, "2")) {
			assertThat(tooOld.first()).isEqualTo("snapshot");
			tooOld.awaitView(Map.of(note.id(), "first"));
			assertThat(justNot.first()).isEqualTo("row");
		}
	}

	@Test
	void findsByThePollWhatNoNudgeTold() {
		LiveFeeds deaf = new LiveFeeds(this.mongo,
				new LiveNudges(this.kafka, this.consumers, this.properties, new Topic("test.nowhere")));
		try (LiveReader reader = open(OWN, this.patient).awaitSnapshot()) {
			deaf.changed(ReaderId.patient(this.patient.id()), new LiveChange("note", "any")).block(PATIENCE);
			reader.awaitEvent((event) -> "1".equals(event.id()));
		}
	}

	@Test
	void beatsWhileNothingHappens() {
		try (LiveReader reader = open(OWN, this.patient)) {
			Awaitility.await().atMost(PATIENCE).until(() -> reader.count("heartbeat") >= 3);
			assertThat(reader.count("snapshot")).isEqualTo(1);
		}
	}

	@Test
	void refusesAReaderWhoHasTooManyOpen() {
		List<LiveReader> open = new ArrayList<>();
		try {
			for (int i = 0; i < this.live.mostPerReader(); i++) {
				open.add(open(OWN, this.patient).awaitSnapshot());
			}
			assertThat(opensAnother()).isFalse();
			assertThat(WebClient.create("http://localhost:" + this.port)
				.get()
				.uri(OWN)
				.header("Authorization", TestIdentities.bearer(this.patient))
				.exchangeToMono((answer) -> answer.releaseBody().thenReturn(answer.statusCode().value()))
				.block(PATIENCE)).isEqualTo(429);
			try (LiveReader other = open(OWN, Account.newPatient())) {
				assertThat(other.first()).isEqualTo("snapshot");
			}
			open.removeLast().close();
			Awaitility.await().atMost(PATIENCE).until(this::opensAnother);
		}
		finally {
			open.forEach(LiveReader::close);
		}
	}

	private boolean opensAnother() {
		try (LiveReader reader = open(OWN, this.patient)) {
			return reader.isOpened();
		}
	}

	@Test
	void opensNothingForWhoeverAsksForTheHead() {
		assertThat(WebClient.create("http://localhost:" + this.port)
			.head()
			.uri(OWN)
			.header("Authorization", TestIdentities.bearer(this.patient))
			.exchangeToMono((answer) -> answer.releaseBody().thenReturn(answer.statusCode().value()))
			.block(PATIENCE)).isEqualTo(200);
		Awaitility.await().atMost(PATIENCE).until(this.streams::openStreams, (open) -> open == 0);
	}

	@Test
	void endsWithItsToken() {
		String token = TestIdentities.accessToken(this.patient)
			.with((claims) -> claims.expirationTime(Date.from(Clock.systemUTC().instant().plusSeconds(3))))
			.value();
		try (LiveReader reader = LiveReader.open(this.port, OWN, token).awaitSnapshot()) {
			assertThat(reader.awaitEnd()).isEqualTo("token-expired");
		}
	}

	@Test
	void showsADoctorOnlyPatientsInCare() {
		Account stranger = Account.newPatient();
		Account doctor = this.practice.doctorOf(this.patient);
		Note before = write("mine");
		Note foreign = Objects
			.requireNonNull(this.notes.write(stranger.id(), new PatientText("not for you"), key()).block(PATIENCE));
		try (LiveReader reader = open(PANEL, doctor)) {
			reader.awaitView(Map.of(before.id(), "mine"));
			Note after = write("mine too");
			this.feeds.changed(ReaderId.doctor(doctor.id()), new LiveChange("note", foreign.id())).block(PATIENCE);
			reader.awaitEvent((event) -> "3".equals(event.id()));
			reader.awaitView(Map.of(before.id(), "mine", after.id(), "mine too"));
			assertThat(reader.everything()).doesNotContain("not for you");
		}
	}

	@Test
	void takesAwayWhatALinkThatEndedHadShown() {
		Account stays = Account.newPatient();
		Account doctor = this.practice.doctorOf(this.patient, stays);
		Note gone = write("before");
		Note kept = Objects
			.requireNonNull(this.notes.write(stays.id(), new PatientText("kept"), key()).block(PATIENCE));
		try (LiveReader reader = open(PANEL, doctor)) {
			reader.awaitView(Map.of(gone.id(), "before", kept.id(), "kept"));
			this.practice.links(this.patient, doctor, false);
			// no row changed, so only the heartbeat can notice
			reader.awaitView(Map.of(kept.id(), "kept"));
			assertThat(reader.count("snapshot")).isEqualTo(2);
			assertThat(reader.sequences()).isSorted();
		}
	}

	@Test
	void showsNoChangeBehindALinkThatEnded() {
		Account doctor = this.practice.doctorOf(this.patient);
		Note note = write("before");
		try (LiveReader reader = open(PANEL, doctor)) {
			reader.awaitView(Map.of(note.id(), "before"));
			this.practice.links(this.patient, doctor, false);
			change(note, "a secret");
			this.feeds.changed(ReaderId.doctor(doctor.id()), new LiveChange("note", note.id())).block(PATIENCE);
			reader.awaitView(Map.of());
			assertThat(reader.everything()).doesNotContain("a secret");
		}
	}

	@Test
	void endsTheStreamOfADoctorWhoseApprovalWasWithdrawn() {
		Account doctor = this.practice.doctorOf(this.patient);
		write("words");
		try (LiveReader reader = open(PANEL, doctor).awaitSnapshot()) {
			this.practice.decides(doctor, false);
			assertThat(reader.awaitEnd()).isEqualTo("access-ended");
		}
	}

	@Test
	void showsOnEachInstanceWhatTheOtherWrote() {
		try (ConfigurableApplicationContext other = otherInstance()) {
			Notes notesThere = other.getBean(Notes.class);
			int portThere = Integer
				.parseInt(Objects.requireNonNull(other.getEnvironment().getProperty("local.server.port")));
			String token = TestIdentities.tokenOf(this.patient);
			try (LiveReader here = open(OWN, this.patient).awaitSnapshot();
					LiveReader there = LiveReader.open(portThere, OWN, token).awaitSnapshot()) {
				Note first = write("written here");
				Note second = Objects.requireNonNull(
						notesThere.write(this.patient.id(), new PatientText("written there"), key()).block(PATIENCE));
				Map<String, String> truth = Map.of(first.id(), "written here", second.id(), "written there");
				here.awaitView(truth);
				there.awaitView(truth);
				assertThat(here.sequences()).containsExactly(0L, 1L, 2L);
				assertThat(there.sequences()).containsExactly(0L, 1L, 2L);
			}
			Note third = write("while nobody watched");
			try (LiveReader elsewhere = LiveReader.resume(portThere, OWN, token, "2")) {
				elsewhere.awaitView(Map.of(third.id(), "while nobody watched"));
				assertThat(elsewhere.sequences()).containsExactly(3L);
			}
		}
	}

	@Test
	void dropsAReaderWhoStopsReading() throws Exception {
		Awaitility.await().atMost(PATIENCE).until(() -> this.streams.openStreams() == 0);
		Note note = write("first");
		try (Socket lazy = new Socket(); LiveReader eager = open(OWN, this.patient).awaitSnapshot()) {
			lazy.setReceiveBufferSize(4096);
			lazy.connect(new InetSocketAddress("localhost", this.port));
			lazy.getOutputStream()
				.write(("GET " + OWN + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nAuthorization: "
						+ TestIdentities.bearer(this.patient) + "\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			Awaitility.await().atMost(PATIENCE).until(() -> this.streams.openStreams() == 2);
			String long100k = "long ".repeat(20_000);
			int version = 1;
			while (this.streams.openStreams() == 2 && version < 400) {
				this.notes.change(this.patient.id(), note.id(), version++, new PatientText(long100k + version), key())
					.block(PATIENCE);
			}
			Awaitility.await().atMost(PATIENCE).until(() -> this.streams.openStreams() == 1);
			assertThat(endsOf(lazy)).isTrue();
			String lastWords = long100k + version;
			eager.awaitView(Map.of(note.id(), lastWords));
			assertThat(eager.count("end")).isZero();
		}
	}

	@Test
	void sendsOnceWhatChangesSeveralTimesInAMoment() {
		VirtualTimeScheduler timer = VirtualTimeScheduler.create();
		LiveNudges nudges = new LiveNudges(this.kafka, this.consumers, this.properties, new Topic("test.nowhere"));
		LiveFeeds told = new LiveFeeds(this.mongo, nudges);
		Duration moment = Duration.ofSeconds(1);
		LiveStreams gathering = new LiveStreams(told, nudges,
				new LiveProperties(this.live.heartbeat(), this.live.poll(), moment, this.live.slowReader(),
						this.live.answersWithin(), this.live.mostPerReader()),
				Clock.systemUTC(), timer, new SimpleMeterRegistry());
		ReaderId reader = ReaderId.patient(this.patient.id());
		LiveChange change = new LiveChange("note", "any");
		List<String> sent = new CopyOnWriteArrayList<>();
		Disposable stream = gathering.open(reader, caller(), null, new NoRows(Duration.ZERO))
			.mapNotNull(ServerSentEvent::id)
			.subscribe(sent::add);
		try {
			Awaitility.await().atMost(PATIENCE).until(() -> sent.contains("0"));
			told.changed(reader, change).block(PATIENCE);
			Awaitility.await().atMost(PATIENCE).until(() -> sent.contains("1"));
			Flux.range(2, 5).concatMap((_) -> told.changed(reader, change)).then().block(PATIENCE);
			Awaitility.await().atMost(PATIENCE).until(() -> {
				timer.advanceTimeBy(moment);
				return sent.contains("6");
			});
			assertThat(sent).containsExactly("0", "1", "6");
		}
		finally {
			stream.dispose();
			timer.dispose();
		}
	}

	@Test
	void breaksOffWhereTheDatabaseDoesNotAnswer() {
		LiveNudges nudges = new LiveNudges(this.kafka, this.consumers, this.properties, new Topic("test.nowhere"));
		LiveFeeds told = new LiveFeeds(this.mongo, nudges);
		LiveStreams hasty = new LiveStreams(told, nudges,
				new LiveProperties(this.live.heartbeat(), this.live.poll(), this.live.gather(), this.live.slowReader(),
						Duration.ofMillis(300), this.live.mostPerReader()),
				Clock.systemUTC(), Schedulers.parallel(), new SimpleMeterRegistry());
		ReaderId reader = ReaderId.patient(this.patient.id());
		told.changed(reader, new LiveChange("note", "any")).block(PATIENCE);
		assertThatThrownBy(() -> hasty.open(reader, caller(), "0", new NoRows(PATIENCE)).blockLast(PATIENCE))
			.isInstanceOf(DataAccessResourceFailureException.class);
		Awaitility.await().atMost(PATIENCE).until(hasty::openStreams, (open) -> open == 0);
	}

	@Test
	void doesNotTakeAReaderWhoWaitsForADatabaseThatDoes() {
		VirtualTimeScheduler timer = VirtualTimeScheduler.create();
		LiveNudges nudges = new LiveNudges(this.kafka, this.consumers, this.properties, new Topic("test.nowhere"));
		LiveFeeds told = new LiveFeeds(this.mongo, nudges);
		LiveStreams streams = new LiveStreams(told, nudges, this.live, Clock.systemUTC(), timer,
				new SimpleMeterRegistry());
		ReaderId reader = ReaderId.patient(this.patient.id());
		int changes = 2 * Queues.XS_BUFFER_SIZE;
		told.changed(reader,
				Stream.generate(() -> new LiveChange("note", UUID.randomUUID().toString()))
					.limit(changes)
					.toArray(LiveChange[]::new))
			.block(PATIENCE);
		AtomicInteger asked = new AtomicInteger();
		NoRows rows = new NoRows(Duration.ZERO, asked);
		StepVerifier.create(streams.open(reader, caller(), "0", rows).filter((event) -> "row".equals(event.event())), 0)
			.expectSubscription()
			.then(() -> Awaitility.await()
				.atMost(PATIENCE)
				.until(asked::get, (rowsAsked) -> rowsAsked > Queues.XS_BUFFER_SIZE))
			.then(() -> timer.advanceTimeBy(this.live.answersWithin().multipliedBy(2)))
			.thenRequest(changes)
			.expectNextCount(changes)
			.thenCancel()
			.verify(PATIENCE);
		timer.dispose();
	}

	@Test
	void keepsAReaderForWhomTheRowsTakeLong() {
		ReaderId reader = ReaderId.patient(this.patient.id());
		this.feeds.changed(reader, new LiveChange("note", "any")).block(PATIENCE);
		NoRows slow = new NoRows(this.live.slowReader().plusSeconds(2));
		assertThat(this.streams.open(reader, caller(), "0", slow)
			.mapNotNull(ServerSentEvent::event)
			.filter((event) -> !"heartbeat".equals(event))
			.blockFirst(PATIENCE)).isEqualTo("row");
	}

	private Caller caller() {
		return new Caller(this.patient.id(), "somebody", "Somebody", Set.of(Role.PATIENT),
				Clock.systemUTC().instant().plusSeconds(60));
	}

	/** Reads what is left; returns whether the server has ended the connection. */
	private static boolean endsOf(Socket socket) throws Exception {
		socket.setSoTimeout((int) PATIENCE.toMillis());
		try {
			InputStream in = socket.getInputStream();
			byte[] buffer = new byte[65_536];
			while (in.read(buffer) >= 0) {
				// what was on its way
			}
			return true;
		}
		catch (SocketException ex) {
			return true;
		}
	}

	private Flux<Note> changes(Note note, int count) {
		return Flux.range(1, count)
			.concatMap((version) -> this.notes.change(note.patientId(), note.id(), version,
					new PatientText("words " + version), key()));
	}

	private Note write(String text) {
		return Objects
			.requireNonNull(this.notes.write(this.patient.id(), new PatientText(text), key()).block(PATIENCE));
	}

	private void change(Note note, String text) {
		this.notes.change(note.patientId(), note.id(), note.version(), new PatientText(text), key()).block(PATIENCE);
	}

	private LiveReader open(String path, Account account) {
		return LiveReader.open(this.port, path, TestIdentities.tokenOf(account));
	}

	private LiveReader resume(String path, Account account, String lastEventId) {
		return LiveReader.resume(this.port, path, TestIdentities.tokenOf(account), lastEventId);
	}

	private ConfigurableApplicationContext otherInstance() {
		String[] arguments = Stream
			.of("MEDLINKS_MONGODB_URI", "MEDLINKS_KAFKA_BOOTSTRAP_SERVERS", "MEDLINKS_OIDC_ISSUER",
					"spring.mongodb.database", "medlinks.events.topic-prefix")
			.map((name) -> "--" + name + "=" + this.environment.getRequiredProperty(name))
			.toArray(String[]::new);
		return new SpringApplicationBuilder(NotesApplication.class)
			.run(Stream.concat(Stream.of("--server.port=0"), Stream.of(arguments)).toArray(String[]::new));
	}

	private static IdempotencyKey key() {
		return new IdempotencyKey("somebody", "somewhere", UUID.randomUUID().toString());
	}

	/**
	 * A view whose rows are all gone.
	 *
	 * @param takes how long it takes to find that out
	 * @param asked how many were asked for
	 */
	private record NoRows(Duration takes, AtomicInteger asked) implements LiveRows {

		NoRows(Duration takes) {
			this(takes, new AtomicInteger());
		}

		@Override
		public Flux<LiveRow> snapshot(ReaderId of) {
			return Flux.empty();
		}

		@Override
		public Mono<LiveRow> row(ReaderId of, LiveChange change) {
			this.asked.incrementAndGet();
			return Mono.just(LiveRow.gone(change)).delayElement(this.takes);
		}

		@Override
		public Mono<Set<String>> reach(ReaderId of) {
			return Mono.just(Set.of());
		}

	}

}
