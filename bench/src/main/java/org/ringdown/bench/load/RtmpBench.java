package org.ringdown.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import org.ringdown.bench.Rows;
import org.ringdown.interop.process.CpuTime;
import org.ringdown.worker.PortRange;

/**
 * What a call of an RTMP client costs beside one of a page: the same gateway, the same phones behind a trunk, G.711 both ways, 50 packets or messages a
 * second, in turn.
 */
public final class RtmpBench {
    private static final PortRange PORTS = new PortRange(40_000, 49_999);
    private static final Duration SETTLE = Duration.ofSeconds(8);

    private final Rows rows = new Rows();
    private final Path folder;

    public RtmpBench(Path folder) {
        this.folder = folder;
    }

    /** Prints a line for each measurement as it comes, then the table, and writes {@code json}. */
    public void run(int calls, Duration window, int rounds, Path json) throws Exception {
        var pages = new ArrayList<Double>();
        var clients = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        try (var loop = new LoadLoop(PORTS);
                var subject = new RingdownSubject(folder.resolve("ringdown"), loop)) {
            for (int round = 0; round <= rounds; round++) {
                double page = pages(loop, subject, calls, window);
                double client = clients(loop, subject, calls, window);
                if (round == 0) continue; // by then a JVM has compiled
                pages.add(page);
                clients.add(client);
                ratios.add(client / page);
            }
        }
        rows.add("a page's call", pages);
        rows.add("an RTMP client's call", clients);
        rows.add("ratio", ratios);
        System.out.print(
                rows.table(
                        "CPU of the gateway for a second of a call, ms, %d calls at once (%d rounds)"
                                .formatted(calls, rounds)));
        rows.write(json);
    }

    private double pages(LoadLoop loop, RingdownSubject subject, int calls, Duration window)
            throws Exception {
        try {
            for (int call = 0; call < calls; call++) {
                var page = loop.end(call, subject.endHost());
                var phone = loop.end(call, subject.endHost());
                subject.connect(call, page, phone);
                page.made().get(20, TimeUnit.SECONDS);
            }
            loop.start();
            Thread.sleep(SETTLE);
            var from = CpuTime.of(subject.pid());
            var heard = loop.measure(window);
            double millis = millis(subject, from, heard.took(), calls);
            System.out.printf(
                    "%d calls of pages: %.2f ms a second of one, %.3f %% lost, delay %.2f / %.2f ms%n",
                    calls,
                    millis,
                    100 * heard.loss(),
                    heard.delays().quantile(0.5) / 1000,
                    heard.delays().quantile(0.99) / 1000);
            return millis;
        } finally {
            subject.hangUp();
            loop.clear();
        }
    }

    private double clients(LoadLoop loop, RingdownSubject subject, int calls, Duration window)
            throws Exception {
        try (var clients = new RtmpClients()) {
            for (int call = 0; call < calls; call++) {
                var phone = loop.end(call, subject.endHost());
                clients.add(subject.callByRtmp(call, phone));
                phone.made().get(20, TimeUnit.SECONDS);
            }
            clients.await();
            loop.start();
            clients.start();
            Thread.sleep(SETTLE);
            clients.forget();
            var from = CpuTime.of(subject.pid());
            var phones = loop.measure(window);
            double millis = millis(subject, from, phones.took(), calls);
            var delays = clients.delays();
            System.out.printf(
                    "%d calls by RTMP: %.2f ms a second of one; phones heard %d of %d, clients %d of %d; delay %.2f / %.2f ms to phones, %.2f / %.2f ms"
                            + " to clients%n",
                    calls,
                    millis,
                    phones.received(),
                    clients.sent(),
                    clients.received(),
                    phones.sent(),
                    phones.delays().quantile(0.5) / 1000,
                    phones.delays().quantile(0.99) / 1000,
                    delays.quantile(0.5) / 1000,
                    delays.quantile(0.99) / 1000);
            return millis;
        } finally {
            subject.forgetPhones();
            loop.clear();
        }
    }

    private static double millis(RingdownSubject subject, Duration from, Duration took, int calls)
            throws IOException {
        var used = CpuTime.of(subject.pid()).minus(from);
        return used.toNanos() / 1e6 / calls / (took.toNanos() / 1e9);
    }
}
