package io.medlinks.platform.tracing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class DiscreetSpanExporterTests {

	private static final String WORDS = "since yesterday I see double";

	private final Collected collected = new Collected();

	@Test
	void whatWasDoneGoesOutAndWhatWasWrittenDoesNot() {
		try (SdkTracerProvider provider = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(new DiscreetSpanExporter(this.collected)))
			.build()) {
			Span span = provider.get("test").spanBuilder("http post /api/patient/diary/entries").startSpan();
			span.setAttribute("status", "400");
			span.setAttribute("http.url", "/api/patient/doctors?q=" + WORDS);
			span.setAttribute("of.a.library.that.nobody.looked.at", WORDS);
			span.recordException(new IllegalArgumentException("Cannot read '" + WORDS + "'"));
			span.setStatus(StatusCode.ERROR, "Cannot read '" + WORDS + "'");
			span.end();
		}
		SpanData span = this.collected.spans.getFirst();
		assertThat(span.getName()).isEqualTo("http post /api/patient/diary/entries");
		assertThat(span.getAttributes().asMap()).hasSize(1).containsEntry(AttributeKey.stringKey("status"), "400");
		assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
		assertThat(span.getStatus().getDescription()).isEmpty();
		EventData exception = span.getEvents().getFirst();
		assertThat(exception.getAttributes().asMap()).hasSize(1)
			.containsEntry(AttributeKey.stringKey("exception.type"), IllegalArgumentException.class.getName());
	}

	@Test
	void noClientWritesIntoWhatGoesOut() {
		SpanContext client = SpanContext.createFromRemoteParent("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331",
				TraceFlags.getSampled(), TraceState.builder().put("words", "double").build());
		try (SdkTracerProvider provider = SdkTracerProvider.builder()
			.addSpanProcessor(SimpleSpanProcessor.create(new DiscreetSpanExporter(this.collected)))
			.build()) {
			provider.get("test")
				.spanBuilder("http get-i-see-double /api/patient/live")
				.setParent(Context.root().with(Span.wrap(client)))
				.addLink(client, Attributes.of(AttributeKey.stringKey("words"), WORDS))
				.startSpan()
				.end();
		}
		SpanData span = this.collected.spans.getFirst();
		assertThat(span.getTraceId()).isEqualTo(client.getTraceId());
		assertThat(span.getSpanContext().getTraceState().isEmpty()).isTrue();
		assertThat(span.getParentSpanContext().getTraceState().isEmpty()).isTrue();
		assertThat(span.getName()).isEqualTo("http other /api/patient/live");
		assertThat(span.getLinks()).hasSize(1)
			.allMatch((link) -> link.getAttributes().isEmpty() && link.getSpanContext().getTraceState().isEmpty());
	}

	@Test
	void eachExporterOfAnApplicationIsDiscreet() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(OpenTelemetrySdkAutoConfiguration.class,
					OpenTelemetryTracingAutoConfiguration.class, TracingAutoConfiguration.class))
			.withBean(SpanExporter.class, () -> this.collected)
			.run((context) -> assertThat(context.getBean(SpanExporters.class).list()).hasSize(1)
				.allMatch(DiscreetSpanExporter.class::isInstance));
	}

	/**
	 * Keeps what would have gone out.
	 */
	private static final class Collected implements SpanExporter {

		private final List<SpanData> spans = new ArrayList<>();

		@Override
		public CompletableResultCode export(Collection<SpanData> spans) {
			this.spans.addAll(spans);
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode flush() {
			return CompletableResultCode.ofSuccess();
		}

		@Override
		public CompletableResultCode shutdown() {
			return CompletableResultCode.ofSuccess();
		}

	}

}
