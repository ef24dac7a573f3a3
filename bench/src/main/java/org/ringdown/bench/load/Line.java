package org.ringdown.bench.load;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A line of the table: the medians of one subject's rounds with so many calls.
 *
 * @param ratio what Ringdown takes for a packet beside it, round by round; none for Ringdown itself
 */
record Line(
        String subject,
        int calls,
        int rounds,
        double micros,
        Optional<Range> ratio,
        double generator,
        double loss,
        double p50,
        double p99,
        double p999,
        double setUpMillis,
        double kilobytes) {
    static final String OURS = "Ringdown";

    /** More than this is heard, and is what a call may lose for a number of calls to be borne. */
    private static final double BORNE_LOSS = 0.001;

    /** A packet's length: whoever is later has a queue. */
    private static final double BORNE_MILLIS = 20;

    record Range(double least, double median, double most) {
        static Optional<Range> of(List<Double> values) {
            if (values.isEmpty()) return Optional.empty();
            var sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
            return Optional.of(
                    new Range(sorted.getFirst(), sorted.get(sorted.size() / 2), sorted.getLast()));
        }
    }

    static Line of(List<Measured> rounds, List<Measured> all) {
        var first = rounds.getFirst();
        return new Line(
                first.subject(),
                first.calls(),
                rounds.size(),
                median(rounds, Measured::micros),
                first.subject().equals(OURS) ? Optional.empty() : ratio(rounds, all),
                median(rounds, Measured::generator),
                median(rounds, Measured::loss),
                median(rounds, Measured::p50),
                median(rounds, Measured::p99),
                median(rounds, Measured::p999),
                median(rounds, Measured::setUpMillis),
                median(rounds, Measured::kilobytes));
    }

    private static Optional<Range> ratio(List<Measured> theirs, List<Measured> all) {
        return Range.of(
                theirs.stream()
                        .flatMap(their ->
                                all.stream()
                                        .filter(our -> isBeside(our, their))
                                        .map(our -> our.micros() / their.micros()))
                        .toList());
    }

    private static boolean isBeside(Measured our, Measured their) {
        return our.subject().equals(OURS)
                && our.calls() == their.calls()
                && our.round() == their.round();
    }

    private static double median(List<Measured> rounds, ToDoubleFunction<Measured> value) {
        return Range.of(rounds.stream().map(value::applyAsDouble).toList()).orElseThrow().median();
    }

    /** Whether calls could go on like that. */
    boolean isBorne() {
        return loss < BORNE_LOSS && p99 < BORNE_MILLIS;
    }
}
