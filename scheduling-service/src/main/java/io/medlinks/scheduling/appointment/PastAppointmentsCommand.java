package io.medlinks.scheduling.appointment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import io.medlinks.platform.events.Outbox;
import io.medlinks.scheduling.appointment.PastAppointments.PastVisit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the local stack runs to load its synthetic clinic: an instance of the service that
 * writes past visits down from a file, a JSON object per line. It exists where the
 * property {@value #FILE} names that file, which nothing but the local stack sets, and
 * has no address.
 */
@Component
@ConditionalOnProperty(PastAppointmentsCommand.FILE)
class PastAppointmentsCommand {

	static final String FILE = "medlinks.local.past-appointments";

	private static final Logger log = LoggerFactory.getLogger(PastAppointmentsCommand.class);

	private static final int AT_ONCE = 4;

	private final Path file;

	private final PastAppointments past;

	private final JsonMapper json;

	PastAppointmentsCommand(@Value("${" + FILE + "}") Path file, DaySheets sheets, Outbox outbox, Clock clock,
			JsonMapper json) {
		this.file = file;
		this.past = new PastAppointments(sheets, outbox, clock);
		this.json = json;
	}

	/** Writes them down once; an error where the file cannot be read. */
	@Scheduled(initialDelay = 0)
	Mono<Void> write() {
		return Mono.fromCallable(() -> Files.readAllLines(this.file))
			.subscribeOn(Schedulers.boundedElastic())
			.flatMapIterable((lines) -> lines)
			.map((line) -> this.json.readValue(line, PastVisit.class))
			.flatMap(this.past::write, AT_ONCE)
			.filter(Boolean::booleanValue)
			.count()
			.doOnNext((written) -> log.info("{} past appointments are written", written))
			.then();
	}

}
