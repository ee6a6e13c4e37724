package io.medlinks.gateway.protection;

import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What one caller may ask for.
 *
 * @param maxBody the largest request body; 256 KiB
 * @param perUser requests of one signed-in account on one instance
 * @param perAddress requests of one network address by nobody in particular, on one
 * instance; a practice may share an address
 */
@Validated
@ConfigurationProperties("medlinks.protection")
public record ProtectionProperties(@NotNull @DefaultValue("256KB") DataSize maxBody, @NotNull @Valid Rate perUser,
		@NotNull @Valid Rate perAddress) {

	/**
	 * How many requests are let through.
	 *
	 * @param burst at once
	 * @param refill how many more per period
	 * @param period the period; one second
	 */
	public record Rate(@Min(1) long burst, @Min(1) long refill, @DefaultValue("1s") Duration period) {

	}

}
