package org.ringdown.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.ringdown.interop.process.CpuTime;
import org.ringdown.interop.process.Footprint;
import org.ringdown.worker.PortRange;

/**
 * Calls with sound between pages and phones, through each subject in turn, so that a noisy machine is noisy for all. What counts is the
 * processor time that a subject takes for a packet, beside the others' in the same round.
 */
public final class SoundBench {
    private static final Duration WARM_UP = Duration.ofSeconds(20);

    /** Setting up so many calls at once has a JVM compile, and tables grow: a window begins when no second takes much less than the last. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private static final double SETTLED = 0.9;
    private static final int LONGEST_SETTLING = 10;
    private static final int YOUNG_CALLS = 100;
    private static final PortRange PORTS = new PortRange(40_000, 49_999);

    private final Path folder;
    private final SoundPlan plan;
    private final List<SetUp> setUps = new ArrayList<>();
    private final List<Measured> all = new ArrayList<>();
    private final Set<String> broken = new HashSet<>();

    public SoundBench(Path folder, SoundPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    /** Measures, prints a line for each measurement as it comes, then the tables, and writes {@code json}. */
    public SoundReport run(Path json) throws Exception {
        try (var loop = new LoadLoop(PORTS);
                var subjects = new Subjects(folder, loop, plan.rivals())) {
            for (var subject : subjects.all()) setUps.add(warmUp(loop, subject));
            for (int calls : plan.calls()) measure(loop, subjects.all(), calls);
        }
        var report = SoundReport.now(plan, setUps, all);
        System.out.print(report.text());
        report.write(json);
        return report;
    }

    private SetUp warmUp(LoadLoop loop, Subject subject) throws Exception {
        long idle = memory(subject);
        int some = Math.min(YOUNG_CALLS, subject.mostCalls());
        double young = setUpMillis(loop, subject, some);
        loop.start();
        Thread.sleep(WARM_UP);
        end(loop, subject);
        int gone = some;
        for (; gone < plan.warmAfter(); gone += some) {
            setUpMillis(loop, subject, some);
            end(loop, subject);
        }
        double warm = setUpMillis(loop, subject, some);
        end(loop, subject);
        var setUp = new SetUp(subject.name(), idle, young, warm, gone);
        System.out.println(setUp);
        return setUp;
    }

    private void measure(LoadLoop loop, List<Subject> subjects, int calls) throws Exception {
        var asked = subjects.stream().filter(subject -> isAsked(subject, calls)).toList();
        for (int round = 0; round < plan.rounds(); round++)
            for (var subject : asked) measure(loop, subject, calls, round);
        for (var subject : asked) {
            // More would only take longer to say the same.
            if (!isHopeless(subject, calls)) continue;
            broken.add(subject.name());
            System.out.println(subject.name() + " is asked for no more than " + calls + " calls.");
        }
    }

    private boolean isAsked(Subject subject, int calls) {
        return calls <= subject.mostCalls() && !broken.contains(subject.name());
    }

    private void measure(LoadLoop loop, Subject subject, int calls, int round) throws Exception {
        var measured = attempt(loop, subject, calls, round);
        measured.ifPresent(System.out::println);
        measured.ifPresent(all::add);
    }

    /** In every round. */
    private boolean isHopeless(Subject subject, int calls) {
        return all.stream()
                .filter(each -> each.subject().equals(subject.name()) && each.calls() == calls)
                .allMatch(each -> each.loss() > SoundPlan.HOPELESS);
    }

    private Optional<Measured> attempt(LoadLoop loop, Subject subject, int calls, int round)
            throws Exception {
        try {
            double setUp = setUpMillis(loop, subject, calls);
            loop.start();
            settle(subject);
            var from = CpuTime.of(subject.pid());
            var heard = loop.measure(plan.window());
            var used = CpuTime.of(subject.pid()).minus(from);
            long grown = memory(subject) - idle(subject);
            return Optional.of(
                    Measured.of(subject.name(), calls, round, setUp, grown, used, heard));
        } catch (java.util.concurrent.TimeoutException
                | java.util.concurrent.CompletionException e) {
            System.out.println(subject.name() + " does not take " + calls + " calls: " + e);
            return Optional.empty();
        } finally {
            end(loop, subject);
        }
    }

    private long idle(Subject subject) {
        return setUps.stream()
                .filter(each -> each.subject().equals(subject.name()))
                .mapToLong(SetUp::idleKilobytes)
                .findFirst()
                .orElseThrow();
    }

    private static void end(LoadLoop loop, Subject subject) throws Exception {
        subject.hangUp();
        loop.clear();
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

    /** Sets so many calls up, and says what one has taken of the processor. */
    private static double setUpMillis(LoadLoop loop, Subject subject, int calls) throws Exception {
        var before = CpuTime.of(subject.pid());
        var ends = new ArrayList<End>();
        for (int call = 0; call < calls; call++) {
            var page = loop.end(call, subject.endHost());
            var phone = loop.end(call, subject.endHost());
            subject.connect(call, page, phone);
            ends.add(page);
            if (call % 20 == 19) await(ends);
        }
        await(ends);
        return (double) CpuTime.of(subject.pid()).minus(before).toMillis() / calls;
    }

    private static void await(List<End> ends) throws Exception {
        for (var end : ends) end.made().get(20, TimeUnit.SECONDS);
        ends.clear();
    }

    private static long memory(Subject subject) throws IOException {
        return Footprint.of(subject.pid()).residentKilobytes();
    }
}
