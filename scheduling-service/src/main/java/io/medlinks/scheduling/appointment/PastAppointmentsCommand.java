package io.medlinks.scheduling.appointment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

import io.medlinks.platform.events.Outbox;
import io.medlinks.scheduling.appointment.PastAppointments.PastVisit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the local stack runs to load its synthetic clinic: an instance of the service that
 * writes past visits down from a file, a JSON object per line. It exists where the
 * property {@value #FILE} names that file, which nothing but the local stack sets, and
 * has no address.
 */
@Component
@ConditionalOnProperty(PastAppointmentsCommand.FILE)
class PastAppointmentsCommand implements ApplicationRunner {

	static final String FILE = "medlinks.local.past-appointments";

	private static final Logger log = LoggerFactory.getLogger(PastAppointmentsCommand.class);

	private static final Duration PATIENCE = Duration.ofMinutes(5);

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

	@Override
	public void run(ApplicationArguments args) throws IOException {
		Long written = Flux.fromIterable(Files.readAllLines(this.file))
			.map((line) -> this.json.readValue(line, PastVisit.class))
			.flatMap(this.past::write, AT_ONCE)
			.filter(Boolean::booleanValue)
			.count()
			.block(PATIENCE);
		log.info("{} past appointments are written", written);
	}

}
