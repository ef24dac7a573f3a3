package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.BARESIP_HZ;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.peer.Sipp;

/** A page in Chromium and SIP peers with video: what the page shows comes back to it and is seen there. */
@Scenario
class SipVideoTest {
    /** Of an echo, there and back, after the answer. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    /** SIPp sends each packet back as it came, so that the page sees itself. */
    @ParameterizedTest
    @CsvSource({
        "VP8, 110, max-fr=30",
        "H264, 111, packetization-mode=1;profile-level-id=42801f",
        "H264, 112, packetization-mode=0;profile-level-id=42e01f"
    })
    void aPageSeesItsEcho(String codec, int type, String fmtp, Lab lab) {
        try (var echo = Sipp.mirroring(lab.folder("sipp-video-" + type), codec, type, fmtp);
                var page = lab.page(lab.chromium(), "alice")) {
            var seen = Watching.of(page);
            seen.dial(echo.uri("service"));
            page.awaitAnswered();
            seen.awaitState(true, "");
            seen.awaitPictures(20);
            seen.tell(codec + " " + type);
            assertThat(seen.codec()).isEqualTo(codec);
            assertThat(seen.untilFirstPicture()).isLessThan(FIRST);
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    /** baresip decodes what the page shows, and shows it, encoded anew; also where it insists on SRTP, and refuses what it is offered first. */
    @ParameterizedTest
    @CsvSource({"plain, ''", "srtp, ;mediaenc=srtp-mand"})
    void aPageAndBaresipSeeEachOther(String name, String encryption, Lab lab) {
        int registrar = lab.gateway().sip().getPort();
        var account = Baresip.registered("bob", "bob", registrar, "pcma/8000/1", true) + encryption;
        try (var baresip =
                        Baresip.mirroring(
                                lab.folder("baresip-video-" + name),
                                lab.sound(),
                                BARESIP_HZ,
                                account,
                                "vp8");
                var page = lab.page(lab.chromium(), "alice")) {
            var seen = Watching.of(page);
            baresip.awaitRegistration(Lab.SOON);
            seen.dial("bob");
            page.awaitAnswered();
            seen.awaitState(true, "");
            seen.awaitPictures(20);
            seen.tell("baresip " + name);
            assertThat(seen.codec()).isEqualTo("VP8");
            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
        }
    }

    @Test
    void aPhoneWithoutPicturesIsHeard(Lab lab) {
        var baresip = lab.baresip();
        try (var page = lab.page(lab.chromium(), "alice")) {
            var seen = Watching.of(page);
            seen.dial(baresip.uri("pcma"));
            page.awaitAnswered();
            seen.awaitState(false, "not-offered");
            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
        }
    }
}
