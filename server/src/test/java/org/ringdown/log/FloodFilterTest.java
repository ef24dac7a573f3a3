package org.ringdown.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

/** Lets a flood of like lines through only so far, and says how many it left out. */
class FloodFilterTest {
    private final LoggerContext context = new LoggerContext();
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final Logger log = context.getLogger("x");
    private long now = Long.MAX_VALUE - 500_000_000; // wraps within the test

    @BeforeEach
    void start() {
        written.start();
        context.getLogger("ROOT").addAppender(written);
        context.addTurboFilter(new FloodFilter(() -> now));
    }

    @Test
    void tenAlikeASecondAndTheRestIsCounted() {
        for (int i = 0; i < 1_000; i++) log.info("from {}", i);
        assertThat(lines()).hasSize(10).endsWith("from 9");

        now += 1_000_000_000;
        log.info("from {}", "somebody");

        assertThat(lines())
                .hasSize(12)
                .endsWith("990 lines like the next one were left out", "from somebody");
    }

    @Test
    void othersAreNotHeldUp() {
        for (int i = 0; i < 100; i++) log.info("flood {}", i);
        log.info("something else");

        assertThat(lines()).hasSize(11).endsWith("something else");
    }

    @Test
    void manyKindsDoNotFillTheMemory() {
        for (int i = 0; i < 10_000; i++) log.info("kind " + i);

        assertThat(lines()).hasSize(10_000);
    }

    private List<String> lines() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
