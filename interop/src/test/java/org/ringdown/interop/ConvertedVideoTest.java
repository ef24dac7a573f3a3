package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;

/** A page that has VP8 alone and one that has H.264 alone see each other, where the add-on is there; else they are told why not. */
@Scenario
class ConvertedVideoTest {
    @Test
    void seeEachOther(Lab lab) {
        var addons = Gateway.jar().resolveSibling("addons");
        assertThat(Files.isDirectory(addons)).as("made by -Pffmpeg: " + addons).isTrue();
        try (var gateway =
                        Gateway.start(lab.folder("gateway-converted"), "media.video.transcode=on");
                var alice = PhonePage.open(lab.chromium(), lab.pages(), gateway, "alice", "vp8");
                var bob = PhonePage.open(lab.chromium(), lab.pages(), gateway, "bob", "h264")) {
            var seenByAlice = Watching.of(alice);
            var seenByBob = Watching.of(bob);
            seenByAlice.hasOnly("VP8");
            seenByBob.hasOnly("H264");
            seenByAlice.dial("bob");
            bob.awaitIncoming();
            seenByBob.answer();
            alice.awaitAnswered();

            seenByAlice.awaitPictures(30);
            seenByBob.awaitPictures(30);
            System.out.println(
                    "converted: first picture after "
                            + seenByAlice.untilFirstPicture().toMillis()
                            + " and "
                            + seenByBob.untilFirstPicture().toMillis()
                            + " ms; "
                            + seenByAlice.decoded()
                            + seenByBob.decoded());
            assertThat(seenByAlice.decoded().path("codec").asString()).isEqualTo("video/VP8");
            assertThat(seenByBob.decoded().path("codec").asString()).isEqualTo("video/H264");
            // The camera of both is the same: what is seen has the colours of one's own.
            seenByAlice.awaitColoursOfTheCamera();
            seenByBob.awaitColoursOfTheCamera();
            assertThat(alice.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            bob.hangup();
            alice.awaitEnd();
        }
    }

    @Test
    void aGatewayWithoutTheAddonSaysWhatIsMissing(Lab lab) {
        Path empty = lab.folder("no-addons");
        var said =
                Gateway.refused(
                        lab.folder("gateway-no-addon"),
                        "media.video.transcode=on",
                        "media.video.addons=" + empty);

        assertThat(said)
                .contains("ringdown-media-ffmpeg.jar")
                .contains(empty.toString())
                .contains("-Pffmpeg");
    }
}
