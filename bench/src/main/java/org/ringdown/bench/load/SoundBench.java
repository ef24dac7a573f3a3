package org.ringdown.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ringdown.interop.process.CpuTime;
import org.ringdown.interop.process.Footprint;
import org.ringdown.worker.PortRange;

/**
 * Calls with sound between pages and phones, through each subject in turn, so that a noisy machine is noisy for all. What counts is the
 * processor time that a subject takes for a packet, beside the other's in the same round.
 */
public final class SoundBench {
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** Setting up so many calls at once has a JVM compile, and tables grow: a window begins when no second takes much less than the last. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private static final double SETTLED = 0.9;
    private static final int LONGEST_SETTLING = 10;
    private static final int WARM_CALLS = 100;
    private static final PortRange PORTS = new PortRange(40_000, 49_999);
    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final Duration window;
    private final int rounds;
    private final List<Measured> all = new ArrayList<>();

    public SoundBench(Path folder, Duration window, int rounds) {
        this.folder = folder;
        this.window = window;
        this.rounds = rounds;
    }

    /** Measures at each number of calls, prints a line for each measurement, then the table of medians, and writes {@code json}. */
    public void run(List<Integer> calls, Path json) throws Exception {
        try (var loop = new LoadLoop(HOST, PORTS);
                var ringdown = new RingdownSubject(folder.resolve("ringdown"), loop);
                var rtpEngine = new RtpEngineSubject(folder.resolve("rtpengine"))) {
            var subjects = List.of(ringdown, rtpEngine);
            for (var subject : subjects) measure(loop, subject, WARM_CALLS, WARM_UP);
            for (int n : calls)
                for (int round = 0; round < rounds; round++)
                    for (var subject : subjects) keep(measure(loop, subject, n, window));
        }
        var report = new SoundReport(all, window);
        System.out.print(report.table());
        report.write(json);
    }

    private void keep(Measured measured) {
        System.out.println(measured);
        all.add(measured);
    }

    private static Measured measure(LoadLoop loop, Subject subject, int calls, Duration length)
            throws Exception {
        var before = CpuTime.of(subject.pid());
        long memory = memory(subject);
        connect(loop, subject, calls);
        var setUp = CpuTime.of(subject.pid()).minus(before);
        loop.start();
        settle(subject);
        var from = CpuTime.of(subject.pid());
        var heard = loop.measure(length);
        var used = CpuTime.of(subject.pid()).minus(from);
        long grown = memory(subject) - memory;
        subject.hangUp();
        loop.clear();
        return Measured.of(subject.name(), calls, setUp, grown, used, heard);
    }

    private static void settle(Subject subject) throws Exception {
        var last = used(subject);
        for (int i = 0; i < LONGEST_SETTLING; i++) {
            var next = used(subject);
            if (next.toNanos() > SETTLED * last.toNanos()) return;
            last = next;
        }
    }

    private static Duration used(Subject subject) throws Exception {
        var before = CpuTime.of(subject.pid());
        Thread.sleep(SETTLE);
        return CpuTime.of(subject.pid()).minus(before);
    }

    private static void connect(LoadLoop loop, Subject subject, int calls) throws Exception {
        var ends = new ArrayList<End>();
        for (int call = 0; call < calls; call++) {
            var page = loop.end(call);
            var phone = loop.end(call);
            subject.connect(call, page, phone);
            ends.add(page);
            if (call % 20 == 19) await(ends);
        }
        await(ends);
    }

    private static void await(List<End> ends) throws Exception {
        for (var end : ends) end.made().get(20, TimeUnit.SECONDS);
        ends.clear();
    }

    private static long memory(Subject subject) throws IOException {
        return Footprint.of(subject.pid()).residentKilobytes();
    }

    /** "200,500,1000" */
    public static List<Integer> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Integer::parseInt).toList();
    }
}
