package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two pages in Chromium whose network loses packets go on seeing each other: what is missing is asked for, by them and by the gateway, and sent anew. */
@Scenario
@Tag("network")
class LossyVideoTest {
    /** Five of a hundred datagrams are lost, either way, at the gateway: Chromium sends anew what its own machine does not take. */
    @Test
    void picturesGoOn(Lab lab) {
        try (var nat = new NatLab(lab, "lossy-video")) {
            var visitor = nat.outside("visitor", "203.0.113.20/24");
            var pages = nat.pages(visitor);
            var home = nat.outside("gateway", "203.0.113.9/24");
            nat.gateway(home, pages, "sip:203.0.113.9:5999", "external: auto", "external: auto");
            var browser = nat.chromium(visitor);
            var call =
                    VideoCall.between(
                            nat.page(browser, pages, "203.0.113.9"),
                            nat.page(browser, pages, "203.0.113.9", "bob"));
            home.loseUdp(5);
            call.begin();

            for (int i = 0; i < 3; i++) call.awaitPictures(50);
            for (var seen : call.both().toList()) {
                var decoded = seen.decoded();
                var sent = seen.sent();
                System.out.println("5 % lost: seen " + decoded + ", sent " + sent);
                assertThat(decoded.path("nacks").asInt()).as("asked for by the page").isPositive();
                assertThat(decoded.path("again").asInt()).as("sent anew by us").isPositive();
                assertThat(sent.path("nacks").asInt()).as("asked for by us").isPositive();
                assertThat(sent.path("again").asInt()).as("sent anew by the page").isPositive();
            }
            call.bob().hangup();
            call.alice().awaitEnd();
        }
    }
}
