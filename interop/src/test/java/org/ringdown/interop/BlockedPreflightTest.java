package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.PreflightTest.status;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;

/** What Chromium finds beforehand in a network that lets no datagram out. */
@Scenario
class BlockedPreflightTest {
    @Test
    void namesTheWaysThatAreLeft(Lab lab) {
        var folder = lab.folder("blocked-preflight");
        try (var network = new BlockedNetwork(lab, "blocked-preflight");
                var chromium = Browser.chromium(network.office, folder, Map.of())) {
            var report = network.preflight(chromium);

            assertThat(report.path("verdict").asString())
                    .as(report::toString)
                    .isEqualTo("degraded");
            assertThat(status(report, "ice-udp")).isEqualTo("failed");
            assertThat(status(report, "ice-tcp")).isEqualTo("ok");
            assertThat(status(report, "turn-udp")).isEqualTo("skipped"); // its relay has TLS alone
            assertThat(status(report, "turn-tls")).isEqualTo("ok");
            assertThat(status(report, "media-echo")).isEqualTo("ok");
            assertThat(report.path("sentences").get(1).asString()).contains("A firewall drops UDP");
        }
    }
}
