package io.medlinks.platform.tracing;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.DelegatingSpanData;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
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
	 * Of requests, of the gateway's routes, of events that are taken, of scheduled work
	 * and of security: templates, names from the code or the deployment, and numbers.
	 */
	private static final Set<String> ATTRIBUTES = Set.of("method", "uri", "status", "outcome", "exception",
			"http.status_code", "spring.cloud.gateway.route.id", "type", "subscription", "code.function",
			"code.namespace", "authentication.failure.type", "spring.security.authorization.decision");

	private static final Set<String> OF_EVENTS = Set.of("exception.type");

	/** A request's method is whatever the client says, and part of the span's name. */
	private static final Pattern STRANGE_METHOD = Pattern
		.compile("^(?i)http (?!(?:get|head|post|put|patch|delete|options|trace|connect)(?=\\s|$))\\S*");

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

	private static SpanContext withoutState(SpanContext context) {
		return context.isRemote()
				? SpanContext.createFromRemoteParent(context.getTraceId(), context.getSpanId(), context.getTraceFlags(),
						TraceState.getDefault())
				: SpanContext.create(context.getTraceId(), context.getSpanId(), context.getTraceFlags(),
						TraceState.getDefault());
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

		/** Without what a client wrote into the trace's state. */
		@Override
		public SpanContext getSpanContext() {
			return withoutState(super.getSpanContext());
		}

		@Override
		public SpanContext getParentSpanContext() {
			return withoutState(super.getParentSpanContext());
		}

		@Override
		public String getName() {
			return STRANGE_METHOD.matcher(super.getName()).replaceFirst("http other");
		}

		@Override
		public List<LinkData> getLinks() {
			return super.getLinks().stream()
				.map((link) -> LinkData.create(withoutState(link.getSpanContext())))
				.toList();
		}

		/** Whether it failed; the description would be an exception's message. */
		@Override
		public StatusData getStatus() {
			return StatusData.create(super.getStatus().getStatusCode(), "");
		}

	}

}
