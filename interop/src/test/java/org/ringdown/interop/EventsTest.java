package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Sipp;
import org.ringdown.interop.process.Ports;

/** Phones that we did not write watch our users: their own voicemail by baresip, another's calls by SIPp. */
@Scenario
class EventsTest {
    @Test
    void baresipAsksForItsVoicemailAndIsTold(Lab lab) {
        try (var baresip = lab.watchingBaresip("watching")) {
            baresip.awaitRegistration(SOON);
            baresip.control().awaitEvent("MWI_NOTIFY", 0, Duration.ofSeconds(20));
        }
    }

    @Test
    void sippFollowsACallOfAliceByItsLamp(Lab lab) {
        int gateway = lab.gateway().sip().getPort();
        try (var lamp =
                        Sipp.calling(
                                lab.folder("sipp-lamp"),
                                "watch-calls",
                                Ports.free(),
                                gateway,
                                "alice",
                                "bob",
                                "bob",
                                1500,
                                "-m",
                                "1");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial("600");
            page.awaitAnswered();
            page.hangup();
            page.awaitEnd();
            assertThat(lamp.awaitSuccess(Duration.ofSeconds(30)).failed()).isZero();
        }
    }
}
