package io.medlinks.platform.mongo;

import java.util.concurrent.TimeUnit;

import com.mongodb.WriteConcern;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;

/**
 * How values are stored: times with their offset, days and wall times as ISO text (never
 * shifted by a zone), patients' words as they are. Writes are acknowledged by a majority,
 * and no answer is waited for without end.
 */
@AutoConfiguration(beforeName = { "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
		"org.springframework.boot.data.mongodb.autoconfigure.DataMongoReactiveAutoConfiguration" })
@EnableConfigurationProperties(MongoProperties.class)
public class MongoAutoConfiguration {

	@Bean
	MongoCustomConversions medlinksConversions() {
		return new MongoCustomConversions(StoredValues.converters());
	}

	@Bean
	MongoClientSettingsBuilderCustomizer majorityWrites() {
		return (settings) -> settings.writeConcern(WriteConcern.MAJORITY);
	}

	/**
	 * Without a limit, a command that is never answered keeps its connection, and a sweep
	 * or a stream that waits for it stands still for good.
	 */
	@Bean
	MongoClientSettingsBuilderCustomizer boundedAnswers(MongoProperties properties) {
		return (settings) -> settings
			.applyToSocketSettings((socket) -> socket
				.readTimeout(Math.toIntExact(properties.answersWithin().toMillis()), TimeUnit.MILLISECONDS))
			.applyToConnectionPoolSettings(
					(pool) -> pool.maxWaitTime(properties.connectionWithin().toMillis(), TimeUnit.MILLISECONDS));
	}

}
