package io.medlinks.ai;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/**
 * Assesses how urgent each diary entry is and writes summaries that name their evidence.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AiSummaryServiceApplication {

	/**
	 * Starts the service.
	 * @param args command line arguments
	 */
	public static void main(String[] args) {
		SpringApplication.run(AiSummaryServiceApplication.class, args);
	}

}
