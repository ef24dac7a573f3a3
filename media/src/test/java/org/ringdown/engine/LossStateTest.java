package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.rtp.ReceiverStatistics;

class LossStateTest {
    @ParameterizedTest(name = "{0}, {1} quiet seconds, {2} of 1000 lost -> {3}, {4}")
    @CsvSource({
        "false,  0,    0, false,  0",
        "false,  0,   20, false,  0",
        "false,  0,   21, true,   0",
        "false,  0, 1000, true,   0",
        "true,   0,   21, true,   0",
        "true,   0,   11, true,   0",
        "true,  59,   11, true,   0",
        "true,   0,   10, true,   1",
        "true,  58,    0, true,  59",
        "true,  59,   10, false,  0",
    })
    void table(boolean on, int quiet, int lost, boolean nextOn, int nextQuiet) {
        assertThat(new LossState(on, quiet).after(lost))
                .isEqualTo(new LossState(nextOn, nextQuiet));
    }

    @Test
    void nothingChangesBackBeforeAMinute() {
        var state = LossState.OFF.after(50);
        for (int i = 0; i < LossState.LONG - 1; i++) {
            assertThat(state.on()).isTrue();
            state = state.after(0);
        }
        assertThat(state.on()).isTrue();
        assertThat(state.after(0)).isEqualTo(LossState.OFF);
    }

    /** One burst counts for five seconds, whatever the stream does meanwhile. */
    @Test
    void lossesCountForFiveSeconds() {
        var stream = new ReceiverStatistics(8000);
        var window = new LossWindow(stream);
        for (int second = 0; second < 10; second++) {
            for (int i = 0; i < 50; i++)
                if (second != 3 || i >= 10) stream.receivedUntimed(50 * second + i);
            window.second(stream);
            boolean counts = second >= 3 && second < 8;
            int packets = 50 * Math.min(LossWindow.SECONDS, second + 1);
            assertThat(window.perMille()).as("" + second).isEqualTo(counts ? 10_000 / packets : 0);
        }
    }

    @Test
    void anotherStreamGoesOnWithTheLossesOfTheOneBefore() {
        var window = new LossWindow(new ReceiverStatistics(8000));
        var one = new ReceiverStatistics(8000);
        for (int i = 0; i < 50; i++) if (i % 10 != 5) one.receivedUntimed(i);
        window.second(one);
        var other = new ReceiverStatistics(48_000);
        for (int i = 900; i < 950; i++) other.receivedUntimed(i);
        window.second(other);

        assertThat(window.perMille()).isEqualTo(50);
    }

    @Test
    void hardlyAnyPacketsTellNothing() {
        var stream = new ReceiverStatistics(8000);
        var window = new LossWindow(stream);
        stream.receivedUntimed(1);
        stream.receivedUntimed(20);
        window.second(stream);

        assertThat(window.perMille()).isZero();
    }

    @Test
    void packetsThatCameTwiceAreNoLosses() {
        var stream = new ReceiverStatistics(8000);
        var window = new LossWindow(stream);
        for (int i = 0; i < 50; i++) {
            stream.receivedUntimed(i);
            stream.receivedUntimed(i);
        }
        window.second(stream);

        assertThat(window.perMille()).isZero();
    }
}
