package io.medlinks.scheduling.messages;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

import io.medlinks.platform.crash.CrashPoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends what waits: at once when woken, and by a sweep for what was left behind by a
 * crash or is due again after a failure. Each message is sent for itself, so that one
 * that fails stops no other.
 */
@Component
class Deliveries {

	private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

	/** The mail server has the mail; the message does not say so yet. */
	private static final CrashPoint SENT = new CrashPoint("messages.sent");

	/** How long the queue itself may take to answer. */
	private static final Duration ANSWER = Duration.ofSeconds(20);

	private final Messages messages;

	private final MailWriter writer;

	private final @Nullable MailSender sender;

	private final MessageProperties properties;

	Deliveries(Messages messages, MailWriter writer, ObjectProvider<MailSender> sender, MessageProperties properties) {
		this.messages = messages;
		this.writer = writer;
		this.sender = sender.getIfAvailable();
		this.properties = properties;
		if (this.sender == null) {
			log.warn("No mail server is configured (medlinks.smtp.host): messages about appointments wait unsent");
		}
	}

	/**
	 * Works until the service stops. The scheduler subscribes, and again after a second
	 * should the database have been away.
	 */
	@Scheduled(fixedDelay = 1000, scheduler = "messageScheduler")
	Flux<Void> run() {
		MailSender working = this.sender;
		if (working == null) {
			return Flux.never();
		}
		return Flux.merge(Flux.interval(this.properties.sweepEvery()).onBackpressureDrop(), this.messages.wakeUps())
			.onBackpressureLatest()
			.concatMap((_) -> due(), 1)
			.flatMap((id) -> process(id, working), this.properties.concurrency());
	}

	private Flux<String> due() {
		// Read at once: how long the work takes says nothing about the queue.
		return this.messages.due()
			.collectList()
			.timeout(ANSWER)
			.flatMapIterable((found) -> found)
			.onErrorResume((failure) -> {
				log.warn("The messages could not be read ({}) and will be again", failure.getClass().getSimpleName());
				return Flux.empty();
			});
	}

	/**
	 * Tries one message. It never fails, so that others go on: what could not even be put
	 * back is due again when its lease ends.
	 */
	private Mono<Void> process(String id, MailSender working) {
		return this.messages.take(id)
			.timeout(ANSWER)
			.flatMap((message) -> process(message, working))
			.onErrorResume((failure) -> {
				log.warn("Message {} could not be put back ({}) and waits for its lease to end", id,
						failure.getClass().getSimpleName());
				return Mono.empty();
			});
	}

	private Mono<Void> process(Message message, MailSender working) {
		return this.messages.isOvertaken(message)
			.flatMap((overtaken) -> overtaken ? this.messages.settle(message, MessageState.OVERTAKEN)
					: this.messages.mustWait(message)
						.flatMap((wait) -> wait ? this.messages.putBack(message) : send(message, working)));
	}

	private Mono<Void> send(Message message, MailSender working) {
		return this.writer.write(message)
			.flatMap(working::send)
			.timeout(this.properties.longestAttempt())
			.then(Mono.just(true))
			.onErrorResume((failure) -> {
				Obstacle obstacle = obstacle(failure);
				log.warn("Message {} was not sent ({})", message.id(), obstacle.code());
				return this.messages.failed(message, obstacle).timeout(ANSWER).thenReturn(false);
			})
			.filter(Boolean::booleanValue)
			.flatMap((_) -> SENT.passed(Mono.just(message)))
			.flatMap((_) -> this.messages.settle(message, MessageState.SENT).timeout(ANSWER));
	}

	private static Obstacle obstacle(Throwable failure) {
		return switch (failure) {
			case UndeliverableException undeliverable -> undeliverable.obstacle();
			case TimeoutException _ -> Obstacle.TIMED_OUT;
			default -> Obstacle.UNREACHABLE;
		};
	}

}
