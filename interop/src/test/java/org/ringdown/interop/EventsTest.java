package org.ringdown.interop;

import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A phone that we did not write watches its own voicemail. */
@Scenario
class EventsTest {
    @Test
    void baresipAsksForItsVoicemailAndIsTold(Lab lab) {
        try (var baresip = lab.watchingBaresip("watching")) {
            baresip.awaitRegistration(SOON);
            baresip.control().awaitEvent("MWI_NOTIFY", 0, Duration.ofSeconds(20));
        }
    }
}
