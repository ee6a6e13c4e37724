package io.medlinks.notes.note;

import java.util.Optional;

import io.medlinks.platform.events.EventType;
import io.medlinks.platform.events.Outbox;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.idempotency.AppliedKey;
import io.medlinks.platform.idempotency.IdempotencyKey;
import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveFeeds;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.paging.Cursor;
import io.medlinks.platform.paging.Page;
import io.medlinks.platform.paging.PageRequest;
import io.medlinks.platform.problem.Problem;
import io.medlinks.platform.security.ProjectedCareRelationships;
import io.medlinks.platform.text.PatientText;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The notes of all patients.
 */
@Component
public class Notes {

	/** Where notes are published. */
	public static final Topic TOPIC = new Topic("test.notes");

	/** A note was written. */
	public static final EventType WRITTEN = new EventType("test.note-written.v1", TOPIC);

	/** A note was put otherwise. */
	public static final EventType CHANGED = new EventType("test.note-changed.v1", TOPIC);

	static final String ROW = "note";

	private final ReactiveMongoTemplate mongo;

	private final Outbox outbox;

	private final ProjectedCareRelationships relationships;

	private final LiveFeeds feeds;

	Notes(ReactiveMongoTemplate mongo, Outbox outbox, ProjectedCareRelationships relationships, LiveFeeds feeds) {
		this.mongo = mongo;
		this.outbox = outbox;
		this.relationships = relationships;
		this.feeds = feeds;
	}

	/** Writes a note. */
	public Mono<Note> write(String patientId, PatientText text, IdempotencyKey key) {
		String fingerprint = IdempotencyKey.fingerprint(text);
		return Mono.defer(() -> {
			Note note = new Note(key.aggregateId(), patientId, 1, text, fingerprint, null);
			return this.outbox.insert(note, this.outbox.event(WRITTEN, patientId, note.id(), note.state()))
				.onErrorResume(DuplicateKeyException.class, (_) -> repeated(patientId, note))
				.flatMap(this::tell);
		});
	}

	private Mono<Note> repeated(String patientId, Note note) {
		return note(patientId, note.id()).filter((written) -> written.fingerprint().equals(note.fingerprint()))
			.switchIfEmpty(Mono.error(Problem::idempotencyKeyReused));
	}

	/** Puts a note otherwise. */
	public Mono<Note> change(String patientId, String id, long expected, PatientText text, IdempotencyKey key) {
		AppliedKey applied = AppliedKey.of(key, text);
		return note(patientId, id).flatMap(
				(note) -> applied.repeatedIn(note.ring()) ? Mono.just(note) : changed(note, expected, text, applied))
			.flatMap(this::tell);
	}

	private Mono<Note> changed(Note note, long expected, PatientText text, AppliedKey applied) {
		Note next = new Note(note.id(), note.patientId(), expected + 1, text, note.fingerprint(), null);
		Query unchanged = Query.query(Criteria.where("_id").is(note.id()).and("version").is(expected));
		Update update = applied.markIn(new Update().set("version", expected + 1).set("text", text));
		return this.outbox
			.update(Note.class, unchanged, update,
					this.outbox.event(CHANGED, note.patientId(), note.id(), next.state()))
			.switchIfEmpty(repeatedMeanwhile(note, applied));
	}

	private Mono<Note> repeatedMeanwhile(Note note, AppliedKey applied) {
		return note(note.patientId(), note.id()).filter((now) -> applied.repeatedIn(now.ring()))
			.switchIfEmpty(Mono.error(Problem::staleVersion));
	}

	private Mono<Note> tell(Note note) {
		return this.relationships.doctorsOf(note.patientId())
			.map(ReaderId::doctor)
			.concatWithValues(ReaderId.patient(note.patientId()))
			.collectList()
			.flatMap((readers) -> this.feeds.changed(readers, new LiveChange(ROW, note.id())))
			.thenReturn(note);
	}

	/** A patient's note, or a problem 404. */
	public Mono<Note> note(String patientId, String id) {
		return find(id).filter((note) -> note.patientId().equals(patientId))
			.switchIfEmpty(Mono.error(() -> Problem.notFound("There is no such note.")));
	}

	Mono<Note> find(String id) {
		return this.mongo.findById(id, Note.class);
	}

	/** All notes of a patient. */
	public Flux<Note> of(String patientId) {
		return this.mongo.find(Query.query(Criteria.where("patientId").is(patientId)), Note.class);
	}

	/** A page of a patient's notes by id. */
	public Mono<Page<Note>> page(String patientId, PageRequest page) {
		return Mono.defer(() -> {
			Criteria notes = Criteria.where("patientId").is(patientId);
			Optional.ofNullable(page.cursor()).ifPresent((cursor) -> notes.and("_id").gt(cursor.text(0)));
			Query query = Query.query(notes).with(Sort.by("_id")).limit(page.limit() + 1);
			return this.mongo.find(query, Note.class)
				.collectList()
				.map((found) -> Page.of(found, page, (note) -> Cursor.after(note.id())));
		});
	}

}
