package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.interop.browser.Browser;

/** Two pages in Chromium that see each other: pictures change at both ends, the first within a second of the answer. */
@Scenario
@Alone
class ChromiumVideoTest {
    private static final Duration FIRST = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(strings = {"VP8", "H264"})
    void seeEachOther(String codec, Lab lab) {
        try (var alice = lab.page(lab.chromium(), "alice");
                var bob = lab.page(lab.chromium(), "bob")) {
            var seenByAlice = Watching.of(alice);
            var seenByBob = Watching.of(bob);
            seenByAlice.hasOnly(codec);
            seenByAlice.dial("bob");
            bob.awaitIncoming();
            assertThat(bob.page().run("return lab.call.offersVideo").asBoolean()).isTrue();
            seenByBob.answer();
            alice.awaitAnswered();

            seenByAlice.awaitPictures(20);
            seenByBob.awaitPictures(20);
            System.out.println(
                    codec
                            + ": first picture after "
                            + seenByAlice.untilFirstPicture().toMillis()
                            + " and "
                            + seenByBob.untilFirstPicture().toMillis()
                            + " ms; "
                            + seenByAlice.decoded()
                            + seenByBob.decoded());
            assertThat(seenByAlice.decoded().path("codec").asString()).isEqualTo("video/" + codec);
            assertThat(seenByBob.decoded().path("codec").asString()).isEqualTo("video/" + codec);
            assertThat(seenByAlice.untilFirstPicture()).isLessThan(FIRST);
            assertThat(seenByBob.untilFirstPicture()).isLessThan(FIRST);
            assertThat(alice.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            bob.hangup();
            alice.awaitEnd();
        }
    }

    @Test
    void soundGoesOnWhereTheOtherSideWantsNoPictures(Lab lab) {
        try (var alice = lab.page(lab.chromium(), "alice");
                var bob = lab.page(lab.chromium(), "bob")) {
            var seenByAlice = Watching.of(alice);
            var seenByBob = Watching.of(bob);
            seenByAlice.dial("bob");
            bob.awaitIncoming();
            seenByBob.answerWithSoundAlone();
            alice.awaitAnswered();
            seenByAlice.awaitState(false, "not-offered");
            seenByBob.awaitTheirs(true);
            assertThat(alice.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            seenByBob.startVideo();
            seenByAlice.awaitState(true, "");
            seenByAlice.awaitPictures(10);
            seenByBob.awaitPictures(10);

            seenByBob.stopVideo();
            seenByAlice.awaitState(false, "not-offered");
            int seen = seenByAlice.pictures();
            assertThat(alice.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            assertThat(seenByAlice.pictures() - seen).as("pictures after the stop").isLessThan(5);

            seenByBob.startVideo();
            seenByAlice.awaitState(true, "");
            seenByAlice.awaitPictures(10);
            seenByBob.awaitPictures(10);
        }
    }
}
