package org.ringdown.interop.sound;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.ringdown.interop.process.Patience;

/** Several tones at once, all multiples of 50 Hz, so that windows of 20 ms tell them apart. */
public final class Chord {
    private static final Duration LENGTH = Duration.ofMillis(1500);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** What each tone has of the energy at least, and all of them together. */
    private static final double EACH = 0.1;

    private static final double TOGETHER = 0.85;
    private static final double NOTHING = 0.003;

    private Chord() {}

    /** Listens to a sound that grows until a second and a half of it are these tones and nothing of {@code absent}. */
    public static void await(Supplier<Sound> ear, int absent, int... tones) {
        try {
            Patience.await(
                    "tones " + Arrays.toString(tones) + " without " + absent,
                    PATIENCE,
                    Duration.ofMillis(200),
                    () ->
                            isGood(ear.get().last(LENGTH), absent, tones)
                                    ? Optional.of(true)
                                    : Optional.empty());
        } catch (AssertionError e) {
            var last = ear.get().last(LENGTH);
            throw new AssertionError(
                    e.getMessage() + "; last heard: " + told(last, absent, tones), e);
        }
    }

    private static boolean isGood(Sound sound, int absent, int... tones) {
        boolean whole = sound.length().compareTo(LENGTH.minusMillis(50)) >= 0;
        var shares = Arrays.stream(tones).mapToDouble(hz -> share(sound, hz)).toArray();
        return whole
                && Arrays.stream(shares).allMatch(share -> share > EACH)
                && Arrays.stream(shares).sum() > TOGETHER
                && share(sound, absent) < NOTHING;
    }

    private static double share(Sound sound, int hz) {
        return Hearing.of(sound, hz).share();
    }

    private static String told(Sound sound, int absent, int... tones) {
        return sound.length()
                + " "
                + Arrays.stream(tones)
                        .mapToObj(hz -> "%d Hz %.3f".formatted(hz, share(sound, hz)))
                        .collect(Collectors.joining(", "))
                + ", not %d Hz %.4f".formatted(absent, share(sound, absent));
    }
}
