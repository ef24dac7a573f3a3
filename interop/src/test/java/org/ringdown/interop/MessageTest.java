package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Linphone;

/** Text between a page and phones that we did not write, registered as bob. */
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

    @Test
    void baresipWritesToAPage(Lab lab) {
        try (var baresip = lab.watchingBaresip("writer");
                var alice = PageSocket.open(lab.gateway())) {
            baresip.awaitRegistration(SOON);
            alice.hello("alice", true);

            baresip.control().command("message", "Here I am: 1 < 2");
            var text = alice.await("message");
            assertThat(text.path("body").asString()).isEqualTo("Here I am: 1 < 2");
            assertThat(text.path("from").toString()).contains("bob");
        }
    }

    @Test
    void linphoneWritesToAPage(Lab lab) {
        var account =
                new Linphone.Account(
                        "bob",
                        "bob",
                        lab.gateway().sip().getPort(),
                        "udp",
                        "none",
                        "PCMA",
                        8000,
                        0);
        try (var linphone = Linphone.start(lab.folder("linphone-writer"), account, 600);
                var alice = PageSocket.open(lab.gateway())) {
            alice.hello("alice", true);
            linphone.text(lab.gateway().uri("alice"), "Here I am");
            var text = alice.await("message");
            assertThat(text.path("body").asString()).isEqualTo("Here I am");
            assertThat(text.path("from").toString()).contains("bob");
        }
    }
}
