package org.ringdown.bench.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What a run of {@link SoundBench} measures.
 *
 * @param calls one after the other
 * @param window of one measurement
 * @param rivals of {@link Subjects#RIVALS}
 * @param warmAfter so many calls have come and gone before the first measurement
 */
public record SoundPlan(
        List<Integer> calls, Duration window, int rounds, List<String> rivals, int warmAfter) {
    /** A subject that loses a tenth is not asked for more calls. */
    static final double HOPELESS = 0.1;

    private static final List<Integer> KNEE = List.of(50, 100, 200, 500, 1000, 1250);

    public SoundPlan {
        calls = List.copyOf(calls);
        rivals = List.copyOf(rivals);
    }

    /** Numbers of calls between which the knee of a machine with two cores is. */
    public static List<Integer> knee() {
        return KNEE;
    }

    /** "200,500,1000" */
    public static List<Integer> numbers(String text) {
        return Arrays.stream(text.split(",")).map(Integer::parseInt).sorted().toList();
    }

    /** "rtpengine,janus,relay" or "none" */
    public static List<String> rivals(String text) {
        if (text.equals("none")) return List.of();
        var words = List.of(text.split(","));
        for (var word : words)
            if (!Subjects.RIVALS.contains(word))
                throw new IllegalArgumentException(
                        "there is no rival " + word + ", only " + Subjects.RIVALS + " and none");
        return words;
    }

    /** All of them. */
    public static String everybody() {
        return String.join(",", Subjects.RIVALS);
    }
}
