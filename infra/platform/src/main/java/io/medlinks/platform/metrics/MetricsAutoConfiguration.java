package io.medlinks.platform.metrics;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Renews the measurements of a service.
 */
@AutoConfiguration
@EnableConfigurationProperties(MetricsProperties.class)
public class MetricsAutoConfiguration {

	@Bean
	Measurements measurements(ObjectProvider<Measurement> measurements, MetricsProperties properties) {
		return new Measurements(measurements.orderedStream().toList(), properties);
	}

}
