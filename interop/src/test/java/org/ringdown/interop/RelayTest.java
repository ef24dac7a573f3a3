package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Coturn;

/** A page that may use a relay only, which the gateway has told it of: coturn. */
@Scenario
class RelayTest {
    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void aPageHearsItsEchoThroughCoturn(String transport, Lab lab) {
        try (var relay = Coturn.start(lab.folder("coturn-" + transport));
                var gateway = withRelay(lab, relay.url(transport));
                var page = lab.relayedPage(lab.chromium(), gateway, "alice")) {
            page.dial("600");
            page.awaitAnswered();
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            assertThat(page.page().run("return lab.candidate()").asString()).isEqualTo("relay");
            page.hangup();
            assertThat(page.awaitEnd().path("reason").asString()).isEqualTo("hangup");
        }
    }

    private static Gateway withRelay(Lab lab, String url) {
        return Gateway.start(
                lab.folder("gateway-with-relay"),
                "media.ice-servers=[{urls: [\"%s\"], username: %s, credential: %s}]"
                        .formatted(url, Coturn.USER, Coturn.PASSWORD));
    }
}
