package io.medlinks.ai.interview;

import java.util.stream.Stream;

import io.medlinks.ai.urgency.UrgencyRules;
import io.medlinks.platform.events.OutboxCollection;
import io.medlinks.platform.events.Topic;
import io.medlinks.platform.reconcile.PublishedSource;
import io.medlinks.platform.reconcile.PublishedState;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.query.Criteria;

/**
 * Declares the question trees, the engines, and where interviews wait and are published.
 */
@Configuration(proxyBeanMethods = false)
class InterviewConfiguration {

	@Bean
	Topic interviewTopic() {
		return InterviewSubmitted.TOPIC;
	}

	/** What was not sent is nobody's but the patient's. */
	@Bean
	PublishedSource<Interview> interviewsSource() {
		return PublishedSource
			.of("interviews", InterviewSubmitted.TOPIC, Interview.class,
					(interview) -> PublishedState.of(interview.id(), interview.version(), InterviewSubmitted.TYPE,
							interview.patientId(), interview.published()))
			.where(Criteria.where("state").is(InterviewState.SUBMITTED));
	}

	@Bean
	OutboxCollection interviewsOutbox() {
		return new OutboxCollection(Interview.class);
	}

	@Bean
	QuestionTrees questionTrees(UrgencyRules rules) {
		return QuestionTrees.load(rules);
	}

	/** A configured engine comes first; the embedded one is always there behind it. */
	@Bean
	InterviewerEngines interviewerEngines(ObjectProvider<Interviewer> configured) {
		return new InterviewerEngines(
				Stream.concat(configured.orderedStream(), Stream.of(new TreeInterviewer())).toList());
	}

}
