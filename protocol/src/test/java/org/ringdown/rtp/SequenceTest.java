package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Follows sequence numbers over their wraps, and knows which of them were seen. */
class SequenceTest {
    @Test
    void extendsOverAWrapAndBack() {
        var extender = new SequenceExtender();
        int[] sequences = {65534, 65535, 0, 65533, 1, 2};
        long[] extended = {65534, 65535, 65536, 65533, 65537, 65538};
        for (int i = 0; i < sequences.length; i++) {
            assertThat(extender.extend(sequences[i])).isEqualTo(extended[i]);
        }
    }

    @Test
    void extendsWhatCameFromBeforeTheFirst() {
        var extender = new SequenceExtender();
        extender.extend(0);
        assertThat(extender.extend(65535)).isEqualTo(-1);
        assertThat(extender.extend(1)).isEqualTo(1);
    }

    @Test
    void followsManyWrapsWithGaps() {
        var extender = new SequenceExtender();
        var random = new Random(5);
        long number = 65_500;
        extender.extend((int) number);
        while (number < 10 * 65536) {
            number += 1 + random.nextInt(20_000);
            assertThat(extender.extend((int) number & 0xffff)).isEqualTo(number);
        }
    }

    @Test
    void remembersLikeASetWould() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var window = new SequenceWindow();
            var seen = new HashSet<Long>();
            long newest = random.nextInt(1000) - 500;
            int spread = 1 + random.nextInt(300);
            for (int i = 0; i < 2_000; i++) {
                long number = newest + random.nextInt(2 * spread) - spread;
                boolean tooOld = !seen.isEmpty() && newest - number >= SequenceWindow.SIZE;
                assertThat(window.admits(number)).isEqualTo(!tooOld && !seen.contains(number));
                if (random.nextBoolean()) {
                    window.mark(number);
                    newest = seen.isEmpty() ? number : Math.max(newest, number);
                    seen.add(number);
                }
            }
        }
    }

    @Test
    void marksWholePasts() {
        var window = new SequenceWindow();
        window.markAllTo(1000);
        assertThat(window.admits(1000)).isFalse();
        assertThat(window.admits(900)).isFalse();
        assertThat(window.admits(0)).isFalse();
        assertThat(window.admits(1001)).isTrue();
        assertThat(window.newest()).isEqualTo(1000);
    }
}
