package io.medlinks.platform.live;

import java.time.Duration;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How live views keep up.
 *
 * @param heartbeat how often a stream says that it is alive and checks that it still may
 * be, 15 s unless told
 * @param poll how often the feeds of connected readers are looked at, 1 s unless told
 * @param gather for how long a stream that has sent changes gathers the next ones, 200 ms
 * unless told; a row that changes twice meanwhile is read and sent once
 * @param slowReader how long a reader may leave a change unread before it is dropped, 30
 * s unless told
 * @param answersWithin how long each answer of the database may take, 20 s unless told;
 * where one takes longer the stream breaks off, and its reader opens it again
 * @param mostPerReader how many streams one reader may have open at an instance, 20
 * unless told
 */
@Validated
@ConfigurationProperties("medlinks.live")
public record LiveProperties(@DefaultValue("15s") Duration heartbeat, @DefaultValue("1s") Duration poll,
		@DefaultValue("200ms") Duration gather, @DefaultValue("30s") Duration slowReader,
		@DefaultValue("20s") Duration answersWithin, @Min(1) @DefaultValue("20") int mostPerReader) {

}
