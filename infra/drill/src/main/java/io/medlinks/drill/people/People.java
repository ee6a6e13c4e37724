package io.medlinks.drill.people;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import io.medlinks.drill.stack.RunningStack;
import io.medlinks.drill.stack.SideBySide;
import io.medlinks.local.identity.CodeFlow;
import io.medlinks.local.identity.CodeFlow.Tokens;
import io.medlinks.local.identity.RealmAccount;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Everybody who takes part. They come from several addresses of this machine and take the
 * instances of the gateway in turn, as behind a load balancer.
 */
public final class People {

	/** Known to everybody: it opens nothing but the drill's own stack. */
	private static final String PASSWORD = "local-stack-only";

	private static final int ADDRESSES = 16;

	private static final int SIGN_INS_AT_ONCE = 4;

	/** The id of a mail about an appointment, as scheduling-service makes it. */
	private static final Pattern ABOUT = Pattern.compile("^<([0-9a-f-]{36}\\.\\d+)\\.(?:patient|doctor)@");

	private static final Pattern CANARY = Pattern.compile("canary-[0-9a-f]{8}-[0-9a-f]{4}");

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final RunningStack stack;

	private final Duration patience;

	private final CodeFlow codeFlow;

	private final List<HttpClient> clients;

	private final Traffic traffic = new Traffic();

	private final AtomicInteger turn = new AtomicInteger();

	private final AtomicInteger creates = new AtomicInteger();

	/** Which canaries a doctor may see, by the doctor's id. */
	private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

	private final Set<String> leaks = ConcurrentHashMap.newKeySet();

	/**
	 * The people of a stack, who go on trying for two and a half minutes.
	 * @param stack the stack
	 */
	public People(RunningStack stack) {
		this(stack, Duration.ofSeconds(150));
	}

	/**
	 * The people of a stack.
	 * @param stack the stack
	 * @param patience how long somebody goes on trying what is not done yet
	 */
	public People(RunningStack stack, Duration patience) {
		this.stack = stack;
		this.patience = patience;
		this.codeFlow = new CodeFlow(stack.issuer(), stack.gateway(), RunningStack.CLIENT_SECRET);
		this.clients = IntStream.range(0, ADDRESSES).mapToObj((number) -> client(address(number))).toList();
	}

	private static HttpClient client(InetAddress address) {
		return HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(Duration.ofSeconds(5))
			.localAddress(address)
			.build();
	}

	private static InetAddress address(int number) {
		try {
			return InetAddress.getByAddress(new byte[] { 127, 0, 0, (byte) (2 + number) });
		}
		catch (UnknownHostException ex) {
			throw new IllegalStateException("Four bytes are an address", ex);
		}
	}

	/**
	 * Makes accounts and signs them in by the sign-in page.
	 * @param roles the role of each
	 */
	public List<Person> signIn(String... roles) throws IOException, InterruptedException {
		List<RealmAccount> accounts = Arrays.stream(roles).map(People::account).toList();
		this.stack.realm().add(accounts, PASSWORD);
		List<Tokens> tokens = SideBySide.map(accounts, SIGN_INS_AT_ONCE,
				(account) -> this.codeFlow.signIn(account.username(), PASSWORD));
		List<Person> signedIn = new ArrayList<>();
		for (int i = 0; i < accounts.size(); i++) {
			HttpClient client = this.clients.get(this.turn.getAndIncrement() % ADDRESSES);
			signedIn.add(new Person(accounts.get(i), this, client, tokens.get(i)));
		}
		return signedIn;
	}

	/**
	 * Makes accounts of one role and signs them in.
	 * @param role the role
	 * @param count how many
	 */
	public List<Person> signIn(String role, int count) throws IOException, InterruptedException {
		String[] roles = new String[count];
		Arrays.fill(roles, role);
		return signIn(roles);
	}

	private static RealmAccount account(String role) {
		String id = UUID.randomUUID().toString();
		return new RealmAccount(id, role + "-" + id.substring(0, 8), "Test", id.substring(0, 8), role);
	}

	Tokens renewed(Tokens tokens) throws IOException, InterruptedException {
		return this.codeFlow.renew(tokens);
	}

	/**
	 * How many accounts have an address.
	 * @param email the address
	 */
	public int accounts(String email) throws IOException, InterruptedException {
		return this.stack.realm().accounts(email);
	}

	/**
	 * How many passwords the accounts with an address have.
	 * @param email the address
	 */
	public int passwords(String email) throws IOException, InterruptedException {
		return this.stack.realm().passwords(email);
	}

	/**
	 * How many mails went to an address.
	 * @param email the address
	 */
	public int mails(String email) throws InterruptedException {
		return mailsTo(email).size();
	}

	/** The mails about appointments at an address: how many of each. */
	Map<String, Integer> appointmentMails(String email) throws InterruptedException {
		Map<String, Integer> copies = new HashMap<>();
		for (JsonNode mail : mailsTo(email)) {
			Matcher about = ABOUT.matcher(mail.get("messageId").asString());
			if (about.find()) {
				copies.merge(about.group(1), 1, Integer::sum);
			}
		}
		return copies;
	}

	private JsonNode mailsTo(String email) throws InterruptedException {
		String mails = this.stack.text("http://localhost:" + this.stack.port("mail") + "/api/mails?to="
				+ URLEncoder.encode(email, StandardCharsets.UTF_8));
		return mails.isEmpty() ? JSON.createArrayNode() : JSON.readTree(mails).get("items");
	}

	/** The password of everybody here. */
	public String password() {
		return PASSWORD;
	}

	/** What was asked and answered so far. */
	public Traffic traffic() {
		return this.traffic;
	}

	String nextGateway() {
		List<String> gateways = this.stack.gateways();
		return gateways.get(Math.floorMod(this.turn.getAndIncrement(), gateways.size()));
	}

	/** How long somebody goes on trying. */
	Duration patience() {
		return this.patience;
	}

	/** Whether it is one of so many. */
	boolean isTurn(int one) {
		return Math.floorMod(this.creates.incrementAndGet(), one) == 0;
	}

	/**
	 * Lets a doctor see a patient's canary from now on.
	 * @param doctor the doctor
	 * @param patient the patient
	 */
	public void mayKnow(Person doctor, Person patient) {
		this.known.computeIfAbsent(doctor.id(), (_) -> ConcurrentHashMap.newKeySet()).add(patient.canary());
	}

	/**
	 * Lets a doctor see a patient's canary no more.
	 * @param doctor the doctor
	 * @param patient the patient
	 */
	public void mayKnowNoMore(Person doctor, Person patient) {
		this.known.getOrDefault(doctor.id(), Set.of()).remove(patient.canary());
	}

	/** Looks for what somebody should not have been shown. */
	void watch(Person reader, String body, String what) {
		Matcher canaries = CANARY.matcher(body);
		while (canaries.find()) {
			String found = canaries.group();
			if (!found.equals(reader.canary()) && !this.known.getOrDefault(reader.id(), Set.of()).contains(found)) {
				this.leaks.add(what + " showed " + reader.username() + " what another patient wrote");
			}
		}
	}

	/** What somebody was shown that was not theirs. */
	public Set<String> leaks() {
		return new TreeSet<>(this.leaks);
	}

}
