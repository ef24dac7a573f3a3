package org.ringdown.interop;

import static org.ringdown.interop.Lab.BARESIP_HZ;
import static org.ringdown.interop.Lab.SOON;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.peer.Asterisk;
import org.ringdown.interop.sound.Chord;
import org.ringdown.interop.sound.Hearing;

/** A page in Chromium (Opus), baresip (G.722) and Asterisk (G.711) meet in room 603: each hears the two others, and not itself. */
@Scenario
class ConferenceTest {
    @Test
    void threeHearEachOtherAndNotThemselves(Lab lab) {
        var asterisk = lab.asterisk();
        asterisk.forget();
        try (var baresip = lab.callingBaresip("in-603", "audio_codecs=g722/16000/1");
                var page = lab.page(lab.chromium(), "alice")) {
            page.dial("603");
            page.awaitAnswered();
            baresip.control().dial(lab.gateway().uri("603"));
            asterisk.call("rtp_pcma", lab.gateway().uri("603"));

            page.awaitChord(Browser.MICROPHONE_HZ, BARESIP_HZ, Asterisk.HZ);
            Chord.await(baresip::heard, BARESIP_HZ, Browser.MICROPHONE_HZ, Asterisk.HZ);
            Chord.await(asterisk::heard, Asterisk.HZ, Browser.MICROPHONE_HZ, BARESIP_HZ);

            page.hangup();
            page.awaitEnd();
            var before = baresip.heard().length();
            Hearing.await(
                    Asterisk.HZ,
                    () -> baresip.heard().slice(before, Hearing.GOOD_LENGTH.multipliedBy(9)));
            int seen = baresip.control().events();
            asterisk.hangup();
            baresip.control().hangup();
            baresip.control().awaitEvent("CALL_CLOSED", seen, SOON);
            lab.gateway().awaitQuiet(SOON);
        }
    }

    /** Two calls become one: the far ends see no break, and whoever is left alone in the end is hung up. */
    @Test
    void aPageMakesOneConversationOfTwoCalls(Lab lab) {
        var baresip = lab.baresip();
        var asterisk = lab.asterisk();
        baresip.forget();
        asterisk.forget();
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial(baresip.uri("g722"));
            page.awaitAnswered();
            page.hold();
            page.dial("sip:rtp_pcma@127.0.0.1:" + asterisk.port());
            page.awaitAnswered();
            page.awaitTone(Asterisk.HZ, Duration.ofSeconds(1));
            page.conference();

            page.awaitChord(Browser.MICROPHONE_HZ, BARESIP_HZ, Asterisk.HZ);
            Chord.await(asterisk::heard, Asterisk.HZ, Browser.MICROPHONE_HZ, BARESIP_HZ);
            Chord.await(baresip::played, BARESIP_HZ, Browser.MICROPHONE_HZ, Asterisk.HZ);

            int seen = baresip.control().events();
            page.hangup();
            page.awaitEnd();
            asterisk.hangup();
            baresip.control().awaitEvent("CALL_CLOSED", seen, SOON);
            lab.gateway().awaitQuiet(SOON);
        }
    }
}
