package io.medlinks.platform.tracing;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SpanExporter;

/**
 * Passes on what was done, how long it took and whether it failed, and nothing else. An
 * address names patients and holds what was searched for; an exception's message and its
 * stack trace quote what could not be read. So only attributes that are known to hold
 * neither go out: one that a library adds is left out until somebody has looked at it.
 */
final class DiscreetSpanExporter implements SpanExporter {

	/**
	 * Observations of Spring's HTTP server and clients, gateway, Kafka, scheduling and
	 * AI: templates, names from the code or the deployment, and numbers.
	 */
	private static final Set<String> ATTRIBUTES = Set.of("method", "uri", "status", "outcome", "exception",
			"client.name", "error.type", "spring.cloud.gateway.route.id", "http.method", "http.status_code",
			"messaging.system", "messaging.operation", "messaging.source.name", "messaging.source.kind",
			"messaging.destination.name", "messaging.destination.kind", "messaging.kafka.consumer.group",
			"messaging.kafka.source.partition", "messaging.kafka.message.offset", "spring.kafka.listener.id",
			"spring.kafka.template.name", "code.function", "code.namespace", "gen_ai.operation.name", "gen_ai.system",
			"gen_ai.request.model", "gen_ai.response.model", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens");

	private static final Set<String> OF_EVENTS = Set.of("exception.type");

	private final SpanExporter exporter;

	DiscreetSpanExporter(SpanExporter exporter) {
		this.exporter = exporter;
	}

	@Override
	public CompletableResultCode export(Collection<SpanData> spans) {
		return this.exporter.export(spans.stream().<SpanData>map(DiscreetSpan::new).toList());
	}

	@Override
	public CompletableResultCode flush() {
		return this.exporter.flush();
	}

	@Override
	public CompletableResultCode shutdown() {
		return this.exporter.shutdown();
	}

	private static Attributes only(Set<String> names, Attributes attributes) {
		return attributes.toBuilder().removeIf((key) -> !names.contains(key.getKey())).build();
	}

	/**
	 * A span without words.
	 */
	private static final class DiscreetSpan extends DelegatingSpanData {

		private final Attributes attributes;

		private final List<EventData> events;

		DiscreetSpan(SpanData span) {
			super(span);
			this.attributes = only(ATTRIBUTES, span.getAttributes());
			this.events = span.getEvents()
				.stream()
				.map((event) -> EventData.create(event.getEpochNanos(), event.getName(),
						only(OF_EVENTS, event.getAttributes())))
				.toList();
		}

		@Override
		public Attributes getAttributes() {
			return this.attributes;
		}

		@Override
		public int getTotalAttributeCount() {
			return this.attributes.size();
		}

		@Override
		public List<EventData> getEvents() {
			return this.events;
		}

		@Override
		public int getTotalRecordedEvents() {
			return this.events.size();
		}

		/** Whether it failed; the description would be an exception's message. */
		@Override
		public StatusData getStatus() {
			return StatusData.create(super.getStatus().getStatusCode(), "");
		}

	}

}
