package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EModelTest {
    @ParameterizedTest
    @CsvSource({"0, 4.41", "0.05, 3.92", "0.1, 3.41", "0.2, 2.63", "0.3, 2.14"})
    void lossIsHeard(double lost, double mos) {
        assertThat(EModel.mos(lost, 0)).isCloseTo(mos, within(0.005));
    }

    @Test
    void delayIsNoticedFromASixthOfASecondOn() {
        assertThat(EModel.mos(0, 150)).isCloseTo(4.32, within(0.05));
        assertThat(EModel.mos(0, 400)).isLessThan(3.6);
    }

    @Test
    void itStaysWithinItsScale() {
        assertThat(EModel.mos(1, 10_000)).isEqualTo(1);
        assertThat(EModel.mos(-0.2, 0)).isEqualTo(EModel.mos(0, 0));
    }
}
