package io.medlinks.scheduling.appointment;

import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How appointments are made.
 *
 * @param holdFor how long a time is kept while the patient fills in the form, 5 min
 * unless told
 * @param mostPerPatient how many times a patient can have ahead, 20 unless told
 * @param settleAfter how old a pending claim is before the sweep settles it, and how long
 * an instance has for that, 30 s unless told
 * @param sweepEvery how often the sweep looks, 5 s unless told
 */
@Validated
@ConfigurationProperties("medlinks.appointments")
record AppointmentProperties(@DefaultValue("5m") Duration holdFor,
		@Min(1) @Max(200) @DefaultValue("20") int mostPerPatient, @DefaultValue("30s") Duration settleAfter,
		@DefaultValue("5s") Duration sweepEvery) {

}
