package org.ringdown;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StageTest {
    @Test
    @Timeout(60)
    void aPageCallsAPhoneAndHearsIt() throws Exception {
        var times = new Stage(Main::assemble).rehearse(3);

        assertThat(times.first()).isPositive();
        assertThat(times.last()).isPositive();
    }
}
