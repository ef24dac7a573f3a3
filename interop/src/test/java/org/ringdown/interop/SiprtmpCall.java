package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.rtmp.FlashPhone;
import org.ringdown.interop.sound.G711;

/** A call by the commands of siprtmp from beginning to end, whichever way they come. */
final class SiprtmpCall {
    private static final int FLASH_HZ = 700;
    private static final int PHONE_HZ = 1500;

    private SiprtmpCall() {}

    /** Invited, ringing, answered, heard both ways. */
    static PhoneCall begin(FlashPhone flash, ScriptedPhone phone) {
        flash.calls("invite", phone.uri(), "pcma", "dtmf");
        var call = phone.awaitCall(SOON);
        call.ring();
        flash.awaits("ringing", "180 Ringing");
        call.answer("PCMA");
        call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
        flash.awaits("accepted", "pcma");
        flash.talks("local", "remote", FLASH_HZ);
        assertThat(call.rtp().awaitTone(FLASH_HZ).good()).isTrue();
        assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();
        return call;
    }

    /** The same, then keys, held and resumed, hung up. */
    static void whole(FlashPhone flash, ScriptedPhone phone) {
        var call = begin(flash, phone);
        flash.calls("sendDTMF", "5");
        flash.calls("sendDTMF", "#");
        Patience.await("keys", SOON, () -> call.rtp().keysHeard().equals("5#"));

        flash.calls("hold", true);
        Patience.await("hold", SOON, () -> reinvited(phone, "a=sendonly"));
        flash.calls("hold", false);
        Patience.await("the end of hold", SOON, () -> reinvited(phone, "a=sendrecv"));
        assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();

        flash.calls("bye");
        call.awaitHangup(SOON);
    }

    /** Whether the last INVITE that came says so. */
    static boolean reinvited(ScriptedPhone phone, String direction) {
        return phone.requests().reversed().stream()
                .filter(request -> request.startLine().startsWith("INVITE"))
                .findFirst()
                .filter(last -> last.body().contains(direction))
                .isPresent();
    }
}
