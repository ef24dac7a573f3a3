package org.ringdown.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A server that has gone is looked for less and less often, and not for ever. */
class BackOffTest {
    private final BackOff backOff = new BackOff();

    @Test
    void longerEachTimeAndThenGivenUp() {
        var pauses = new ArrayList<Long>();
        for (var pause = backOff.failed(); pause.isPresent(); pause = backOff.failed())
            pauses.add(pause.get().toSeconds());
        assertThat(pauses).startsWith(1L, 2L, 4L, 8L, 16L, 30L, 30L).hasSize(18);
        assertThat(backOff.failed()).isEmpty();
    }

    @Test
    void whatWorkedBeginsAnew() {
        for (int i = 0; i < 5; i++) backOff.failed();
        backOff.worked();
        assertThat(backOff.failed()).isEqualTo(Optional.of(Duration.ofSeconds(1)));
    }
}
