package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;

/** Two pages in Firefox that see each other in VP8. Its H.264 is a module that it fetches from the network, which the lab's never has. */
@Scenario
@Alone
class FirefoxVideoTest {
    @Test
    void seeEachOther(Lab lab) {
        try (var alice = lab.page(lab.firefox(), "alice");
                var bob = lab.page(lab.firefox(), "bob")) {
            var seenByAlice = Watching.of(alice);
            var seenByBob = Watching.of(bob);
            seenByAlice.dial("bob");
            bob.awaitIncoming();
            seenByBob.answer();
            alice.awaitAnswered();

            seenByAlice.awaitPictures(10);
            seenByBob.awaitPictures(10);
            System.out.println(
                    "Firefox: first picture after "
                            + seenByAlice.untilFirstPicture().toMillis()
                            + " and "
                            + seenByBob.untilFirstPicture().toMillis()
                            + " ms; "
                            + seenByAlice.decoded()
                            + seenByBob.decoded());
            assertThat(seenByAlice.decoded().path("codec").asString()).isEqualTo("video/VP8");
            assertThat(alice.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            bob.hangup();
            alice.awaitEnd();
        }
    }
}
