package io.medlinks.platform.metrics;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How fresh figures are.
 *
 * @param every how often what must be asked for is asked for, 10 s unless told
 */
@ConfigurationProperties("medlinks.metrics")
public record MetricsProperties(@DefaultValue("10s") Duration every) {

}
