package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.worker.VirtualLoop;

/**
 * Somebody claps, every two seconds for a minute; a far end that goes by our reports (RFC 3550 §6.4.1) hears it when it sees it, whatever the way here
 * and the way through us did to either.
 */
class LipSyncTest {
    private static final Duration SETTLED = Duration.ofSeconds(12);
    private static final Duration LENGTH = Duration.ofSeconds(60);

    /** Within which nobody notices (ITU-R BT.1359: 45 ms where sound is early, 125 ms where it is late). */
    private static final Duration TOGETHER = Duration.ofMillis(40);

    private final VirtualLoop loop = new VirtualLoop();
    private MediaWorkers engine;

    @BeforeEach
    void start() throws IOException {
        engine = TestEngine.of(TestEngine.converting(), loop);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    @ParameterizedTest(
            name =
                    "{0} to {1}, pictures {2} ms late, jitter {3} ms, {4} of 100 lost, reports {5}, workers 0 and {6}")
    @CsvSource({
        // What encodes pictures takes longer than what encodes sound.
        "PCMA, PCMA, 120, 0, 0, true, 0",
        "PCMA, PCMA, 120, 40, 3, true, 0",
        "opus, opus, 200, 30, 5, true, 1",
        // Sound waits in a jitter buffer.
        "PCMA, opus, 0, 0, 0, true, 0",
        "PCMA, opus, 0, 60, 3, true, 0",
        "opus, PCMA, 0, 60, 3, true, 1",
        "opus, PCMA, 150, 40, 5, true, 0",
        // It does also where nobody says when it was captured.
        "PCMA, opus, 0, 60, 0, false, 0",
        "opus, PCMA, 0, 80, 0, false, 0"
    })
    void whatIsSeenIsHeard(
            String spoken,
            String heard,
            int late,
            int jitter,
            int lost,
            boolean reports,
            int worker)
            throws IOException {
        var way = new ClappingPhone.Way(Duration.ofMillis(late), jitter, lost, reports);
        try (var alice = new ClappingPhone(engine, loop, 0, format(spoken), way);
                var bob = new ClappingPhone(engine, loop, worker, format(heard), way)) {
            engine.join(alice.leg(), bob.leg());
            alice.clap();
            loop.pass(LENGTH);

            assertThat(bob.apart(SETTLED))
                    .hasSizeGreaterThan(20)
                    .allMatch(by -> by.abs().compareTo(TOGETHER) <= 0);
        }
    }

    private static Format format(String name) {
        return name.equals("opus") ? new Format(111, Codec.OPUS) : new Format(8, Codec.PCMA);
    }
}
