package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Counts as RFC 3550 A.1 (sequence numbers), A.3 (losses) and A.8 (jitter) do. */
class ReceiverStatisticsTest {
    private static final long PACKET = 20_000_000;

    private final ReceiverStatistics statistics = new ReceiverStatistics(8000);

    @Test
    void isEmptyAtFirst() {
        assertThat(statistics.isEmpty()).isTrue();
        assertThat(statistics.expected()).isZero();
        assertThat(statistics.lost()).isZero();
        assertThat(statistics.takeFractionLost()).isZero();
    }

    @Test
    void countsLossesOverAWrap() {
        receive(65530, 65531, 65535, 0, 3);

        assertThat(statistics.expected()).isEqualTo(10);
        assertThat(statistics.received()).isEqualTo(5);
        assertThat(statistics.lost()).isEqualTo(5);
        assertThat(statistics.highest()).isEqualTo(0x10003);
        assertThat(statistics.takeFractionLost()).isEqualTo(128);
    }

    @Test
    void namesTheLossesOfEachIntervalAlone() {
        receive(1, 2, 4);
        assertThat(statistics.takeFractionLost()).isEqualTo(64);
        assertThat(statistics.takeFractionLost()).as("nothing since").isZero();
        receive(5, 6, 8);
        assertThat(statistics.takeFractionLost()).isEqualTo(64);
        assertThat(statistics.lost()).isEqualTo(2);
    }

    @Test
    void countsAllOfAnIntervalLostAs255() {
        receive(1);
        statistics.takeFractionLost();
        receive(1001);
        assertThat(statistics.takeFractionLost()).isEqualTo(255);
    }

    @Test
    void letsReorderingHealALoss() {
        receive(1, 3, 2);
        assertThat(statistics.lost()).isZero();
        assertThat(statistics.highest()).isEqualTo(3);
    }

    @Test
    void countsDoublesAsNegativeLoss() {
        receive(1, 2, 2, 2);
        assertThat(statistics.lost()).isEqualTo(-2);
        assertThat(statistics.takeFractionLost()).isZero();
    }

    @Test
    void believesAFarNumberWhenTheNextFollowsIt() {
        receive(1, 2);
        assertThat(statistics.received(40_000, 0, 0)).isFalse();
        assertThat(statistics.received(3, 0, 0)).as("a stray packet changed nothing").isTrue();
        assertThat(statistics.received(50_000, 0, 0)).isFalse();
        assertThat(statistics.received(50_001, 0, 0)).isTrue();
        assertThat(statistics.highest()).isEqualTo(50_001);
        assertThat(statistics.lost()).isZero();
    }

    @Test
    void findsNoJitterInASteadyStream() {
        for (int i = 0; i < 100; i++) {
            statistics.received(i, i * 160, i * PACKET);
        }
        assertThat(statistics.jitter()).isZero();
    }

    @Test
    void convergesToTheMeanDeviation() {
        for (int i = 0; i < 1000; i++) { // every second packet comes 10 ms (80 units) late
            statistics.received(i, i * 160, i * PACKET + i % 2 * 10_000_000);
        }
        assertThat(statistics.jitter()).isBetween(78, 80);
    }

    @Test
    void followsTheFormulaOfTheAppendixStepByStep() {
        statistics.received(0, 0, 0);
        statistics.received(1, 160, PACKET + 20_000_000); // 160 units late: J += 160/16
        assertThat(statistics.jitter()).isEqualTo(10);
        statistics.received(
                2, 320, 2 * PACKET + 20_000_000); // no further change: J -= (10 + 1/2)/16
        assertThat(statistics.jitter()).isEqualTo(9);
    }

    @Test
    void doesNotCallANewTimestampBaseJitter() {
        receive(1, 2, 3);
        statistics.received(4, 1_000_000_000, 4 * PACKET);
        statistics.received(5, 1_000_000_160, 5 * PACKET);
        assertThat(statistics.jitter()).isZero();
    }

    @Test
    void countsAHeldKeyWithoutTimingIt() {
        receive(1, 2);
        for (int i = 3; i < 100; i++) {
            statistics.receivedUntimed(i);
        }
        receive(100);
        assertThat(statistics.jitter()).isZero();
        assertThat(statistics.lost()).isZero();
    }

    @Test
    void staysSaneForClocksThatStartAnywhere() {
        for (long start : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE - 100 * PACKET}) {
            var late = new ReceiverStatistics(90_000);
            for (int i = 0; i < 50; i++) {
                late.received(65_500 + i & 0xffff, i * 1800 - 900, start + i * PACKET);
            }
            assertThat(late.jitter()).as("from %d", start).isLessThanOrEqualTo(1);
            assertThat(late.lost()).isZero();
        }
    }

    @Test
    void keepsLossesWithin24Bits() {
        receive(0);
        for (int i = 1; i < 4000; i++) {
            receive(i * 2999 & 0xffff);
        }
        assertThat(statistics.lost()).isEqualTo(0x7fffff);
    }

    private void receive(int... sequences) {
        for (int sequence : sequences) {
            statistics.received(sequence, sequence * 160, sequence * PACKET);
        }
    }
}
