package io.medlinks.gateway.status;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the public status says and how it finds out.
 *
 * @param emergencyNumber whom to call in an emergency where this system is used; 112
 * @param timeout how long a part may take to say that it is ready; 1 second
 * @param keep how long an answer is told again; 2 seconds
 */
@Validated
@ConfigurationProperties("medlinks.status")
public record StatusProperties(@NotBlank @DefaultValue("112") String emergencyNumber,
		@DefaultValue("1s") Duration timeout, @DefaultValue("2s") Duration keep) {

}
