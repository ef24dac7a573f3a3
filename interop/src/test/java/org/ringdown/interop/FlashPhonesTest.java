package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.rtmp.FlashPhone;
import org.ringdown.interop.sound.G711;

/** Complete calls of phones that command by RTMP, on librtmp, which we did not write, with a SIP phone at the other end. */
@Scenario
class FlashPhonesTest {
    private static final int FLASH_HZ = 700;
    private static final int PHONE_HZ = 1500;
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    private static Gateway gateway;

    @BeforeAll
    static void start(Lab lab) {
        gateway = Gateway.start(lab.folder("gateway-flash"), "rtmp.port=0");
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void siprtmpCalls(Lab lab) {
        try (var phone = ScriptedPhone.open("bob");
                var flash = siprtmp(lab, "alice")) {
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
            assertThat(flash.wasCalled("byed")).isFalse();
        }
    }

    @Test
    void siprtmpIsCalled(Lab lab) {
        try (var phone = ScriptedPhone.open("alice");
                var flash = siprtmp(lab, "bob")) {
            var call = dial(phone, "bob");
            flash.awaits("invited", "alice@", "sip:bob@example.net");
            flash.calls("accept", "pcmu", "pcma");
            call.awaitAnswer(SOON);
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            flash.awaits("accepted", "pcma");
            flash.talks("local", "remote", FLASH_HZ);
            assertThat(flash.awaitTone(PHONE_HZ).good()).isTrue();
            assertThat(call.rtp().awaitTone(FLASH_HZ).good()).isTrue();
            call.hangup();
            flash.awaits("byed");
        }
    }

    @Test
    void siprtmpRejectsAndIsRejectedAndCancelled(Lab lab) {
        try (var phone = ScriptedPhone.open("alice");
                var flash = siprtmp(lab, "bob")) {
            var first = dial(phone, "bob");
            flash.awaits("invited");
            flash.calls("reject", "486 Busy Here");
            assertThat(first.awaitFinal(SOON).startLine()).contains("486");

            var second = dial(phone, "bob");
            Patience.await("ringing", SOON, () -> second.awaitRinging(SOON) != null);
            second.cancel();
            flash.awaits("cancelled", "alice@");

            flash.calls("invite", phone.uri(), "pcma");
            phone.awaitCall(SOON).reject("486 Busy Here");
            flash.awaits("rejected", "486 Busy Here");
        }
    }

    @Test
    void aWrongPasswordIsRejected(Lab lab) {
        try (var flash =
                FlashPhone.start(
                        folder(lab),
                        gateway.rtmpPort(),
                        "sip/alice@example.net",
                        "alice",
                        "wrong",
                        "Alice")) {
            flash.awaits("_error", "NetConnection.Connect.Rejected", "Name or password is wrong");
        }
    }

    private static org.ringdown.interop.phone.PhoneCall dial(ScriptedPhone phone, String user) {
        return phone.dial(
                gateway.uri(user), List.of("PCMA"), Optional.of(new Digest("alice", "alice")));
    }

    private static boolean reinvited(ScriptedPhone phone, String direction) {
        return phone.requests().reversed().stream()
                .filter(request -> request.startLine().startsWith("INVITE"))
                .findFirst()
                .filter(last -> last.body().contains(direction))
                .isPresent();
    }

    private static FlashPhone siprtmp(Lab lab, String user) {
        return FlashPhone.welcome(
                folder(lab),
                gateway.rtmpPort(),
                "sip/" + user + "@example.net",
                user,
                user,
                "The Name");
    }

    private static Path folder(Lab lab) {
        return lab.folder("flash-" + FOLDERS.incrementAndGet());
    }
}
