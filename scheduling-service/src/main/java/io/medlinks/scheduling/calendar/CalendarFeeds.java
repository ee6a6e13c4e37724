package io.medlinks.scheduling.calendar;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.medlinks.platform.access.AccessRecords;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.Role;
import io.medlinks.scheduling.appointment.Appointments;
import io.medlinks.scheduling.appointment.Appointments.Party;
import io.medlinks.scheduling.appointment.BookedBy;
import io.medlinks.scheduling.appointment.Days;
import io.medlinks.scheduling.appointment.ScheduledTime;
import io.medlinks.scheduling.people.Contact;
import io.medlinks.scheduling.people.People;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;

/**
 * The feeds that calendar programs read: one for each patient and doctor who wants it,
 * under an address that nobody can guess and that its owner can change or give up.
 */
@Component
public class CalendarFeeds {

	private static final int SEED_BYTES = 32;

	private static final int DAYS_BACK = 30;

	private static final int DAYS_AHEAD = 365;

	private static final Retry AT_ONCE = Retry.max(5).filter(ConcurrentModificationException.class::isInstance);

	private final SecureRandom random = new SecureRandom();

	private final ReactiveMongoTemplate mongo;

	private final Appointments appointments;

	private final People people;

	private final AccessRecords accesses;

	private final URI site;

	private final Clock clock;

	CalendarFeeds(ReactiveMongoTemplate mongo, Appointments appointments, People people, AccessRecords accesses,
			SiteProperties site, Clock clock) {
		this.mongo = mongo;
		this.appointments = appointments;
		this.people = people;
		this.accesses = accesses;
		this.site = site.address();
		this.clock = clock;
	}

	/**
	 * Whether somebody has a feed.
	 * @param owner the patient or doctor
	 */
	public Mono<CalendarFeedView> of(Party owner) {
		return find(owner).map(CalendarFeedView::of).defaultIfEmpty(CalendarFeedView.NONE);
	}

	/**
	 * Makes a new address, and ends the one before.
	 * @param owner the patient or doctor
	 * @param key makes a repetition the same address
	 * @return the feed with its address; an error 409 where that address is not the
	 * latest any more
	 */
	public Mono<CalendarFeedView> renew(Party owner, IdempotencyKey key) {
		AppliedKey applied = AppliedKey.of(key, Map.of());
		return find(owner).flatMap((feed) -> renew(feed, key, applied))
			.switchIfEmpty(Mono
				.defer(() -> this.mongo.insert(CalendarFeed.first(owner, key, seed(), this.clock.instant(), applied))))
			.onErrorMap(DuplicateKeyException.class, (_) -> new ConcurrentModificationException())
			.retryWhen(AT_ONCE)
			.map((feed) -> CalendarFeedView.of(feed).at(address(CalendarFeed.token(feed.seed(), key))));
	}

	private Mono<CalendarFeed> renew(CalendarFeed feed, IdempotencyKey key, AppliedKey applied) {
		if (applied.repeatedIn(feed.appliedKeys())) {
			return feed.isMadeBy(key) ? Mono.just(feed)
					: Mono.error(Problem.conflict("calendar-replaced", "This address is out of use",
							"The address that this request made was replaced or given up since. Make a new one."));
		}
		byte[] seed = seed();
		Update renewed = new Update().set("tokenHash", CalendarFeed.hash(CalendarFeed.token(seed, key)))
			.set("seed", seed)
			.set("since", this.clock.instant())
			.unset("readAt")
			.unset("recordedTag");
		return change(feed, applied.markIn(renewed));
	}

	/**
	 * Gives a feed up: its address answers nobody any more. Where there is none, nothing
	 * changes; an address that is made meanwhile stays.
	 * @param owner the patient or doctor
	 */
	public Mono<Void> giveUp(Party owner) {
		return find(owner).filter(CalendarFeed::isActive)
			.flatMap((seen) -> Mono.defer(() -> find(owner))
				.filter((feed) -> Objects.equals(feed.tokenHash(), seen.tokenHash()))
				.flatMap((feed) -> change(feed, new Update().unset("tokenHash").unset("readAt").unset("recordedTag")))
				.retryWhen(AT_ONCE))
			.then();
	}

	private Mono<CalendarFeed> change(CalendarFeed feed, Update change) {
		Query unchanged = Query.query(Criteria.where("_id").is(feed.id()).and("version").is(feed.version()));
		return this.mongo
			.findAndModify(unchanged, change.set("version", feed.version() + 1),
					FindAndModifyOptions.options().returnNew(true), CalendarFeed.class)
			.switchIfEmpty(Mono.error(ConcurrentModificationException::new));
	}

	/**
	 * What the feed behind a token says.
	 * @param token the secret part of the address
	 * @return an error 404 where no feed has this address now, or its owner may not see
	 * patients any more
	 */
	public Mono<FeedContent> read(String token) {
		return this.mongo
			.findOne(Query.query(Criteria.where("tokenHash").is(CalendarFeed.hash(token))), CalendarFeed.class)
			.filterWhen(this::mayRead)
			.switchIfEmpty(Mono.error(() -> Problem
				.notFound("There is no calendar at this address. It may have been replaced by a new one.")))
			.flatMap(this::read);
	}

	private Mono<Boolean> mayRead(CalendarFeed feed) {
		return (feed.role() == BookedBy.DOCTOR) ? this.people.isApproved(feed.ownerId()) : Mono.just(true);
	}

	private Mono<FeedContent> read(CalendarFeed feed) {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
		Days days = new Days(today.minusDays(DAYS_BACK), today.plusDays(DAYS_AHEAD));
		Mono<Contact> reader = (feed.role() == BookedBy.DOCTOR) ? this.people.contactOfDoctor(feed.ownerId())
				: this.people.contactOfPatient(feed.ownerId());
		return Mono
			.zip(reader.defaultIfEmpty(new Contact("", null, ZoneOffset.UTC, "en")),
					this.appointments.scheduled(feed.owner(), days).collectList())
			.flatMap((found) -> Mono.fromCallable(() -> content(found.getT2(), found.getT1()))
				.subscribeOn(Schedulers.boundedElastic())
				.flatMap((content) -> recorded(feed, found.getT1(), found.getT2(), content).thenReturn(content)));
	}

	private static FeedContent content(List<ScheduledTime> times, Contact reader) {
		String title = CalendarWords.title(reader.language());
		return FeedContent.of(Calendars.feed(times.stream()
			.map((time) -> new CalendarEvent(time.appointmentId(), time.version(), time.start(), time.end(), title,
					false, time.bookedAt()))
			.toList(), reader.zone(), CalendarWords.name(reader.language())));
	}

	/**
	 * Programs read the same again every hour; patients find in their access log only
	 * what told a doctor's program something new.
	 */
	private Mono<Void> recorded(CalendarFeed feed, Contact reader, List<ScheduledTime> times, FeedContent content) {
		Instant now = this.clock.instant();
		boolean news = feed.role() == BookedBy.DOCTOR && !content.tag().equals(feed.recordedTag());
		Mono<Void> record = news
				? this.accesses.record(
						new Caller(feed.ownerId(), feed.ownerId(), reader.name(), Set.of(Role.DOCTOR), now),
						times.stream().map(ScheduledTime::patientId).toList(), "calendar", AccessRecords.Action.READ)
				: Mono.empty();
		Query same = Query.query(Criteria.where("_id").is(feed.id()).and("tokenHash").is(feed.tokenHash()));
		return record
			.then(this.mongo.updateFirst(same, new Update().set("readAt", now).set("recordedTag", content.tag()),
					CalendarFeed.class))
			.then();
	}

	private Mono<CalendarFeed> find(Party owner) {
		return this.mongo.findById(CalendarFeed.id(owner), CalendarFeed.class);
	}

	private String address(String token) {
		return this.site + "/calendar/" + token + ".ics";
	}

	private byte[] seed() {
		byte[] seed = new byte[SEED_BYTES];
		this.random.nextBytes(seed);
		return seed;
	}

}
