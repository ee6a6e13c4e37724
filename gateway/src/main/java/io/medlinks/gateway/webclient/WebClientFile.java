package io.medlinks.gateway.webclient;

import org.jspecify.annotations.Nullable;

/**
 * One file of the built web client, with its compressed forms.
 *
 * @param path its address
 * @param contentType its media type
 * @param etag changes with the content
 * @param plain as it is
 * @param gzip compressed by gzip, where the build made that
 * @param brotli compressed by Brotli, where the build made that
 */
public record WebClientFile(String path, String contentType, String etag, byte[] plain, byte @Nullable [] gzip,
		byte @Nullable [] brotli) {

	/** Whether the name changes with the content, so that it may be kept for good. */
	public boolean isHashed() {
		return this.path.startsWith("/assets/");
	}

}
