package io.medlinks.ai.summary;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How summaries are written.
 *
 * @param engine {@code template} (embedded, no model, no network) unless told, or
 * {@code openai} for any OpenAI-compatible endpoint
 * @param entries how many of the newest entries are read, 50 unless told
 */
@Validated
@ConfigurationProperties("medlinks.ai.summary")
public record SummaryProperties(@Pattern(regexp = "template|openai") @DefaultValue("template") String engine,
		@Min(1) @Max(200) @DefaultValue("50") int entries) {

}
