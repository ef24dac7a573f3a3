package org.ringdown.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortRangeTest {
    @ParameterizedTest
    @CsvSource({
        "20000, 29999, 5000, 20000",
        "20001, 20004, 1, 20002",
        "20001, 20005, 2, 20002",
        "20001, 20002, 0, 20002"
    })
    void countsThePairsThatLieWhollyWithin(int first, int last, int pairs, int lowest) {
        var range = new PortRange(first, last);

        assertThat(range.pairs()).isEqualTo(pairs);
        assertThat(range.evenPort(0)).isEqualTo(lowest);
    }

    @Test
    void sharesEveryPairAmongTheWorkersOnce() {
        var range = new PortRange(20000, 20015);

        assertThat(range.share(0, 3)).isEqualTo(new PortRange(20000, 20003));
        assertThat(range.share(1, 3)).isEqualTo(new PortRange(20004, 20009));
        assertThat(range.share(2, 3)).isEqualTo(new PortRange(20010, 20015));
    }

    @Test
    void anyPortIsSharedByAll() {
        assertThat(PortRange.ANY.share(1, 2)).isEqualTo(PortRange.ANY);
    }

    @Test
    void refusesWhatCannotServe() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(30000, 20000));
        assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(1, 65536));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PortRange(20000, 20003).share(0, 3));
    }
}
