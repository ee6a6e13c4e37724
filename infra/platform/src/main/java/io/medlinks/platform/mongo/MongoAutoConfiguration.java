package io.medlinks.platform.mongo;

import com.mongodb.WriteConcern;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;

/**
 * How values are stored: times with their offset, days and wall times as ISO text (never
 * shifted by a zone), patients' words as they are. Writes are acknowledged by a majority.
 */
@AutoConfiguration(beforeName = { "org.springframework.boot.data.mongodb.autoconfigure.DataMongoAutoConfiguration",
		"org.springframework.boot.data.mongodb.autoconfigure.DataMongoReactiveAutoConfiguration" })
public class MongoAutoConfiguration {

	@Bean
	MongoCustomConversions medlinksConversions() {
		return new MongoCustomConversions(StoredValues.converters());
	}

	@Bean
	MongoClientSettingsBuilderCustomizer majorityWrites() {
		return (settings) -> settings.writeConcern(WriteConcern.MAJORITY);
	}

}
