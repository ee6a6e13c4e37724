package io.medlinks.local.broker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

import io.medlinks.local.process.Ports;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * A Kafka broker and its controller in one JVM, sized for one machine, that keeps its
 * data in a folder and forgets nothing.
 */
public final class EmbeddedBroker {

	private static final String CLUSTER_ID = "bWVkbGlua3MtbG9jYWwtMQ";

	private EmbeddedBroker() {
	}

	/**
	 * Formats the folder on first use, starts the broker and prints
	 * <code>ready on port N</code>.
	 * @param args the data folder and the port clients connect to
	 */
	public static void main(String... args) throws IOException {
		if (args.length != 2) {
			throw new IllegalArgumentException("Expected a data folder and a port");
		}
		Path folder = Files.createDirectories(Path.of(args[0]).toAbsolutePath());
		int port = Integer.parseInt(args[1]);
		Properties settings = settings(folder.resolve("log"), port, Ports.free());
		format(folder, settings);
		KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings), Time.SYSTEM);
		Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
		server.startup();
		System.out.println("ready on port " + port);
		server.awaitShutdown();
	}

	private static void format(Path folder, Properties settings) throws IOException {
		Path file = folder.resolve("server.properties");
		try (var writer = Files.newBufferedWriter(file)) {
			settings.store(writer, null);
		}
		ByteArrayOutputStream said = new ByteArrayOutputStream();
		int result = StorageTool.execute(new String[] { "format", "--cluster-id", CLUSTER_ID, "--config",
				file.toString(), "--ignore-formatted" }, new PrintStream(said, true, StandardCharsets.UTF_8));
		if (result != 0) {
			throw new IOException(
					"Kafka could not format " + folder + ": " + said.toString(StandardCharsets.UTF_8).strip());
		}
	}

	private static Properties settings(Path log, int port, int controllerPort) {
		Properties settings = new Properties();
		settings.setProperty("process.roles", "broker,controller");
		settings.setProperty("node.id", "1");
		settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
		settings.setProperty("controller.listener.names", "CONTROLLER");
		settings.setProperty("listeners",
				"PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
		settings.setProperty("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
		settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
		settings.setProperty("log.dirs", log.toString());
		settings.setProperty("num.partitions", "6");
		settings.setProperty("default.replication.factor", "1");
		settings.setProperty("offsets.topic.replication.factor", "1");
		settings.setProperty("offsets.topic.num.partitions", "4");
		settings.setProperty("transaction.state.log.replication.factor", "1");
		settings.setProperty("transaction.state.log.min.isr", "1");
		settings.setProperty("transaction.state.log.num.partitions", "4");
		settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
		settings.setProperty("share.coordinator.state.topic.min.isr", "1");
		settings.setProperty("share.coordinator.state.topic.num.partitions", "4");
		settings.setProperty("group.initial.rebalance.delay.ms", "0");
		// Facts are kept for good; what one machine writes is small.
		settings.setProperty("log.retention.ms", "-1");
		settings.setProperty("log.segment.bytes", Integer.toString(64 * 1024 * 1024));
		settings.setProperty("log.index.size.max.bytes", Integer.toString(1024 * 1024));
		// The default takes 128 MB of the heap for itself.
		settings.setProperty("log.cleaner.dedupe.buffer.size", Integer.toString(4 * 1024 * 1024));
		settings.setProperty("num.network.threads", "2");
		settings.setProperty("num.io.threads", "4");
		settings.setProperty("background.threads", "2");
		settings.setProperty("controlled.shutdown.enable", "false");
		return settings;
	}

}
