package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.BARESIP_HZ;
import static org.ringdown.interop.Lab.SOON;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;

/** Others that share no codec hear each other all the same: Firefox, a page that is called, JsSIP and baresip. */
@Scenario
class TranscodedPeersTest {
    private static final int PHONE_HZ = 1500;

    @Test
    void aPageInFirefoxCallsAPhoneWithAnotherCodec(Lab lab) {
        var baresip = lab.baresip();
        baresip.forget();
        try (var caller = lab.page(lab.firefox(), "alice")) {
            caller.hasOnly("opus");
            caller.dial(baresip.uri("pcmu"));
            caller.awaitAnswered();

            assertThat(caller.awaitTone(BARESIP_HZ).good()).isTrue();
            assertThat(baresip.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            caller.hangup();
            caller.awaitEnd();
        }
    }

    @Test
    void aPhoneCallsAPageWithAnotherCodec(Lab lab) {
        try (var phone = ScriptedPhone.open("alice");
                var page = lab.page(lab.chromium(), "bob")) {
            page.hasOnly("opus");
            var call =
                    phone.dial(
                            lab.gateway().uri("bob"),
                            List.of("PCMA"),
                            Optional.of(new Digest("alice", "alice")));
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            page.awaitIncoming();
            page.answer();
            call.awaitAnswer(SOON);

            assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
            assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            call.hangup();
            page.awaitEnd();
        }
    }

    /** JsSIP that has PCMU alone, and a baresip that has Opus alone: SIP on both sides. */
    @Test
    void jsSipCallsAPhoneWithAnotherCodec(Lab lab) {
        try (var phone = lab.registeredBaresip("opus-only", "audio_codecs=opus/48000/2");
                var page = lab.sipPage(lab.chromium(), "jssip", "alice")) {
            page.hasOnly("PCMU");
            page.dial("bob");
            page.awaitState("active");

            assertThat(page.awaitTone(BARESIP_HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }
}
