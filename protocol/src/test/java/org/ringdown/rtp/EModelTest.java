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

    /** R of G.107 for figures of G.113 appendix I: a codec takes its part, and loss the more the less robust it is. */
    @ParameterizedTest
    @CsvSource({
        "0, 25.1, 0, 93.2",
        "5, 10, 0, 88.2",
        "0, 4.3, 0.05, 42.1",
        "0, 25.1, 0.05, 77.4",
        "5, 10, 0.02, 73.2",
        "11, 19, 0.05, 64.7"
    })
    void codecsDiffer(double ie, double bpl, double lost, double rating) {
        assertThat(EModel.rating(new EModel.Impairment(ie, bpl), lost, 0))
                .isCloseTo(rating, within(0.05));
    }
}
