package org.ringdown.interop;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;

/** Firefox in a network that lets no datagram out: it talks by TCP with the gateway itself, and through a relay over TLS. */
@Scenario
class BlockedUdpFirefoxTest {
    @Test
    void talksByTcpAndThroughARelayOverTls(Lab lab) {
        var folder = lab.folder("blocked-firefox");
        try (var network = new BlockedNetwork(lab, "blocked-firefox");
                var firefox = Browser.firefox(network.office, folder, lab.sound().environment())) {
            network.talkByTcp(firefox);
            network.talkThroughTheRelay(firefox);
        }
    }
}
