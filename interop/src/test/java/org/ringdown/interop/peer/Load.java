package org.ringdown.interop.peer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.ringdown.interop.process.CpuTime;

/**
 * Calls by SIPp through a program to another SIPp: set up, kept for a while, ended; no sound.
 *
 * @param calls how many went well
 * @param failed how many did not
 * @param took from the first to the last
 * @param cpu the processor time that the program in the middle used meanwhile
 */
public record Load(int calls, int failed, Duration took, Duration cpu) {
    private static final Duration GRACE = Duration.ofSeconds(90);

    /** How many calls, at which rate, and how long each is kept. */
    public record Plan(int calls, int perSecond, Duration kept) {}

    /**
     * Makes the calls.
     *
     * @param through the UDP port of the program, which takes a number such as {@code load5070} to 127.0.0.1:5070
     * @param to a free port, for the one that answers
     * @param pid of the program
     */
    public static Load run(Path folder, int through, int to, long pid, Plan plan) {
        try (var answering = Sipp.answering(folder.resolve("answers"), "load-answer", to, 1000)) {
            var before = CpuTime.of(pid);
            long start = System.nanoTime();
            var options =
                    List.of(
                            "-m",
                            Integer.toString(plan.calls),
                            "-r",
                            Integer.toString(plan.perSecond),
                            "-d",
                            Long.toString(plan.kept.toMillis()),
                            "-l",
                            Integer.toString(plan.calls),
                            "-timeout",
                            Long.toString(seconds(plan).plus(GRACE).minusSeconds(20).toSeconds()));
            try (var calling =
                    Sipp.load(
                            folder.resolve("calls"), through, "load" + answering.port(), options)) {
                var count = calling.awaitEnd(seconds(plan).plus(GRACE));
                var took = Duration.ofNanos(System.nanoTime() - start);
                return new Load(
                        count.successful(),
                        plan.calls - count.successful(),
                        took,
                        CpuTime.of(pid).minus(before));
            }
        }
    }

    private static Duration seconds(Plan plan) {
        return Duration.ofSeconds(plan.calls / plan.perSecond).plus(plan.kept);
    }

    /** How many calls one core could set up and end in a second, if it did nothing else. */
    public double callsPerCoreSecond() {
        return calls / (cpu.toMillis() / 1000.0);
    }
}
