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
        try (var call = VideoCall.between(lab, lab.chromium(), lab.gateway())) {
            call.seenByAlice().hasOnly(codec);
            call.ring();
            assertThat(call.bob().page().run("return lab.call.offersVideo").asBoolean()).isTrue();
            call.seenByBob().answer();
            call.alice().awaitAnswered();

            call.awaitPictures(20);
            call.tell(codec);
            assertThat(call.both())
                    .allSatisfy(seen -> {
                        assertThat(seen.codec()).isEqualTo(codec);
                        assertThat(seen.untilFirstPicture()).isLessThan(FIRST);
                    });
            call.endWithSound();
        }
    }

    /** By the reports that the gateway makes of what alice reports. */
    @Test
    void lipsStayWithTheVoice(Lab lab) {
        try (var call = VideoCall.between(lab, lab.chromium(), lab.gateway()).begin()) {
            call.seenByBob().awaitLipSync();
        }
    }

    @Test
    void soundGoesOnWhereTheOtherSideWantsNoPictures(Lab lab) {
        try (var call = VideoCall.between(lab, lab.chromium(), lab.gateway())) {
            var alice = call.alice();
            var seenByAlice = call.seenByAlice();
            var seenByBob = call.seenByBob();
            call.ring();
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
