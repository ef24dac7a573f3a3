package org.ringdown.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.ringdown.interop.Gateway;
import org.ringdown.interop.peer.Asterisk;
import org.ringdown.interop.peer.Certificate;
import org.ringdown.interop.peer.Kamailio;
import org.ringdown.interop.peer.Load;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.process.Ports;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls between two SIPp, set up and ended through Ringdown, through Kamailio and through Asterisk, one after the other.
 *
 * <p>What is compared is the processor time that the program in the middle takes for a call. Kamailio only relays the messages of one
 * dialog; Asterisk, like Ringdown, ends one call and makes another, with ports for the sound of both.
 */
final class CallsBench {
    private static final Load.Plan WARM_UP = new Load.Plan(1500, 50, Duration.ofMillis(500));
    private static final Duration KEPT = Duration.ofSeconds(1);
    private static final Duration SETTLE = Duration.ofSeconds(90);

    private final Path folder;
    private final Map<String, Load> rows = new LinkedHashMap<>();
    private final Map<String, Object> left = new LinkedHashMap<>();

    CallsBench(Path folder) {
        this.folder = folder;
    }

    /** Makes {@code perSecond} calls a second for {@code seconds} through each, prints the table, and writes {@code json}. */
    void run(int perSecond, int seconds, Path json) {
        var plan = new Load.Plan(perSecond * seconds, perSecond, KEPT);
        ringdown(plan);
        var certificate = Certificate.make(folder.resolve("certificate"));
        kamailio(certificate, plan);
        asterisk(certificate, plan);
        System.out.print(table(plan));
        write(json, plan);
    }

    private void ringdown(Load.Plan plan) {
        int to = Ports.free();
        try (var gateway = Gateway.start(folder.resolve("gateway"), Gateway.passingLoadTo(to))) {
            int through = gateway.sip().getPort();
            Load.run(folder.resolve("ringdown"), through, to, gateway.pid(), WARM_UP);
            int ports = settled(gateway);
            long heap = gateway.liveHeap();
            rows.put(
                    "Ringdown",
                    Load.run(folder.resolve("ringdown"), through, to, gateway.pid(), plan));
            await(gateway, ports);
            left.put("UDP ports more than before", gateway.footprint().udpPorts().size() - ports);
            left.put("kB on the heap more than before", leastHeap(gateway, heap) - heap);
        }
    }

    /** What stays on the heap: whatever lingers, such as a transaction, is given its time. */
    private static long leastHeap(Gateway gateway, long before) {
        long least = gateway.liveHeap();
        long end = System.nanoTime() + SETTLE.toNanos();
        while (least > before * 1.05 && System.nanoTime() < end) {
            Patience.pause(Duration.ofSeconds(5));
            least = Math.min(least, gateway.liveHeap());
        }
        return least;
    }

    /** How many ports are left when all calls of the warm-up are over. */
    private static int settled(Gateway gateway) {
        int[] last = {-1};
        Patience.await(
                "rest after the warm-up",
                SETTLE,
                Duration.ofSeconds(2),
                () -> {
                    int now = gateway.footprint().udpPorts().size();
                    boolean still = now == last[0];
                    last[0] = now;
                    return still ? Optional.of(now) : Optional.empty();
                });
        return last[0];
    }

    private static void await(Gateway gateway, int ports) {
        Patience.await(
                "end of all calls",
                SETTLE,
                Duration.ofSeconds(1),
                () ->
                        gateway.footprint().udpPorts().size() <= ports
                                ? Optional.of(true)
                                : Optional.empty());
    }

    private void kamailio(Certificate certificate, Load.Plan plan) {
        int to = Ports.free();
        try (var kamailio =
                Kamailio.start(
                        folder.resolve("kamailio"), certificate, Ports.free(), Ports.free())) {
            compare("Kamailio (relays)", kamailio.port(), to, kamailio.pid(), plan);
        }
    }

    private void asterisk(Certificate certificate, Load.Plan plan) {
        int to = Ports.free();
        try (var asterisk =
                Asterisk.start(folder.resolve("asterisk"), certificate, "load", "load")) {
            asterisk.logSip(false);
            compare("Asterisk", asterisk.port(), to, asterisk.pid(), plan);
        }
    }

    private void compare(String name, int through, int to, long pid, Load.Plan plan) {
        var files = folder.resolve("load-" + name.split(" ")[0]);
        Load.run(files, through, to, pid, WARM_UP);
        rows.put(name, Load.run(files, through, to, pid, plan));
    }

    private String table(Load.Plan plan) {
        var text =
                new StringBuilder(
                        "%d calls a second for %d s, each kept for %d s, %d cores%n%n"
                                .formatted(
                                        plan.perSecond(),
                                        plan.calls() / plan.perSecond(),
                                        plan.kept().toSeconds(),
                                        Runtime.getRuntime().availableProcessors()));
        text.append(
                "%-20s%10s%10s%12s%26s%n"
                        .formatted("", "calls", "failed", "CPU, s", "calls per core-second"));
        rows.forEach((name, load) ->
                text.append(
                        "%-20s%10d%10d%12.1f%26.0f%n"
                                .formatted(
                                        name,
                                        load.calls(),
                                        load.failed(),
                                        load.cpu().toMillis() / 1000.0,
                                        load.callsPerCoreSecond())));
        text.append("%nLeft in Ringdown: %s%n".formatted(left));
        return text.toString();
    }

    private void write(Path json, Load.Plan plan) {
        var report = new LinkedHashMap<String, Object>();
        report.put(
                "what",
                "calls set up and ended, and the processor time in milliseconds that they took");
        report.put("cores", Runtime.getRuntime().availableProcessors());
        report.put("load", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        report.put("callsPerSecond", plan.perSecond());
        report.put("left", left);
        rows.forEach((name, load) ->
                report.put(
                        name,
                        Map.of(
                                "calls", load.calls(),
                                "failed", load.failed(),
                                "cpuMillis", load.cpu().toMillis(),
                                "tookMillis", load.took().toMillis())));
        try {
            Files.createDirectories(json.toAbsolutePath().getParent());
            Files.write(
                    json,
                    JsonMapper.builder()
                            .build()
                            .writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(report));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
