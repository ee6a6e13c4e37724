package io.medlinks.ai.interview;

import jakarta.validation.constraints.Pattern;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who chooses the words of interviews.
 *
 * @param engine {@code trees} (embedded, no model, no network) unless told, or
 * {@code openai} for any OpenAI-compatible endpoint
 */
@Validated
@ConfigurationProperties("medlinks.ai.interview")
public record InterviewProperties(@Pattern(regexp = "trees|openai") @DefaultValue("trees") String engine) {

}
