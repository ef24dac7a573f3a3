package org.ringdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.ringdown.config.Configuration.MediaLoop;

class StageTest {
    private final Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private final Thread.UncaughtExceptionHandler before =
            Thread.getDefaultUncaughtExceptionHandler();

    @BeforeEach
    void listen() {
        Thread.setDefaultUncaughtExceptionHandler((_, thrown) -> uncaught.add(thrown));
    }

    @AfterEach
    void listenNoMore() {
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    @Timeout(60)
    void aPageCallsAPhoneAndHearsIt() throws Exception {
        var times = new Stage(Main::assemble, MediaLoop.AUTO).rehearse(3);

        assertThat(times.first()).isPositive();
        assertThat(times.last()).isPositive();
        assertThat(uncaught).as("what an operator would see on the screen").isEmpty();
    }
}
