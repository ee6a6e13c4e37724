package io.medlinks.gateway.routing;

import java.net.URI;
import java.time.Duration;
import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the services are and how long they may take.
 *
 * @param patient instances of patient-service
 * @param doctor instances of doctor-service
 * @param scheduling instances of scheduling-service
 * @param ai instances of ai-summary-service
 * @param responseTimeout how long a call may take to begin its answer; 10 seconds
 * @param answerTimeout how long a chat may take to begin its answer; 60 seconds
 * @param silence how long a service may say nothing amid an answer; 90 seconds
 * @param standstill how long nothing may go through a live view, where each 15 seconds
 * there is a heartbeat; 45 seconds
 * @param avoidFor how long an instance that failed is asked last; 5 seconds
 * @param breaker when to stop asking a service that fails
 */
@Validated
@ConfigurationProperties("medlinks.routing")
public record RoutingProperties(@NotEmpty List<URI> patient, @NotEmpty List<URI> doctor, @NotEmpty List<URI> scheduling,
		@NotEmpty List<URI> ai, @DefaultValue("10s") Duration responseTimeout,
		@DefaultValue("60s") Duration answerTimeout, @DefaultValue("90s") Duration silence,
		@DefaultValue("45s") Duration standstill, @DefaultValue("5s") Duration avoidFor,
		@NotNull @Valid @DefaultValue Breaker breaker) {

	/**
	 * The instances of a service.
	 * @param upstream the service
	 */
	public List<URI> of(Upstream upstream) {
		return switch (upstream) {
			case PATIENT -> this.patient;
			case DOCTOR -> this.doctor;
			case SCHEDULING -> this.scheduling;
			case AI -> this.ai;
		};
	}

	/**
	 * When to stop asking a service that fails.
	 *
	 * @param failurePercent share of failures among the last calls; 50
	 * @param lastCalls how many calls are looked at; 40
	 * @param atLeast how many there must be before anything is decided; 20
	 * @param openFor how long nobody asks; 5 seconds
	 * @param probes how many calls then find out; 5
	 */
	public record Breaker(@DefaultValue("50") @Min(1) @Max(100) int failurePercent,
			@DefaultValue("40") @Min(2) int lastCalls, @DefaultValue("20") @Min(1) int atLeast,
			@DefaultValue("5s") Duration openFor, @DefaultValue("5") @Min(1) int probes) {

	}

}
