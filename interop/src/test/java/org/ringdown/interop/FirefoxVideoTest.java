package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Two pages in Firefox that see each other in VP8. Its H.264 is a module that it fetches from the network, which the lab's never has. */
@Scenario
@Alone
class FirefoxVideoTest {
    /** Its encoder takes longer to begin than Chromium's where cores are few. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    @Test
    void seeEachOther(Lab lab) {
        try (var call = VideoCall.between(lab, lab.firefox(), lab.gateway()).begin()) {
            call.awaitPictures(10);
            call.tell("Firefox");
            assertThat(call.both())
                    .allSatisfy(seen -> {
                        assertThat(seen.codec()).isEqualTo("VP8");
                        assertThat(seen.untilFirstPicture()).isLessThan(FIRST);
                    });
            call.endWithSound();
        }
    }
}
