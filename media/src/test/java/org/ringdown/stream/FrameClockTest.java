package org.ringdown.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ringdown.media.Codec;

/** Timestamps of frames: by the sample, and by the message only where the two are far apart. */
class FrameClockTest {
    private final FrameClock clock = new FrameClock(Codec.PCMA);

    @Test
    void samplesAreCountedWhateverTheMessagesSay() {
        for (int i = 0; i < 100; i++) {
            assertThat(clock.message(1000 + i * 20 + i % 5 * 20, 0)).isTrue();
            assertThat(clock.now()).isEqualTo(i * 160);
            clock.counted(160);
        }
    }

    @Test
    void afterAPauseTheCountGoesOnBehindIt() {
        clock.message(5000, 0);
        clock.counted(160);

        assertThat(clock.message(5120, 0)).isTrue();
        assertThat(clock.now()).isEqualTo(160);
        clock.counted(160);
        assertThat(clock.message(6000, 0)).isFalse();
        assertThat(clock.now()).isEqualTo(8000);
    }

    @Test
    void whatWaitsForMoreCounts() {
        clock.message(0, 0);
        clock.counted(160);

        assertThat(clock.message(20 + 100, 64)).isTrue();
        assertThat(clock.message(20 + 110, 64)).isFalse();
    }

    @Test
    void whoBeginsAnewGoesOn() {
        clock.message(100_000, 0);
        clock.counted(1600);

        assertThat(clock.message(0, 0)).isFalse();
        assertThat(clock.now()).isEqualTo(1600);
        clock.counted(160);
        assertThat(clock.message(20, 0)).isTrue();
    }
}
