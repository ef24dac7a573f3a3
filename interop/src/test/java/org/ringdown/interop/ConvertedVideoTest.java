package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.BARESIP_HZ;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.peer.Baresip;

/** A page that has VP8 alone and a page, or a phone, that has H.264 alone see each other, where the add-on is there; else they are told why not. */
@Scenario
class ConvertedVideoTest {
    @Test
    void seeEachOther(Lab lab) {
        try (var gateway = gateway(lab, "pages");
                var call = VideoCall.between(lab, lab.chromium(), gateway)) {
            call.seenByAlice().hasOnly("VP8");
            call.seenByBob().hasOnly("H264");
            call.begin().awaitPictures(30);
            call.tell("converted");
            assertThat(call.seenByAlice().codec()).isEqualTo("VP8");
            assertThat(call.seenByBob().codec()).isEqualTo("H264");
            // The camera of both is the same: what is seen has the colours of one's own.
            call.both().forEach(Watching::awaitColoursOfTheCamera);
            call.seenByBob().awaitLipSync();
            call.endWithSound();
        }
    }

    /** baresip, with H.264 by FFmpeg, decodes what it is shown of a page that has VP8 alone, and shows it, encoded anew. */
    @Test
    void aPageAndAPhoneSeeEachOther(Lab lab) {
        try (var gateway = gateway(lab, "phone");
                var baresip =
                        Baresip.mirroring(
                                lab.folder("baresip-converted"),
                                lab.sound(),
                                BARESIP_HZ,
                                Baresip.registered(
                                        "bob", "bob", gateway.sip().getPort(), "pcma/8000/1", true),
                                "h264");
                var page = lab.page(lab.chromium(), gateway, "alice")) {
            baresip.awaitRegistration(Lab.SOON);
            var seen = Watching.of(page);
            seen.hasOnly("VP8");
            seen.dial("bob");
            page.awaitAnswered();
            seen.awaitPictures(30);
            seen.tell("converted, by baresip");
            assertThat(seen.codec()).isEqualTo("VP8");
            assertThat(baresip.log()).contains("H264");
            seen.awaitColoursOfTheCamera();
            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    private static Gateway gateway(Lab lab, String name) {
        var addons = Gateway.jar().resolveSibling("addons");
        assertThat(Files.isDirectory(addons)).as("made by -Pffmpeg: " + addons).isTrue();
        return Gateway.start(lab.folder("gateway-converted-" + name), "media.video.transcode=on");
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
