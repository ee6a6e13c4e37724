package io.medlinks.platform.mongo;

import java.time.Duration;

import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long the database may take.
 *
 * @param answersWithin how long each of its answers may take, 30 s unless told; a
 * connection that says nothing for longer is given up, and what was asked fails as it
 * does where the database is away. A write may have been done then.
 * @param connectionWithin how long a command may wait for a connection, 10 s unless told
 */
@Validated
@ConfigurationProperties("medlinks.mongodb")
record MongoProperties(@NotNull @DefaultValue("30s") Duration answersWithin,
		@NotNull @DefaultValue("10s") Duration connectionWithin) {

}
