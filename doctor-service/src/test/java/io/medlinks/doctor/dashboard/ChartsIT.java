package io.medlinks.doctor.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.medlinks.platform.text.PatientText;
import io.medlinks.testing.parts.MedLinksIT;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is read to make a row does not grow with what the doctor has seen.
 */
@MedLinksIT
class ChartsIT {

	private static final Instant START = Instant.parse("2026-11-23T08:00:00Z");

	private static final int SEEN = 60;

	private final String doctor = UUID.randomUUID().toString();

	private final String colleague = UUID.randomUUID().toString();

	private final String patient = UUID.randomUUID().toString();

	@Autowired
	Dashboard dashboard;

	@Autowired
	Charts charts;

	@BeforeEach
	void writeHistory() {
		take(link(this.doctor, 1, true));
		take(link(this.colleague, 1, true));
		for (int number = 0; number < SEEN; number++) {
			take(entry(number, 1, true), assessment(number), acknowledgement(this.doctor, number));
		}
		take(entry(SEEN, 1, true), assessment(SEEN));
		take(entry(SEEN + 1, 1, true), assessment(SEEN + 1));
	}

	@Test
	void readsWhatWaitsAndNoneOfWhatWasSeen() {
		Chart chart = chartOf(this.doctor);
		assertThat(chart.backlog().mostUrgent()).extracting(DecidedEntry::id)
			.containsExactlyInAnyOrder(entryId(SEEN), entryId(SEEN + 1));
		assertThat(chart.newest()).extracting(DecidedEntry::id).isEqualTo(entryId(SEEN + 1));
		assertThat(chart.backlog().mostUrgent()).extracting(DecidedEntry::assessed).containsOnly(true);
		assertThat(chart.backlog().mostUrgent()).extracting(DecidedEntry::seenBy).containsOnlyNulls();
		assertThat(chartOf(this.colleague).backlog()).extracting(Backlog::count, Backlog::restAssessed)
			.containsExactly(SEEN + 2, true);
	}

	@Test
	void readsTheNewestAndWhoSawItWhereNothingWaits() {
		take(acknowledgement(this.doctor, SEEN), acknowledgement(this.doctor, SEEN + 1));
		Chart chart = chartOf(this.doctor);
		assertThat(chart.backlog().mostUrgent()).isEmpty();
		assertThat(chart.newest()).extracting(DecidedEntry::id).isEqualTo(entryId(SEEN + 1));
		assertThat(chart.newest()).extracting(DecidedEntry::seenBy).extracting(SeenBy::doctorId).isEqualTo(this.doctor);
	}

	@Test
	void findsTheNewestAgainWhereItWasWithdrawn() {
		take(entry(SEEN + 1, 2, false));
		Chart chart = chartOf(this.doctor);
		assertThat(chart.backlog().mostUrgent()).extracting(DecidedEntry::id).containsExactly(entryId(SEEN));
		assertThat(chart.newest()).extracting(DecidedEntry::id).isEqualTo(entryId(SEEN));
		assertThat(itemOf(this.doctor).lastEntryAt()).isEqualTo(receivedAt(SEEN));
	}

	@Test
	void decidesTheSameForFactsTakenAtOnce() {
		List<Fact> facts = List.of(entry(SEEN, 2, true), acknowledgement(this.doctor, SEEN + 1),
				acknowledgement(this.colleague, SEEN), entry(SEEN + 2, 1, true), assessment(SEEN + 2),
				link(this.colleague, 2, false), entry(SEEN + 3, 1, true), entry(SEEN + 3, 2, false),
				acknowledgement(this.doctor, SEEN + 2), link(this.doctor, 2, true));
		Flux.fromIterable(facts)
			.repeat(2)
			.flatMap((fact) -> this.dashboard.take(fact, "hash"), 32)
			.then()
			.block(Duration.ofSeconds(40));
		assertThat(chartOf(this.doctor).backlog().mostUrgent()).extracting(DecidedEntry::id)
			.containsExactly(entryId(SEEN));
		assertThat(itemOf(this.doctor).uncovered()).containsExactly(new EntryVersion(entryId(SEEN), 2));
		assertThat(this.dashboard.item(this.colleague, this.patient).block(Duration.ofSeconds(40))).isNull();
	}

	private void take(Fact... facts) {
		Flux.fromArray(facts)
			.concatMap((fact) -> this.dashboard.take(fact, "hash"))
			.then()
			.block(Duration.ofSeconds(40));
	}

	private Chart chartOf(String doctorId) {
		return this.charts.of(doctorId, this.patient, itemOf(doctorId).lastEntryAt(), START)
			.blockOptional(Duration.ofSeconds(40))
			.orElseThrow();
	}

	private DashboardItem itemOf(String doctorId) {
		return this.dashboard.item(doctorId, this.patient).blockOptional(Duration.ofSeconds(40)).orElseThrow();
	}

	private String entryId(int number) {
		return this.patient + "-" + number;
	}

	private static Instant receivedAt(int number) {
		return START.plusSeconds(number);
	}

	private Fact entry(int number, long version, boolean active) {
		return Fact.Entry.published(entryId(number), version, this.patient, active, receivedAt(number),
				new PatientText("A headache"));
	}

	private Fact assessment(int number) {
		return new Fact.Assessment(entryId(number), 1, this.patient, 1, UrgencyLevel.ROUTINE, List.of());
	}

	private Fact acknowledgement(String doctorId, int number) {
		return new Fact.Acknowledgement(entryId(number) + doctorId, 1, this.patient, doctorId, "Dr Test",
				START.plusSeconds(10_000), List.of(new EntryVersion(entryId(number), 1)));
	}

	private Fact link(String doctorId, long version, boolean active) {
		return new Fact.CareLink(Fact.CareLink.id(this.patient, doctorId), version, this.patient, doctorId, active,
				START);
	}

}
