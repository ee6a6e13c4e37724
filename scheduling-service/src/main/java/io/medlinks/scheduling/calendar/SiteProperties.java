package io.medlinks.scheduling.calendar;

import java.net.URI;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where people find MedLinks.
 *
 * @param address the gateway's public origin, without a slash at the end,
 * <code>http://localhost:8080</code> unless told
 */
@Validated
@ConfigurationProperties("medlinks.site")
public record SiteProperties(@NotNull @DefaultValue("http://localhost:8080") URI address) {

}
