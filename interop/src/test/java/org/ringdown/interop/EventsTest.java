package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Asterisk;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.process.Patience;

/** Peers that we did not write watch, and are watched: a phone its voicemail and a friend, a page the mailbox of its line at a PBX. */
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
    void baresipSeesAPageComeAndGo(Lab lab) {
        try (var baresip = lab.watchingBaresip("friend")) {
            awaitFriend(baresip, "Offline");
            try (var alice = PageSocket.open(lab.gateway())) {
                alice.hello("alice", true);
                awaitFriend(baresip, "Online");
            }
            awaitFriend(baresip, "Offline");
        }
    }

    private static void awaitFriend(Baresip baresip, String presence) {
        Patience.await(
                "friend who is " + presence + ", but: " + baresip.contacts(),
                Duration.ofSeconds(20),
                () -> baresip.contacts().contains(presence));
    }

    @Test
    void aMessageInTheMailboxOfAsteriskIsToldToThePage(Lab lab) {
        var asterisk = lab.asterisk();
        asterisk.emptyMailbox();
        try (var gateway =
                        Gateway.start(
                                lab.folder("line-asterisk"),
                                "users.alice.line.uri=sip:"
                                        + Asterisk.LINE
                                        + "@127.0.0.1:"
                                        + asterisk.port(),
                                "users.alice.line.username=" + Asterisk.LINE,
                                "users.alice.line.password=" + Asterisk.LINE_PASSWORD);
                var alice = PageSocket.open(gateway)) {
            alice.hello("alice", true);
            assertThat(alice.await("voicemail").path("waiting").asBoolean()).isFalse();
            asterisk.leaveMessage();
            // Asterisk may say once more before that nothing waits.
            var news =
                    Stream.generate(() -> alice.await("voicemail"))
                            .filter(told -> told.path("waiting").asBoolean())
                            .findFirst()
                            .orElseThrow();
            assertThat(news.path("count").asInt()).isEqualTo(1);
        }
    }
}
