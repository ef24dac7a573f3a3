package org.ringdown.interop;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;

/** Chromium in a network that lets no datagram out: it talks by TCP with the gateway itself, and through a relay over TLS. */
@Scenario
class BlockedUdpTest {
    @Test
    void talksByTcpAndThroughARelayOverTls(Lab lab) {
        var folder = lab.folder("blocked-chromium");
        try (var network = new BlockedNetwork(lab, "blocked-chromium");
                var chromium = Browser.chromium(network.office, folder, Map.of())) {
            network.talkByTcp(chromium);
            network.talkThroughTheRelay(chromium);
        }
    }
}
