package io.medlinks.platform.events;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.kafka.event.ConsumerStoppedEvent;
import org.springframework.kafka.event.ConsumerStoppedEvent.Reason;
import org.springframework.kafka.event.ListenerContainerIdleEvent;

/**
 * Hears what a group's consumers tell of themselves.
 */
final class ConsumerWatch implements ApplicationEventPublisher {

	private static final Logger log = LoggerFactory.getLogger(ConsumerWatch.class);

	private final String group;

	private final WhileOwned owned;

	private final Runnable onEnd;

	/**
	 * A watch of one group.
	 * @param group the group's name in the cluster
	 * @param owned what settles the commits of consumers without anything to do
	 * @param onEnd what to do where a consumer ended though nobody wanted it to
	 */
	ConsumerWatch(String group, WhileOwned owned, Runnable onEnd) {
		this.group = group;
		this.owned = owned;
		this.onEnd = onEnd;
	}

	@Override
	public void publishEvent(Object event) {
		if (event instanceof ListenerContainerIdleEvent idle) {
			settle(idle);
		}
		else if (event instanceof ConsumerStoppedEvent stopped && stopped.getReason() != Reason.NORMAL) {
			log.error("A consumer of {} ended ({})", this.group, stopped.getReason());
			this.onEnd.run();
		}
	}

	private void settle(ListenerContainerIdleEvent idle) {
		try {
			this.owned.settle(idle.getConsumer());
		}
		catch (RuntimeException ex) {
			log.warn("What {} has taken cannot be committed yet ({})", this.group, ex.getClass().getName());
		}
	}

}
