package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Text from a page to baresip, which is registered as bob. */
@Scenario
class MessageTest {
    @Test
    void aPageWritesToBaresip(Lab lab) {
        try (var baresip = lab.watchingBaresip("writing");
                var alice = PageSocket.open(lab.gateway())) {
            baresip.awaitRegistration(SOON);
            alice.hello("alice");

            alice.say(Map.of("type", "message", "ref", "1", "to", "bob", "body", "Are you there?"));
            assertThat(alice.await("done").path("ref").asString()).isEqualTo("1");
            baresip.awaitPrinted("play: .*message.wav", SOON); // all that it says of a text
        }
    }
}
