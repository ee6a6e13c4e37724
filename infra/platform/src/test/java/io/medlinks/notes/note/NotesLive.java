package io.medlinks.notes.note;

import java.util.Set;
import java.util.stream.Collectors;

import io.medlinks.platform.live.LiveChange;
import io.medlinks.platform.live.LiveRow;
import io.medlinks.platform.live.LiveRows;
import io.medlinks.platform.live.ReaderId;
import io.medlinks.platform.security.Caller;
import io.medlinks.platform.security.ProjectedCareRelationships;
import io.medlinks.platform.security.ProjectedDoctorStanding;
import io.medlinks.platform.security.Role;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The notes that somebody watches: patients their own, doctors those of their patients.
 */
@Component
public class NotesLive {

	private final Notes notes;

	private final ProjectedDoctorStanding standing;

	private final ProjectedCareRelationships relationships;

	NotesLive(Notes notes, ProjectedDoctorStanding standing, ProjectedCareRelationships relationships) {
		this.notes = notes;
		this.standing = standing;
		this.relationships = relationships;
	}

	/** The rows that somebody watches. */
	public LiveRows rowsOf(Caller caller) {
		return new Rows(caller);
	}

	private Mono<Set<String>> patientsOf(Caller caller) {
		if (!caller.is(Role.DOCTOR)) {
			return Mono.just(Set.of(caller.subject()));
		}
		return this.standing.isApproved(caller.subject())
			.filter(Boolean::booleanValue)
			.flatMap((_) -> this.relationships.patientsOf(caller.subject()).collect(Collectors.toSet()));
	}

	private final class Rows implements LiveRows {

		private final Caller caller;

		Rows(Caller caller) {
			this.caller = caller;
		}

		@Override
		public Flux<LiveRow> snapshot(ReaderId reader) {
			return reach(reader).flatMapIterable((patients) -> patients)
				.flatMap(NotesLive.this.notes::of)
				.map((note) -> new LiveRow(Notes.ROW, note.id(), note.state()));
		}

		@Override
		public Mono<LiveRow> row(ReaderId reader, LiveChange change) {
			return NotesLive.this.notes.find(change.key())
				.filterWhen((note) -> reach(reader).map((patients) -> patients.contains(note.patientId())))
				.map((note) -> new LiveRow(change.type(), change.key(), note.state()));
		}

		@Override
		public Mono<Set<String>> reach(ReaderId reader) {
			return patientsOf(this.caller);
		}

	}

}
