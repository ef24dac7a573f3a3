package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.phone.Breaks;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.sound.G711;

/** A call of a page with a phone, which shall notice nothing of whatever becomes of the page. */
record UnbrokenCall(ScriptedPhone phone, PhoneCall call, int requests) {
    static final int PHONE_HZ = 1500;
    private static final int PCMA_RATE = 8000;
    private static final int KEYS = 101;

    /** The page calls {@code to}, which is the phone, and both hear each other. */
    static UnbrokenCall of(PhonePage page, ScriptedPhone phone, String to) {
        page.dial(to);
        var call = phone.awaitCall(SOON);
        call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
        call.answer("PCMA");
        page.awaitAnswered();
        assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
        assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
        return new UnbrokenCall(phone, call, phone.requests().size());
    }

    /** They hear each other again, the phone got no request and no break in its stream; then the page hangs up. */
    void endsUnnoticed(PhonePage page) {
        assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
        endsUnnoticedByThePhone(page);
    }

    /** The same, where nobody can hear what the page plays. */
    void endsUnnoticedByThePhone(PhonePage page) {
        assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
        assertThat(phone.requests()).as("SIP requests that the phone got").hasSize(requests);
        assertThat(phone.repetitions()).isZero();
        assertThat(Breaks.of(call.rtp().arrivals(), PCMA_RATE, KEYS))
                .as("breaks in what the phone got")
                .isEmpty();
        page.hangup();
        call.awaitHangup(SOON);
    }
}
