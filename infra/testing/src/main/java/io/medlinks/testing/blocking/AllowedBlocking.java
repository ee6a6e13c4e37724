package io.medlinks.testing.blocking;

import reactor.blockhound.BlockHound;
import reactor.blockhound.BlockingMethod;
import reactor.blockhound.BlockingOperationError;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * The blocking calls that are right, or that nobody can avoid.
 */
public final class AllowedBlocking implements BlockHoundIntegration {

	@Override
	public void applyTo(BlockHound.Builder builder) {
		builder.blockingMethodCallback(AllowedBlocking::refuse);

		// The listener edge waits for a batch on a consumer thread, which has nothing
		// else to do.
		builder.allowBlockingCallsInside("io.medlinks.platform.events.EventListenerEdge", "onBatch");

		// Log lines go to a file or the console by design; their order needs a lock.
		builder.allowBlockingCallsInside("ch.qos.logback.classic.Logger", "callAppenders");

		// The first use of a class reads it from its jar; lambdas and records are linked
		// on first use.
		builder.allowBlockingCallsInside("java.lang.ClassLoader", "loadClass");
		builder.allowBlockingCallsInside("java.lang.invoke.MethodHandleNatives", "linkCallSite");
		builder.allowBlockingCallsInside("java.lang.invoke.MethodHandleNatives", "linkMethod");
		builder.allowBlockingCallsInside("java.util.ServiceLoader$LazyClassPathLookupIterator", "hasNext");
		builder.allowBlockingCallsInside("java.util.ResourceBundle", "getBundle");
		builder.allowBlockingCallsInside("java.util.ResourceBundle", "getBundleImpl");

		// The API description is made when it is first asked for.
		builder.allowBlockingCallsInside("org.springdoc.api.AbstractOpenApiResource", "getOpenApi");

		// The database driver guards its connections and their pool with locks held for
		// moments.
		for (String method : new String[] { "withLock", "checkedWithLock", "withInterruptibleLock",
				"checkedWithInterruptibleLock", "lockInterruptibly" }) {
			builder.allowBlockingCallsInside("com.mongodb.internal.Locks", method);
		}

		// So does Netty with the pools of its buffers.
		builder.allowBlockingCallsInside("io.netty.buffer.AdaptivePoolingAllocator$Magazine", "free");

		// And the exporters with the queues of what is to go out.
		builder.allowBlockingCallsInside("io.opentelemetry.sdk.trace.export.BatchSpanProcessor$Worker", "addSpan");
		builder.allowBlockingCallsInside("io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor$Worker", "addLog");

		// A timer that is called off leaves its queue under a lock held for moments.
		builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove");

		// A client that offers compression looks once for the library.
		builder.allowBlockingCallsInside("com.github.luben.zstd.util.Native", "load");

		// Random numbers come from the operating system's pool, which never runs dry.
		builder.allowBlockingCallsInside("java.security.SecureRandom", "nextBytes");
		builder.allowBlockingCallsInside("java.util.UUID", "randomUUID");

		// Caches that are filled once, under a lock that is free ever after.
		builder.allowBlockingCallsInside("tools.jackson.databind.deser.DeserializerCache",
				"_createAndCacheValueDeserializer");
		builder.allowBlockingCallsInside("tools.jackson.databind.ser.SerializerCache",
				"addAndResolveNonTypedSerializer");
		builder.allowBlockingCallsInside("org.springframework.util.ConcurrentReferenceHashMap$Segment", "doTask");
		builder.allowBlockingCallsInside("org.springframework.data.mapping.context.AbstractMappingContext",
				"getPersistentEntity");
		builder.allowBlockingCallsInside("org.springframework.data.mapping.context.AbstractMappingContext",
				"addPersistentEntity");
		builder.allowBlockingCallsInside("org.springframework.util.ConcurrentLruCache", "get");
		builder.allowBlockingCallsInside("org.springframework.util.function.SingletonSupplier", "get");
		builder.allowBlockingCallsInside("org.springframework.beans.factory.support.DefaultSingletonBeanRegistry",
				"getSingleton");
		builder.allowBlockingCallsInside("org.hibernate.validator.internal.metadata.PredefinedScopeBeanMetaDataManager",
				"getBeanMetaData");
		builder.allowBlockingCallsInside("org.hibernate.validator.internal.metadata.BeanMetaDataManagerImpl",
				"getBeanMetaData");
	}

	/**
	 * Says where it was: what is made of the error on its way may show one frame only.
	 */
	private static void refuse(BlockingMethod method) {
		BlockingOperationError error = new BlockingOperationError(method);
		StringBuilder where = new StringBuilder("Blocking call on " + Thread.currentThread().getName() + ": " + method);
		for (StackTraceElement frame : Thread.currentThread().getStackTrace()) {
			where.append("\n\tat ").append(frame);
		}
		System.err.println(where);
		throw error;
	}

}
